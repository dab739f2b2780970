#include <doctest/doctest.h>

#include "administration/cases/cases.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view list = "/verwaltung/amt/buergerbuero/faelle";

struct Several : test::Applying {
  std::int64_t anna = 0, bernd = 0;

  Several() {
    for (int i = 0; i < 3; ++i) applied();
    bernd = staff("gescher", "bernd", {{Role::clerk, "buergerbuero"}});
    anna = staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
  }
  http::Response press(std::string const& body) { return submit("gescher.localhost", std::string{list}, body); }
  cases::Case stored(std::int64_t id) {
    std::optional<cases::Case> found;
    database("gescher").read(
        [&](db::Connection& db) { found = cases::of_subject(db, fmt::format("application:{}", id)); });
    return *found;
  }
  std::string give(std::string_view rest) { return fmt::format("tun=geben&liste=sicht%3Dneu&an={}&{}", bernd, rest); }
};

}  // namespace

TEST_CASE_FIXTURE(Several, "what is done to several is shown before, done in one go, and undone by one button") {
  auto const shown = press(give("fall-1=ja&fall-2=ja"));
  CHECK(shown.status == 200);
  CHECK(has(shown, "geht an Name von bernd"));
  CHECK(has(shown, "2026-000001"));
  CHECK_FALSE(has(shown, "2026-000003"));
  CHECK(stored(1).holder == 0);

  auto const done = press(give("gesehen=1&fall-1=1&fall-2=1"));
  CHECK(header(done, "Location") == std::string{list} + "?sicht=neu&getan=2&nicht=0&zurueck=1");
  CHECK(stored(1).holder == bernd);
  auto const told = page(header(done, "Location"));
  CHECK(has(told, "2 Fälle sind geändert."));
  CHECK(has(told, "Rückgängig machen"));

  auto const undone = press("tun=rueckgaengig+1&liste=sicht%3Dneu");
  CHECK(header(undone, "Location") == std::string{list} + "?sicht=neu&zurueckgenommen=2&nicht=0");
  CHECK(has(page(header(undone, "Location")), "2 Fälle sind wieder, wie sie waren."));
  for (auto const id : {1, 2}) {
    CHECK(stored(id).holder == 0);
    CHECK(stored(id).phase == cases::Phase::fresh);
  }
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.undo'") == 2);
  // Once.
  CHECK(header(press("tun=rueckgaengig+1&liste=sicht%3Dneu"), "Location") ==
        std::string{list} + "?sicht=neu&zuspaet=1");
}

TEST_CASE_FIXTURE(Several, "the days of the question go on through the preview") {
  auto const shown = press("tun=vorlegen&liste=sicht%3Dneu&wiedervorlage=2026-12-01&fall-1=ja&fall-2=ja");
  CHECK(has(shown, "Wiedervorlage am Di, 01.12.2026"));
  CHECK(has(shown, "name=\"wiedervorlage\" value=\"2026-12-01\""));
  auto const body = "tun=vorlegen&liste=sicht%3Dneu&gesehen=1&fall-1=1&fall-2=1&wiedervorlage=2026-12-01";
  CHECK(press(body).status == 303);
  CHECK(stored(2).resubmit_on == "2026-12-01");
  press("tun=rueckgaengig+1&liste=sicht%3Dneu");
  CHECK(stored(2).resubmit_on.empty());
}

TEST_CASE_FIXTURE(Several, "only who has done it undoes it, within half an hour, and never what has moved on") {
  press(give("gesehen=1&fall-1=1&fall-2=1"));
  staff("gescher", "bernd", {{Role::clerk, "buergerbuero"}});
  CHECK(has(page(header(press("tun=rueckgaengig+1&liste=sicht%3Dneu"), "Location")), "nicht mehr rückgängig"));
  // Bernd goes on with one of them: it stays his.
  submit("gescher.localhost", "/verwaltung/amt/buergerbuero/faelle/1", "tun=notieren&notiz=Begonnen");
  staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
  auto const undone = press("tun=rueckgaengig+1&liste=sicht%3Dneu");
  CHECK(header(undone, "Location") == std::string{list} + "?sicht=neu&zurueckgenommen=1&nicht=1");
  CHECK(stored(1).holder == bernd);
  CHECK(stored(2).holder == 0);

  press(give("gesehen=1&fall-3=1&fall-2=1"));
  clock.advance(std::chrono::minutes{31});
  staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
  CHECK(has(page(header(press("tun=rueckgaengig+2&liste=sicht%3Dneu"), "Location")), "nicht mehr rückgängig"));
  CHECK(stored(3).holder == bernd);
}

TEST_CASE_FIXTURE(Several, "who else looks at a case stands in it") {
  auto const one = "/verwaltung/amt/buergerbuero/antraege/1";
  CHECK_FALSE(has(page(one), "Sieht gerade auch jemand an"));
  staff("gescher", "bernd", {{Role::clerk, "buergerbuero"}});
  CHECK(has(page(one), "Name von anna"));
  clock.advance(std::chrono::minutes{4});
  CHECK_FALSE(has(page(one), "Sieht gerade auch jemand an"));
}
