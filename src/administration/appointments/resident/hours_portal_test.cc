#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "administration/appointments/store/store.h"
#include "tests/support/portal.h"

// One truth for time: what the rules of an office say is what every page, interface and screen says.

using namespace kreislauf;
using namespace kreislauf::test;

namespace {

std::string const host = "gescher.localhost";
constexpr auto rules =
    "Mo-Fr 08:00-12:00 alle 10 Minuten\n"
    "Sa 09:00-12:00 alle 10 Minuten\n"
    "ohne Termin Mo 08:00-11:30\n"
    "geschlossen 24.11.2026 10:00-11:00: Personalversammlung\n"
    "geschlossen 24.12.2026-03.01.2027: Betriebsferien\n";

/// Gescher's citizens' office gives appointments by rules; its row says other hours (tests/support/portal.h).
struct Hours : TestPortal {
  Hours() {
    rules_are(rules);
    database("gescher").write([&](db::Connection& connection) {
      using namespace appointments;
      Settings settings;
      settings.office = "buergerbuero";
      store::save(connection, settings);
      store::save(
          connection,
          BookableService{
              .office = "buergerbuero", .service = "99008001012000", .label = "Dienst", .minutes = 10, .resource = {}});
      store::save(connection, Desk{.office = "buergerbuero", .name = "Schalter 1", .position = 1, .skills = {}});
    });
  }
  void rules_are(std::string const& text) {
    database("gescher").write([&](db::Connection& connection) {
      appointments::store::save_rules(connection, "buergerbuero", text, clock.now(), "test");
    });
    authorities.refresh_towns();  // the server does so each second
  }
  void it_is(std::string_view moment) { clock.advance(parse_iso_utc(std::string{moment}) - clock.now()); }
  std::string office() { return std::string{get(host, "/aemter/buergerbuero").bytes()}; }
  boost::json::object told() {
    return boost::json::parse(get(host, "/api/v1/offices/buergerbuero").bytes()).as_object();
  }
};

bool says(std::string const& page, std::string_view text) { return page.find(text) != std::string::npos; }

}  // namespace

TEST_CASE_FIXTURE(Hours, "the hours of an office are those of its rules, with and without appointment") {
  get(host, "/termine/zeiten?dienst=personalausweis");  // the free times are known from the first look on
  auto const page = office();
  CHECK(says(page, "Jetzt geöffnet"));
  CHECK(says(page, "bis 12:00 Uhr"));
  CHECK(says(page, "Heute ohne Termin bis 11:30 Uhr"));
  CHECK(says(page, "ohne Termin 08:00–11:30 Uhr"));
  CHECK(says(page, "nur mit Termin"));
  CHECK(says(page, "Geschlossen vom 24. Dezember 2026 bis 3. Januar 2027: Betriebsferien"));
  CHECK(says(page, "10:00–11:00 Personalversammlung"));
  // Whoever can be booked on a Saturday finds an open door.
  CHECK(says(page, "<th scope=\"row\">Samstag</th><td><span class=\"kl-nb\">09:00–12:00 Uhr"));
  CHECK(says(page, "/aemter/buergerbuero/warteraum"));
  CHECK(says(page, R"("opens":"09:00","closes":"12:00","validFrom":"2026-11-28")"));
  auto const told_now = told();
  CHECK(told_now.at("openNow").as_bool());
  CHECK(told_now.at("openingHours").at("saturday").as_array().size() == 1);
  CHECK(told_now.at("days").at(0).at("walkIn").at(0).at("to").as_string() == "11:30");
  CHECK(told_now.at("days").at(1).at("closed").at(0).at("reason").as_string() == "Personalversammlung");
}

TEST_CASE_FIXTURE(Hours, "while a closure covers now every page says closed, why, and when it opens") {
  it_is("2026-12-28T09:00:00Z");
  for (auto const* path : {"/aemter/buergerbuero", "/", "/lebenslagen/umzug", "/suche?q=B%C3%BCrgerb%C3%BCro",
                           "/dienste/personalausweis"}) {
    auto const page = std::string{get(host, path).bytes()};
    CAPTURE(path);
    CHECK(says(page, "Jetzt geschlossen"));
    CHECK(says(page, "Betriebsferien"));
    CHECK(says(page, "öffnet am Montag, 4. Januar um 08:00 Uhr"));
    CHECK_FALSE(says(page, "Jetzt geöffnet"));
  }
  CHECK_FALSE(told().at("openNow").as_bool());
  CHECK(told().at("openingHours").at("monday").as_array().empty());
}

TEST_CASE_FIXTURE(Hours, "a closure of hours counts, too, and the office opens after it") {
  it_is("2026-11-24T09:30:00Z");  // Tuesday, 10:30
  auto const page = office();
  CHECK(says(page, "Jetzt geschlossen"));
  CHECK(says(page, "Personalversammlung"));
  CHECK(says(page, "öffnet heute um 11:00 Uhr"));
}

TEST_CASE_FIXTURE(Hours, "a change of the rules changes the hours everywhere") {
  rules_are("Mo-Fr 13:00-15:00 alle 10 Minuten\n");
  CHECK(says(office(), "öffnet heute um 13:00 Uhr"));
  CHECK(says(std::string{get(host, "/").bytes()}, "öffnet heute um 13:00 Uhr"));
}

TEST_CASE_FIXTURE(Hours, "without a rule that opens it an office keeps the hours of its row, less its closures") {
  rules_are("geschlossen 23.11.2026: Umbau\n");
  auto const page = office();
  CHECK(says(page, "Jetzt geschlossen"));
  CHECK(says(page, "Umbau"));
  CHECK(says(page, "<td><span class=\"kl-nb\">08:00–18:00 Uhr"));  // Thursday, as its row says
  CHECK(says(std::string{get(host, "/aemter/steueramt").bytes()}, "Jetzt geöffnet"));
}

TEST_CASE_FIXTURE(Hours, "a Sunday with times has its column in the calendar") {
  rules_are("So 10:00-12:00 alle 10 Minuten\n");
  auto const times = std::string{get(host, "/termine/zeiten?dienst=99008001012000").bytes()};
  CHECK(says(times, "<abbr title=\"Sonntag\">"));
  CHECK(says(times, "tag=2026-11-29"));
  CHECK(says(office(), "öffnet am Sonntag um 10:00 Uhr"));
}
