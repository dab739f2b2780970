#include "administration/appointments/rules/rules_check.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

Instant const now = parse_iso_utc("2026-11-23T08:30:00Z");
Day const tuesday{year{2026} / 11 / 24};

/// Two desks, the second without passports.
Plan plan_with(std::string_view rules) {
  Plan plan;
  plan.desks = {{.id = 1, .office = {}, .name = "Schalter 1", .position = 1, .skills = {}},
                {.id = 2, .office = {}, .name = "Schalter 2", .position = 2, .skills = {"rat"}}};
  for (auto const* service : {"pass", "rat"})
    plan.services.push_back({.office = {}, .service = service, .label = {}, .resource = {}});
  plan.rules = *parse_rules(rules, 2);
  return plan;
}

Appointment booking(std::int64_t desk, Day day, int minute, std::string service = "pass") {
  Appointment a;
  a.state = State::confirmed;
  a.desk = desk;
  a.day = day;
  a.minute = minute;
  a.minutes = 20;
  a.starts_at = iso_utc(instant_of(day, minute));
  a.items = {{std::move(service), 1}};
  return a;
}

std::string why(Plan const& plan, Appointment const& a) {
  auto const found = misfits(plan, {&a, 1}, now);
  return found.empty() ? "" : found[0].why;
}

}  // namespace

TEST_CASE("each booking that no longer fits says why") {
  auto plan = plan_with("Mo-Fr 08:00-12:00 alle 10 Minuten\ngeschlossen 02.12.2026: Personalversammlung\n");
  CHECK(why(plan, booking(1, tuesday, 11 * 60 + 40)).empty());
  CHECK(why(plan, booking(1, tuesday, 11 * 60 + 50)) == "endet nach Schluss (12:00)");
  CHECK(why(plan, booking(1, tuesday, 14 * 60)) == "liegt außerhalb der Zeiten");
  CHECK(why(plan, booking(1, Day{year{2026} / 12 / 2}, 9 * 60)) == "geschlossen: Personalversammlung");
  CHECK(why(plan, booking(1, Day{year{2026} / 12 / 25}, 9 * 60)).starts_with("geschlossen: "));
  CHECK(why(plan, booking(1, Day{year{2026} / 11 / 28}, 9 * 60)) == "an diesem Tag ist geschlossen");
  CHECK(why(plan, booking(2, tuesday, 9 * 60)) == "Schalter 2 macht den Dienst nicht mehr");
  CHECK(why(plan, booking(1, tuesday, 9 * 60, "trauung")) == "der Dienst wird hier nicht mehr angeboten");
  plan.desks[0].active = false;
  CHECK(why(plan, booking(1, tuesday, 9 * 60)) == "Schalter 1 ist außer Betrieb");
}

TEST_CASE("what is over, blocked by the office or already there always fits") {
  auto const plan = plan_with("Mo-Fr 08:00-09:00 alle 10 Minuten\n");
  CHECK(why(plan, booking(1, Day{year{2026} / 11 / 20}, 15 * 60)).empty());
  for (auto const state : {State::blocked, State::queued, State::missed, State::finished}) {
    auto a = booking(1, tuesday, 15 * 60);
    a.state = state;
    CHECK(why(plan, a).empty());
  }
}

TEST_CASE("capacity counts the starts of the desks in use") {
  auto plan = plan_with("Mo-Fr 08:00-09:00 alle 10 Minuten, online 1\n");
  auto const days = capacity_of_days(plan, tuesday, 7);
  CHECK(days[0].capacity.staff == 12);
  CHECK(days[0].capacity.online == 6);
  CHECK(capacity_of_weekdays(days)[5].staff == 0);
  plan.desks[1].active = false;
  CHECK(capacity_of_days(plan, tuesday, 1)[0].capacity.staff == 6);
}

TEST_CASE("two texts are laid side by side line by line") {
  auto const lines = diff_lines("a\nb\nc\n", "a\nx\nc\nd\n");
  REQUIRE(lines.size() == 5);
  CHECK(lines[1].kind == DiffLine::removed);
  CHECK(lines[2].kind == DiffLine::added);
  CHECK(lines[2].text == "x");
  CHECK(lines[4].kind == DiffLine::added);
  CHECK(diff_lines("", "").empty());
}
