#include <doctest/doctest.h>

#include "administration/cases/cases.h"
#include "tests/support/applying.h"

// Who works for some services of an office only: the cases of others are as those of a foreign office.
using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost", list = "/verwaltung/amt/buergerbuero/faelle",
                           its_case = "/verwaltung/amt/buergerbuero/faelle/1",
                           one = "/verwaltung/amt/buergerbuero/antraege/1";

/// Somebody has applied for the bulky waste to be fetched; Anna works in that office for the services of the test.
struct Limited : test::Applying {
  Limited() { own = applied(); }
  std::int64_t anna(std::vector<std::string> services, std::string const& office = "buergerbuero") {
    return staff("gescher", "anna", {{Role::clerk, office, std::move(services)}});
  }
  http::Response press(std::string const& body, std::string_view path = its_case) {
    return submit(std::string{host}, std::string{path}, body);
  }
  std::string own;
};

std::vector<std::string> const bulky{"sperrmuell-abholen"}, dogs{"hund-anmelden"};

}  // namespace

TEST_CASE_FIXTURE(Limited, "lists, counts and the next case are those of the own services") {
  for (auto const& [services, seen] : {std::pair{bulky, true}, {dogs, false}, {std::vector<std::string>{}, true}}) {
    anna(services);
    CHECK(has(page(std::string{list} + "?sicht=neu"), "2026-000001") == seen);
    CHECK(has(page(std::string{list} + "?sicht=alle"), "Erika Mustermann") == seen);
    CHECK(has(page(std::string{list}), "Unverteilt (1)") == seen);
    // A service in the address opens nothing.
    CHECK(has(page(std::string{list} + "?sicht=neu&dienst=sperrmuell-abholen"), "2026-000001") == seen);
    CHECK_FALSE(has(page(std::string{list} + "?sicht=neu&dienst=hund-anmelden"), "2026-000001"));
    CHECK(has(page("/verwaltung"), "1 neuer Fall") == seen);
    CHECK((header(page(std::string{list} + "/naechster?sicht=neu"), "Location").find("/antraege/1") !=
           std::string::npos) == seen);
  }
}

TEST_CASE_FIXTURE(Limited, "several acts at once reach what one sees, and nobody is given what he does not see") {
  auto const bernd = staff("gescher", "bernd", {{Role::clerk, "buergerbuero", dogs}});
  anna(dogs);
  CHECK(header(press("tun=uebernehmen&liste=sicht%3Dneu&fall-1=ja", list), "Location") ==
        std::string{list} + "?sicht=neu&getan=0&nicht=1");
  anna(bulky);
  auto const given = press(fmt::format("tun=geben&an={}&liste=sicht%3Dneu&fall-1=ja", bernd), list);
  CHECK(header(given, "Location") == std::string{list} + "?sicht=neu&getan=0&nicht=1");
  CHECK(header(press("tun=uebernehmen&liste=sicht%3Dneu&fall-1=ja", list), "Location") ==
        std::string{list} + "?sicht=neu&getan=1&nicht=0&zurueck=1");
  CHECK_FALSE(has(page(std::string{one}), "Name von bernd"));  // is not offered
  CHECK(press(fmt::format("tun=geben&an={}&stand-nummer=1", bernd)).status == 422);
}

TEST_CASE_FIXTURE(Limited, "a number in the address, a form that was open, and a deputy see no more") {
  auto const id = anna(bulky);
  CHECK(page(std::string{one}).status == 200);
  press("tun=uebernehmen", one);
  anna(dogs);  // meanwhile somebody has changed what she works for
  CHECK(page(std::string{one}).status == 404);
  CHECK(page(std::string{its_case}).status == 404);
  CHECK(press("tun=notieren&notiz=Noch+schnell").status == 404);
  CHECK(count("SELECT COUNT(*) FROM case_notes") == 0);
  CHECK_FALSE(has(page(std::string{list}), "2026-000001"));  // though it is still hers
  auto const bernd = staff("gescher", "bernd", {{Role::clerk, "buergerbuero", dogs}});
  database("gescher").write([&](db::Connection& db) {
    db.exec(
        "INSERT INTO case_absences (staff, deputy, from_day, until_day, sealed) "
        "VALUES (?, ?, '2026-11-20', '2026-11-30', '')",
        id, bernd);
  });
  CHECK_FALSE(has(page(std::string{list} + "?sicht=vertretung"), "2026-000001"));
  staff("gescher", "bernd", {{Role::clerk, "buergerbuero", bulky}});
  CHECK(has(page(std::string{list} + "?sicht=vertretung"), "2026-000001"));
}

