#include "administration/appointments/rules/public_hours.h"

#include <algorithm>

#include "administration/appointments/rules/open_pieces.h"
#include "base/calendar.h"

namespace kreislauf::appointments {

namespace {

bool opens(Rule const& rule) { return rule.kind != RuleKind::pause; }

std::vector<authority::Closed> closed_on(Plan const& plan, Day day, bool opens_on_holiday) {
  std::vector<authority::Closed> found;
  if (auto const holiday = holiday_nrw(std::chrono::year_month_day{day}); holiday and not opens_on_holiday)
    found.push_back({{0, 24 * 60}, std::string{*holiday}});
  for (auto const& closure : plan.rules.closures) {
    if (closure.desks.empty() and applies(closure, day)) found.push_back({{closure.from, closure.to}, closure.reason});
  }
  return found;
}

}  // namespace

std::vector<authority::Span> spans_of(DayBits const& bits) {
  std::vector<authority::Span> spans;
  bits.each([&](int unit) {
    int const from = unit * unit_minutes;
    if (not spans.empty() and spans.back().second == from)
      spans.back().second = from + unit_minutes;
    else
      spans.emplace_back(from, from + unit_minutes);
    return true;
  });
  return spans;
}

authority::OfficeDay public_day(Plan const& plan, Day day) {
  DayBits open, walk_in;
  for (std::size_t i = 0; i < plan.desks.size(); ++i) {
    if (plan.desks[i].active) open = open | open_day(plan.rules, static_cast<int>(i) + 1, day).staff;
  }
  if (plan.settings.walk_in and not plan.services.empty()) walk_in = walk_in_day(plan.rules, day);
  open = open | walk_in;
  return {.open = spans_of(open),
          .walk_in = spans_of(walk_in),
          .tells_walk_in = true,
          .closed = closed_on(plan, day, open.any())};
}

authority::OfficeHours public_hours(std::shared_ptr<Plan const> plan) {
  authority::OfficeHours hours;
  for (auto const& closure : plan->rules.closures) {
    if (closure.desks.empty())
      hours.closures.push_back({closure.first, closure.last, {closure.from, closure.to}, closure.reason});
  }
  std::stable_sort(hours.closures.begin(), hours.closures.end(),
                   [](auto const& a, auto const& b) { return a.first < b.first; });
  auto const& rules = plan->rules.rules;
  if (std::any_of(rules.begin(), rules.end(), opens))
    hours.day = [plan = std::move(plan)](Day day) { return public_day(*plan, day); };
  return hours;
}

}  // namespace kreislauf::appointments
