#include <doctest/doctest.h>

#include <latch>
#include <thread>

#include "administration/capacity/capacity.h"
#include "tests/support/applying.h"
#include "tests/support/refusing.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

/// The lorry of Gescher comes on some Thursdays; it is Monday, the 23rd of November 2026.
struct Collecting : test::Applying {
  Collecting() { places(1); }
  void places(std::int64_t count) {
    using namespace std::chrono;
    acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
      capacity::set_places(tx, "sperrmuell-abholen",
                           {sys_days{2026y / 11 / 24}, sys_days{2026y / 11 / 26}, sys_days{2026y / 12 / 3}}, count);
    });
  }
  std::string on(std::string const& day) {
    auto const own = fill_in();
    send_form(own + "/adresse", std::string{test::where} + "&abholtag=" + day);
    return own;
  }
  std::int64_t taken(std::string const& day) {
    return count("SELECT taken FROM capacity_days WHERE day = '" + day + "'");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Collecting, "days with room are offered, some days ahead, and the last place is given once") {
  auto const first = on("2026-11-26"), second = on("2026-11-26");
  auto const offered = page(first + "/adresse");
  CHECK(has(offered, "Donnerstag, 26. November 2026"));
  CHECK_FALSE(has(offered, "24. November"));  // too soon for the lorry
  CHECK(has(page(first + "/pruefen"), "26. November 2026"));
  CHECK(header(send_form(first + "/senden"), "Location") == first + "?neu=1");
  CHECK(taken("2026-11-26") == 1);

  // Whoever chose the same day meanwhile is told, and nothing else is lost.
  CHECK(header(send_form(second + "/senden"), "Location") == second + "/adresse");
  auto const full = page(second + "/adresse");
  CHECK(has(full, "Dieser Tag ist nicht mehr frei"));
  CHECK(has(full, "value=\"Marktplatz\""));
  CHECK_FALSE(has(full, "26. November"));
  send_form(second + "/adresse", std::string{test::where} + "&abholtag=2026-12-03");
  CHECK(header(send_form(second + "/senden"), "Location") == second + "?neu=1");
  CHECK(has(page(begin() + "/adresse"), "Den Tag vereinbart das Amt mit Ihnen."));
}

TEST_CASE_FIXTURE(Collecting,
                  "nobody is kept from sending: no day, a day that nobody offers, a calendar without days") {
  auto const none = on("keiner");
  CHECK(header(send_form(none + "/senden"), "Location") == none + "?neu=1");
  auto const invented = on("2027-01-01");
  CHECK(header(send_form(invented + "/senden"), "Location") == invented + "/adresse");
  CHECK(send_form(on("%3Cscript%3E") + "/senden").status == 303);
  auto const tomorrow = on("2026-11-24");  // too soon for the lorry, whoever asks for it
  CHECK(header(send_form(tomorrow + "/senden"), "Location") == tomorrow + "/adresse");
  CHECK(count("SELECT COUNT(*) FROM capacity_claims") == 0);
}

TEST_CASE_FIXTURE(Collecting, "a draft that lies until its day is over asks for another one") {
  auto const late = on("2026-11-26");
  clock.advance(std::chrono::days{4});
  CHECK(header(send_form(late + "/senden"), "Location") == late + "/adresse");
  CHECK(has(page(late + "/adresse"), "Dieser Tag ist nicht mehr frei"));
  CHECK(taken("2026-11-26") == 0);
}

TEST_CASE_FIXTURE(Collecting, "who withdraws or is refused gives the place back") {
  auto const first = on("2026-11-26");
  send_form(first + "/senden");
  send_form(first + "/zuruecknehmen");
  CHECK(taken("2026-11-26") == 0);
  auto const second = on("2026-11-26");
  send_form(second + "/senden");
  CHECK(taken("2026-11-26") == 1);
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const one = std::string{"/verwaltung/amt/buergerbuero/antraege/2"};
  submit("gescher.localhost", one, "tun=uebernehmen&begruendung=");
  test::open_documents(*this);
  CHECK(test::refuse(*this, "gescher.localhost", one).status == 303);
  CHECK(taken("2026-11-26") == 0);
  CHECK(count("SELECT COUNT(*) FROM capacity_claims") == 0);
}

TEST_CASE_FIXTURE(Collecting, "thirty at the same moment for ten places: ten are served, twenty are told") {
  places(10);
  std::vector<std::string> drafts;
  for (int i = 0; i < 30; ++i) {
    client = fmt::format("10.{}.0.7", i);  // each in a network of its own: drafts are counted
    drafts.push_back(on("2026-11-26"));
  }
  std::vector<std::string> bodies(drafts.size());
  for (auto& body : bodies) body = key();
  std::latch ready{static_cast<std::ptrdiff_t>(drafts.size())};
  std::atomic<int> sent = 0, told = 0;
  std::vector<std::jthread> all;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    all.emplace_back([&, i] {
      http::Request asked;
      asked.method = http::Method::post;
      asked.host = "gescher.localhost";
      asked.host_with_port = "gescher.localhost:8080";
      auto const target = drafts[i] + "/senden";
      asked.target = asked.path = target;
      asked.client = *client_of(fmt::format("10.{}.0.7", i));
      asked.content_type = content_type;
      asked.body = bodies[i];
      ready.arrive_and_wait();
      auto const answer = portal->respond(asked, portal->plan(asked));
      (header(answer, "Location").ends_with("?neu=1") ? sent : told)++;
    });
  }
  all.clear();
  CHECK(sent == 10);
  CHECK(told == 20);
  CHECK(taken("2026-11-26") == 10);
  CHECK(count("SELECT COUNT(*) FROM capacity_claims") == 10);
}

TEST_CASE_FIXTURE(Collecting, "the office sets days and places; holidays are left out") {
  staff("gescher", "empfang", {{Role::reception, "buergerbuero"}});
  CHECK(page("/verwaltung/amt/buergerbuero/tage").status == 403);
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const path = std::string{"/verwaltung/amt/buergerbuero/tage"};
  CHECK(has(page("/verwaltung/amt/buergerbuero/faelle?sicht=alle"), path));
  CHECK(has(page(path), "Sperrmüll abholen"));
  auto const set = [&](std::string const& what) {
    return submit("gescher.localhost", path, "dienst=sperrmuell-abholen&" + what);
  };
  CHECK(set("von=24.12.2026&bis=27.12.2026&wochentage=3&wochentage=4&plaetze=5").status == 303);
  CHECK(count("SELECT COUNT(*) FROM capacity_days WHERE places = 5") == 1);  // Thursday, 24; Friday is Christmas
  CHECK(set("von=25.12.2026&bis=25.12.2026&wochentage=4&plaetze=5").status == 422);
  CHECK(set("von=27.12.2026&bis=24.12.2026&wochentage=3&plaetze=5").status == 422);
  CHECK(set("von=24.12.2026&bis=24.12.2028&wochentage=3&plaetze=5").status == 422);
  CHECK(set("von=24.12.2026&bis=27.12.2026&wochentage=3&plaetze=0").status == 303);
  CHECK(count("SELECT COUNT(*) FROM capacity_days WHERE day = '2026-12-24' AND places = 0") == 1);
  staff("gescher", "steuer", {{Role::head, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/tage").status == 404);
}
