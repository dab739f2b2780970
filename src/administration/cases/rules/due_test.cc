#include "administration/cases/rules/due.h"

#include <doctest/doctest.h>

#include "platform/i18n/dates.h"

using namespace kreislauf;
using cases::Case, cases::DeadlineRule, cases::Pause;

namespace {

std::string due(DeadlineRule const& rule, Case const& one, std::vector<Pause> const& pauses = {}) {
  auto const day = cases::due_on(rule, one, pauses);
  return day ? i18n::iso(*day) : std::string{"-"};
}

Case arrived(std::string day) { return {.arrived_on = day, .complete_on = day}; }

}  // namespace

TEST_CASE("an office has until the end of the period, and to the next working day") {
  DeadlineRule const rule{.length = deadlines::quarter, .law = "§ 75 Satz 2 VwGO"};
  CHECK(due(rule, arrived("2026-11-23")) == "2027-02-23");
  CHECK(due(rule, arrived("2026-11-30")) == "2027-03-01");  // 28 February is a Sunday
  CHECK(due({}, arrived("2026-11-23")) == "-");
}

TEST_CASE("what begins when everything is there waits for it, and begins anew") {
  DeadlineRule const rule{.length = deadlines::quarter, .law = "§ 42a Abs. 2 VwVfG NRW", .from_complete = true};
  auto one = arrived("2026-11-23");
  one.complete_on.clear();
  CHECK(due(rule, one) == "-");
  one.complete_on = "2026-12-15";
  CHECK(due(rule, one) == "2027-03-15");
}

TEST_CASE("while it is stopped no day of it passes (§ 209 BGB)") {
  DeadlineRule const rule{.length = deadlines::Length{10, deadlines::Unit::days}, .law = "x", .stops = "y"};
  auto const one = arrived("2026-11-02");  // ends on the 12th, a Thursday
  CHECK(due(rule, one) == "2026-11-12");
  CHECK(due(rule, one, {{.from_day = "2026-11-05"}}) == "-");
  CHECK(due(rule, one, {{.from_day = "2026-11-05", .until_day = "2026-11-08"}}) == "2026-11-16");
  // Stops that overlap count once, one behind the end not at all.
  CHECK(due(rule, one,
            {{.from_day = "2026-11-05", .until_day = "2026-11-08"},
             {.from_day = "2026-11-07", .until_day = "2026-11-09"}}) == "2026-11-17");
  CHECK(due(rule, one, {{.from_day = "2026-11-20", .until_day = "2026-11-25"}}) == "2026-11-12");
  // A type whose law knows no stop goes on.
  CHECK(due({.length = rule.length, .law = "x"}, one, {{.from_day = "2026-11-05"}}) == "2026-11-12");
}
