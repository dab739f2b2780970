#include "administration/appointments/rules/public_hours.h"

#include <doctest/doctest.h>

#include "base/calendar.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

namespace {

Day on(int year, unsigned month, unsigned day) {
  return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

Plan plan_with(std::string_view rules) {
  Plan plan;
  plan.settings.office = "buergerbuero";
  plan.desks = {{.id = 1, .office = "buergerbuero", .name = "1", .skills = {}},
                {.id = 2, .office = "buergerbuero", .name = "2", .skills = {}}};
  plan.services = {{.office = "buergerbuero", .service = "reisepass", .label = {}, .resource = {}}};
  plan.rules = *parse_rules(rules, 2);
  return plan;
}

using Spans = std::vector<authority::Span>;

}  // namespace

TEST_CASE("an office is open when one of its desks is, and without appointment when its rules say so") {
  auto const plan = plan_with(
      "Mo-Fr 08:00-12:30 alle 10 Minuten\n"
      "Sa 09:00-12:00 alle 10 Minuten, jede 2. Woche ab 05.12.2026\n"
      "ohne Termin Mo 08:00-11:30\n"
      "Pause Mo 10:00-10:15, Schalter 1\n");
  auto const monday = public_day(plan, on(2026, 11, 23));
  CHECK(monday.open == Spans{{480, 750}});  // the other desk goes on
  CHECK(monday.walk_in == Spans{{480, 690}});
  CHECK(public_day(plan, on(2026, 11, 24)).walk_in.empty());
  CHECK(public_day(plan, on(2026, 11, 28)).open.empty());
  CHECK(public_day(plan, on(2026, 12, 5)).open == Spans{{540, 720}});  // whoever can be booked has an open door
}

TEST_CASE("closures and holidays close, with their reason") {
  auto const plan = plan_with(
      "Mo-Fr 08:00-12:30 alle 10 Minuten\n"
      "geschlossen 24.12.2026-03.01.2027: Betriebsferien\n"
      "geschlossen 23.11.2026 10:00-11:00: Personalversammlung\n");
  auto const meeting = public_day(plan, on(2026, 11, 23));
  CHECK(meeting.open == Spans{{480, 600}, {660, 750}});
  REQUIRE(meeting.closed.size() == 1);
  CHECK(meeting.closed[0].reason == "Personalversammlung");
  CHECK(public_day(plan, on(2026, 12, 28)).open.empty());
  CHECK(public_day(plan, on(2026, 12, 28)).closed[0].reason == "Betriebsferien");
  CHECK(public_day(plan, on(2026, 12, 25)).closed[0].reason == "1. Weihnachtstag");
  auto const hours = public_hours(std::make_shared<Plan const>(plan));
  REQUIRE(hours.closures.size() == 2);
  CHECK(hours.closures[0].reason == "Personalversammlung");  // by day
}

TEST_CASE("a plan that opens nothing tells its closures only; desks out of use open nothing") {
  auto const closed = plan_with("geschlossen 24.12.2026: Heiligabend\n");
  auto const hours = public_hours(std::make_shared<Plan const>(closed));
  CHECK_FALSE(hours.day);
  CHECK(hours.closures.size() == 1);
  auto plan = plan_with("Mo-Fr 08:00-12:30 alle 10 Minuten, Schalter 2\n");
  plan.desks[1].active = false;
  CHECK(public_day(plan, on(2026, 11, 23)).open.empty());
}