TEST_CASE_FIXTURE(Limited, "an opinion is asked of those who work for the service") {
  anna({});
  press("amt=steueramt&frage=Ist+etwas+offen%3F&bis=2026-12-07", std::string{its_case} + "/stellungnahme");
  constexpr std::string_view asked = "/verwaltung/amt/steueramt/stellungnahmen";
  for (auto const& [services, seen] : {std::pair{bulky, true}, {dogs, false}}) {
    staff("gescher", "carla", {{Role::clerk, "steueramt", services}});
    CHECK(has(page(std::string{asked}), "2026-000001") == seen);
    CHECK(page(std::string{asked} + "/1").status == (seen ? 200 : 404));
    if (not seen) CHECK(press("antwort=Nichts.", std::string{asked} + "/1").status == 404);
  }
}

TEST_CASE_FIXTURE(Limited, "what belongs to all services of an office is not for who works for some") {
  anna(bulky);
  for (auto const* rest : {"post", "zustellungen", "tage", "tag", "schalter", "empfang", "kennzahlen"}) {
    CAPTURE(rest);
    CHECK(page(fmt::format("/verwaltung/amt/buergerbuero/{}", rest)).status == 403);
  }
  CHECK(page("/verwaltung/amt/steueramt/faelle").status == 403);
  // A second role without a limit gives all of it.
  staff("gescher", "anna", {{Role::clerk, "buergerbuero", dogs}, {Role::clerk, "*"}});
  CHECK(page(std::string{one}).status == 200);
  CHECK(page("/verwaltung/amt/buergerbuero/post").status == 200);
}

TEST_CASE_FIXTURE(Limited, "who gives roles says for which services, of others only, and the trail tells it") {
  auto const id = anna({});
  auto const path = fmt::format("/verwaltung/personen/{}/dienste/buergerbuero", id);
  CHECK(page(path).status == 403);
  auto const chief = staff("gescher", "chef", {{Role::administrator, "*"}, {Role::clerk, "buergerbuero"}});
  CHECK(has(page(fmt::format("/verwaltung/personen/{}", id)), path));
  CHECK(has(page(path), "sperrmuell-abholen"));
  CHECK(page(fmt::format("/verwaltung/personen/{}/dienste/steueramt", id)).status == 404);  // she has no role there
  CHECK(press("umfang=einige&dienste=gibt-es-nicht", path).status == 422);                  // never all by mistake
  CHECK(press("dienste=hund-anmelden", path).status == 422);
  CHECK(press("umfang=einige&dienste=hund-anmelden", path).status == 303);
  CHECK(count("SELECT COUNT(*) FROM staff_role_services WHERE service = 'hund-anmelden' AND office = 'buergerbuero'") ==
        1);
  CHECK(has(page(fmt::format("/verwaltung/personen/{}", id)), "1 Dienst"));
  CHECK(has(page("/verwaltung/protokoll"), "Sachbearbeitung: Bürgerbüro (nur hund-anmelden)"));
  // A change of roles leaves the limit where the role stays.
  press("recht-buergerbuero.clerk=ja&recht-steueramt.clerk=ja", fmt::format("/verwaltung/personen/{}/rechte", id));
  CHECK(count("SELECT COUNT(*) FROM staff_role_services") == 1);
  press("recht-steueramt.clerk=ja", fmt::format("/verwaltung/personen/{}/rechte", id));
  CHECK(count("SELECT COUNT(*) FROM staff_role_services") == 0);
  CHECK(press("umfang=alle", fmt::format("/verwaltung/personen/{}/dienste/buergerbuero", chief)).status == 409);
}
