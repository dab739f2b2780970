#include "administration/cases/rules/due.h"

#include "platform/i18n/dates.h"

namespace kreislauf::cases {

std::optional<deadlines::Day> due_on(DeadlineRule const& rule, Case const& one, std::vector<Pause> const& pauses) {
  auto const begin = i18n::parse_iso(rule.from_complete ? one.complete_on : one.arrived_on);
  if (not rule.length or not begin) return std::nullopt;
  std::vector<deadlines::Stop> stops;
  if (not rule.stops.empty()) {
    for (auto const& pause : pauses) {
      if (auto const from = i18n::parse_iso(pause.from_day)) stops.push_back({*from, i18n::parse_iso(pause.until_day)});
    }
  }
  // § 187 (1) BGB: the day on which it came does not count.
  return deadlines::end_with_stops(deadlines::last_day(*begin, *rule.length), stops);
}

}  // namespace kreislauf::cases
