#include <doctest/doctest.h>

#include "administration/cases/cases.h"
#include "tests/support/applying.h"
#include "tests/support/erasing.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view one = "/verwaltung/amt/buergerbuero/antraege/1",
                           asking = "/verwaltung/amt/buergerbuero/faelle/1/stellungnahme",
                           asked = "/verwaltung/amt/steueramt/stellungnahmen";

/// Anna has the case, Carla works in the office that is asked.
struct Asking : test::Applying {
  std::string own;

  Asking() {
    own = applied();
    anna();
  }
  void anna() { staff("gescher", "anna", {{Role::clerk, "buergerbuero"}}); }
  void carla() { staff("gescher", "carla", {{Role::clerk, "steueramt"}}); }
  http::Response press(std::string const& body, std::string_view path) {
    return submit("gescher.localhost", std::string{path}, body);
  }
  void ask() { press("amt=steueramt&frage=Ist+etwas+offen%3F&bis=2026-12-07", asking); }
};

}  // namespace

TEST_CASE_FIXTURE(Asking, "another office is asked, reads what came in, and its answer brings the case back") {
  CHECK(press("amt=&frage=Ist+etwas+offen%3F&bis=2026-12-07", asking).status == 422);
  CHECK(press("amt=steueramt&frage=Ist+etwas+offen%3F&bis=2026-11-20", asking).status == 422);
  CHECK(press("amt=buergerbuero&frage=Selbst&bis=2026-12-07", asking).status == 422);
  ask();
  CHECK(has(page(std::string{one}), "Steueramt &lt;Test&gt; hat noch nicht Stellung genommen."));
  CHECK(count("SELECT COUNT(*) FROM case_opinions WHERE question LIKE '%offen%'") == 0);

  carla();
  CHECK(has(page("/verwaltung"), "Ein Amt bittet um eine Stellungnahme"));
  CHECK(has(page(std::string{asked}), "2026-000001"));
  auto const question = page(std::string{asked} + "/1");
  CHECK(has(question, "Ist etwas offen?"));
  CHECK(has(question, "Mustermann"));
  // It is no case of this office.
  CHECK(page("/verwaltung/amt/steueramt/faelle/1").status == 404);
  CHECK(page("/verwaltung/amt/steueramt/antraege/1").status == 404);
  CHECK(press("antwort=", std::string{asked} + "/1").status == 422);
  CHECK(press("antwort=Nichts+offen.", std::string{asked} + "/1").status == 303);
  // The purpose has gone, and so has the access.
  CHECK(page(std::string{asked} + "/1").status == 404);
  auto const late = press("antwort=Doch%2C+etwas.", std::string{asked} + "/1");
  CHECK(late.status == 422);
  CHECK(has(late, "Doch, etwas."));
  CHECK_FALSE(has(late, "Mustermann"));

  anna();
  CHECK(has(page(std::string{one}), "Nichts offen."));
  CHECK(has(page("/verwaltung/amt/buergerbuero/faelle?sicht=vorlage"), "2026-000001"));
  // The applicant sees which office has read it, and why.
  cookies.clear();
  auto const uses = page(own + "/datennutzung");
  CHECK(has(uses, "um dazu Stellung zu nehmen"));
}

TEST_CASE_FIXTURE(Asking, "what is not needed any more is taken back; a decided case asks nobody") {
  ask();
  press("tun=stellungnahme-zurueck+1", "/verwaltung/amt/buergerbuero/faelle/1");
  CHECK(count("SELECT COUNT(*) FROM case_opinions") == 0);
  ask();
  press("tun=uebernehmen", one);
  press("tun=bewilligt&begruendung=", one);
  CHECK(page(std::string{asking}).status == 404);
  carla();
  CHECK_FALSE(has(page(std::string{asked}), "2026-000001"));
  CHECK(page(std::string{asked} + "/1").status == 404);
}

TEST_CASE_FIXTURE(Asking, "an office that was not asked finds nothing, and what is erased is gone") {
  ask();
  CHECK(page("/verwaltung/amt/buergerbuero/stellungnahmen/1").status == 404);
  CHECK(page("/verwaltung/amt/steueramt/stellungnahmen/1").status == 403);
  send_form(own + "/zuruecknehmen");
  clock.advance(std::chrono::days{400});
  auto gescher = visit("gescher");
  test::erase_due(*this, gescher);
  CHECK(count("SELECT COUNT(*) FROM case_opinions") == 0);
}
