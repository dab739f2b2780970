#include <doctest/doctest.h>

#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost";

struct Counter : test::Applying {
  std::string office;

  Counter() {
    // The office that gets what is sent from the page.
    applied();
    database("gescher").read([&](db::Connection& connection) {
      office = connection.text("SELECT office FROM applications WHERE id = 1").value_or("");
    });
    staff("gescher", "schalter", {{Role::clerk, office}});
  }
  std::string base() { return "/verwaltung/amt/" + office + "/aufnahme"; }
  std::string take_down(std::string const& way = "counter") {
    return header(submit(std::string{host}, base(), "dienst=sperrmuell-abholen&weg=" + way), "Location");
  }
  static std::string all() {
    return std::string{test::where} + "&" + std::string{test::things} + "&" + std::string{test::who};
  }
};

}  // namespace

TEST_CASE_FIXTURE(Counter, "the whole form stands on one sheet, is checked as online, and is sent from there") {
  CHECK(has(get(std::string{host}, "/verwaltung/amt/" + office + "/faelle"), "Antrag aufnehmen"));
  CHECK(has(get(std::string{host}, base()), "sperrmuell-abholen"));
  auto const own = take_down();
  auto const empty = get(std::string{host}, own);
  for (auto const word : {"Wo sollen wir abholen?", "Was sollen wir mitnehmen?", "Wie erreichen wir Sie?"})
    CHECK_MESSAGE(has(empty, word), word);
  // What is wrong on any page is said, and everything that was typed is kept.
  auto const wrong = submit(std::string{host}, own, std::string{test::where} + "&kontakt-mail=falsch&tun=absenden");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "value=\"falsch\""));
  CHECK(has(get(std::string{host}, own), "value=\"Marktplatz\""));
  auto const sent = submit(std::string{host}, own, all() + "&tun=absenden");
  CHECK(header(sent, "Location").ends_with("/antraege/2?neu=1"));
  auto const told = get(std::string{host}, header(sent, "Location"));
  CHECK(has(told, "2026-000002"));
  CHECK(has(told, "am Schalter"));
  CHECK(has(told, "Code"));
  CHECK(has(told, "2 × Sofa"));
  CHECK(mails().back().subject == "Angekommen: Antrag 2026-000002");
  // The code is for the person at the counter: a quarter of an hour, and not for others of the office.
  clock.advance(std::chrono::minutes{16});
  CHECK_FALSE(has(get(std::string{host}, header(sent, "Location")), "Geben Sie der Person"));
  // Pressed twice: it is there once.
  submit(std::string{host}, own, all() + "&tun=absenden");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 2);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.take_down'") == 1);
}

TEST_CASE_FIXTURE(Counter, "entries of a list come and go, and a draft is thrown away") {
  auto const own = take_down("phone");
  CHECK(has(get(std::string{host}, own), "am Telefon"));
  auto const more = submit(std::string{host}, own, all() + "&liste=mehr+dinge");
  CHECK(more.status == 200);
  CHECK(has(more, "dinge-2-art"));
  auto const less = submit(
      std::string{host}, own,
      std::string{test::where} +
          "&dinge=2&dinge-1-art=sofa&dinge-1-anzahl=2&dinge-2-art=&dinge-2-anzahl=&elektro=nein&liste=weg+dinge+1");
  CHECK_FALSE(has(less, "dinge-2-art"));
  CHECK(has(submit(std::string{host}, base(), ""), "Begonnen und noch nicht abgeschickt"));
  CHECK(has(submit(std::string{host}, own, "tun=verwerfen"), "lässt sich nicht rückgängig machen"));
  CHECK(count("SELECT COUNT(*) FROM applications") == 2);
  CHECK(header(submit(std::string{host}, own, "tun=endgueltig"), "Location") == base());
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.throw_away' AND actor LIKE 'staff:%'") == 1);
  CHECK(count("SELECT COUNT(*) FROM applications") == 1);
}

TEST_CASE_FIXTURE(Counter, "drafts of residents, and of other offices, are nobody's business") {
  auto const own = take_down();
  auto const resident = begin();
  CHECK(get(std::string{host}, base() + "/1").status == 404);  // sent by a resident
  CHECK(get(std::string{host}, base() + "/3").status == 404);  // a draft of a resident
  CHECK(submit(std::string{host}, base() + "/3", "tun=verwerfen").status == 404);
  CHECK(page(resident).status == 200);
  auto const elsewhere = office == "steueramt" ? "buergerbuero" : "steueramt";
  staff("gescher", "andere", {{Role::clerk, elsewhere}});
  CHECK(get(std::string{host}, own).status == 403);
  CHECK(get(std::string{host}, fmt::format("/verwaltung/amt/{}/aufnahme/2", elsewhere)).status == 404);
}
