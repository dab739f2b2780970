#include <doctest/doctest.h>

#include <set>

#include "app/blob_place.h"
#include "tests/support/applying.h"

// Two towns whose cases have the same numbers: what stands in one is never seen in the other, by whatever route and
// whatever value. Routes come from the table itself, so that a new one is tried without a line here.
using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view canary = "Kanarienvogel";

struct Strangers : test::Applying {
  std::string foreign;  ///< the address of the application in the other town

  Strangers() {
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    auto const csv = "authority,service,question,answer\nahaus,99001009004002,online,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
    fill("gescher", "Erika");
    foreign = fill("ahaus", std::string{canary});
  }

  /// An application with a message, notes, a draft of a notice and a notice: everything bears the name.
  std::string fill(std::string const& town, std::string const& name) {
    auto const host = town + ".localhost";
    auto const send = [&](std::string const& path, std::string const& body) { return post(host, path, key() + body); };
    cookies.erase(host);
    auto const first = header(send("/antrag/sperrmuell-abholen", ""), "Location");
    auto const own = first.substr(0, first.rfind('/'));
    send(own + "/adresse", std::string{test::where});
    send(own + "/dinge", std::string{test::things});
    send(own + "/kontakt",
         "person-vorname=" + name + "&person-nachname=" + name + "&kontakt-mail=erika%40beispiel.de&kontakt-telefon=");
    send(own + "/senden", "");
    send(own + "/nachrichten", "nachricht=" + name);
    staff(town, "anna", {{Role::clerk, "buergerbuero"}, {Role::head, "buergerbuero"}});
    auto const work = [&](std::string const& path, std::string const& body) {
      CHECK(submit(host, "/verwaltung/amt/buergerbuero" + path, body).status == 303);
    };
    work("/antraege/1", "tun=uebernehmen");
    work("/faelle/1", "tun=notieren&notiz=" + name);
    work("/antraege/1/bescheid", "ergebnis=abgelehnt&begruendung=" + name);
    work("/antraege/1/bescheid", "tun=erlassen&weg=retrieval&text=" + name);
    return own;
  }
};

/// Values that exist in both towns, and the secret address of the other one.
std::vector<std::string> values_of(std::string_view name, std::string const& token) {
  if (name == "{amt}") return {"buergerbuero", "steueramt"};
  if (name == "{kennung}") return {token};
  if (name == "{datei}") return {"1.pdf", "entwurf.pdf", "nachweis"};
  if (name == "{dienst}" or name == "{slug}") return {"sperrmuell-abholen"};
  return {"1", "2", "2026-000001"};
}

/// All paths of a pattern.
std::vector<std::string> paths_of(std::string_view pattern, std::string const& token) {
  auto const open = pattern.find('{');
  if (open == std::string_view::npos) return {std::string{pattern}};
  auto const close = pattern.find('}', open);
  std::vector<std::string> paths;
  auto const rests = paths_of(pattern.substr(close + 1), token);
  for (auto const& value : values_of(pattern.substr(open, close - open + 1), token)) {
    for (auto const& rest : rests) paths.push_back(std::string{pattern.substr(0, open)} + value + rest);
  }
  return paths;
}

}  // namespace

TEST_CASE_FIXTURE(Strangers, "nothing of one town is ever in an answer of another, by no route and no value") {
  auto const token = foreign.substr(foreign.rfind('/') + 1);
  // The control: who belongs there sees it.
  staff("ahaus", "anna", {{Role::clerk, "buergerbuero"}});
  CHECK(has(get("ahaus.localhost", "/verwaltung/amt/buergerbuero/antraege/1"), canary));
  CHECK(has(get("ahaus.localhost", foreign), canary));

  std::size_t tried = 0;
  auto const look = [&](authority::Route const& route, bool form) {
    for (auto const& path : paths_of(route.pattern, token)) {
      CAPTURE(path);
      auto const answer = form ? submit("gescher.localhost", path, "tun=uebernehmen&fall-1=ja&nummer=1")
                               : get("gescher.localhost", path);
      CHECK_FALSE(has(answer, canary));
      for (auto const& [name, value] : answer.headers) CHECK(value.find(canary) == std::string::npos);
      ++tried;
    }
  };
  for (bool const signed_in : {false, true}) {
    for (auto const& route : portal->routes()) {
      if (route.door == authority::Door::operator_on_this_machine) continue;
      cookies.clear();
      if (signed_in)
        staff("gescher", "bernd",
              {{Role::administrator, "*"}, {Role::head, "*"}, {Role::clerk, "*"}, {Role::reception, "*"}});
      look(route, route.method == http::Method::post);
    }
  }
  CHECK(tried > 500);
  // What was pressed there has changed nothing here.
  staff("ahaus", "anna", {{Role::clerk, "buergerbuero"}});
  CHECK(has(get("ahaus.localhost", "/verwaltung/amt/buergerbuero/antraege/1"), canary));
}
