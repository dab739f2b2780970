#include <algorithm>

#include "administration/appointments/rules/open_pieces.h"
#include "base/calendar.h"

namespace kreislauf::appointments {

using namespace std::chrono;

namespace {

/// Monday 1969-12-29 begins week 0; days before 1970 do not occur.
std::int64_t week_of(Day day) { return (number_of(day) + 3) / 7; }

}  // namespace

DayFacts facts_of(Day day) {
  year_month_day const date{day};
  auto const of_month = static_cast<int>(static_cast<unsigned>(date.day()));
  auto const skipped = skipped_minutes(day);
  DayFacts facts{
      .day = day,
      .weekday = static_cast<int>(weekday{day}.iso_encoding()) - 1,
      .week = week_of(day),
      .nth = (of_month + 6) / 7,
      .last = year_month_day{day + days{7}}.month() != date.month(),
      .holiday = holiday_nrw(date).has_value(),
      .skipped = {},
  };
  facts.skipped.set(skipped.from / unit_minutes, skipped.to / unit_minutes);
  return facts;
}

// `repeat.weekOfMonth` of ZMS is the day of the month divided by seven and rounded up (zmsentities Helper/DateTime.php,
// getWeekOfMonth): the n-th Wednesday of the month, not the n-th row of a wall calendar. Its value 5 is "the last week
// of the month, even it is the 4th" (schema/availability.json); its code then asks for the 29th and later, so that "the
// last" fails in most months. We keep to the schema.
bool applies(Rule const& rule, DayFacts const& facts) {
  if ((rule.weekdays >> facts.weekday & 1) == 0) return false;
  if (rule.first and facts.day < *rule.first) return false;
  if (rule.last and facts.day > *rule.last) return false;
  // A pause holds whenever the office is open, be it on a holiday.
  if (facts.holiday and not rule.on_holidays and rule.kind != RuleKind::pause) return false;
  if (rule.week_of_month == 5 ? not facts.last : rule.week_of_month != 0 and rule.week_of_month != facts.nth)
    return false;
  if (rule.every_weeks <= 1) return true;
  auto const anchor = rule.first ? week_of(*rule.first) : 0;
  return (facts.week - anchor) % rule.every_weeks == 0;
}

bool applies(Rule const& rule, Day day) { return applies(rule, facts_of(day)); }
bool applies(Closure const& closure, Day day) { return closure.first <= day and day <= closure.last; }

RuleBits bits_of(Rule const& rule) {
  RuleBits bits;
  bits.open.set(rule.from / unit_minutes, rule.to / unit_minutes);
  for (int minute = rule.from; minute < rule.to; minute += std::max(rule.step, unit_minutes)) {
    bits.starts.set(minute / unit_minutes, minute / unit_minutes + 1);
  }
  return bits;
}

DayBits bits_of(Closure const& closure) {
  DayBits bits;
  bits.set(closure.from / unit_minutes, closure.to / unit_minutes);
  return bits;
}

Share share_of(Rule const& rule, int position) {
  auto rank = position - 1;
  if (not rule.desks.empty()) {
    auto const found = std::find(rule.desks.begin(), rule.desks.end(), position);
    if (found == rule.desks.end()) return Share::none;
    rank = static_cast<int>(found - rule.desks.begin());
  }
  return rule.online < 0 or rank < rule.online ? Share::online : Share::staff;
}

bool concerns(std::vector<int> const& desks, int position) {
  return desks.empty() or std::find(desks.begin(), desks.end(), position) != desks.end();
}

void open(OpenDay& day, RuleBits const& bits, Share share) {
  if (share == Share::none) return;
  day.staff = day.staff | bits.open;
  day.starts = day.starts | bits.starts;
  if (share == Share::online) day.online = day.online | bits.open;
}

void close(OpenDay& day, DayBits const& closed) {
  day.staff = day.staff.without(closed);
  day.online = day.online.without(closed);
  day.starts = day.starts.without(closed);
}

namespace {

/// Pauses and closures of a desk, and the hour that the change to summer time leaves out.
DayBits closed_at(Rules const& rules, int position, DayFacts const& facts) {
  auto closed = facts.skipped;
  for (auto const& rule : rules.rules) {
    if (rule.kind == RuleKind::pause and applies(rule, facts) and concerns(rule.desks, position))
      closed = closed | bits_of(rule).open;
  }
  for (auto const& closure : rules.closures) {
    if (applies(closure, facts.day) and concerns(closure.desks, position)) closed = closed | bits_of(closure);
  }
  return closed;
}

}  // namespace

OpenDay open_day(Rules const& rules, int position, Day day) {
  auto const facts = facts_of(day);
  OpenDay out;
  for (auto const& rule : rules.rules) {
    if (rule.kind == RuleKind::appointment and applies(rule, facts)) open(out, bits_of(rule), share_of(rule, position));
  }
  close(out, closed_at(rules, position, facts));
  return out;
}

DayBits walk_in_day(Rules const& rules, Day day) {
  auto const facts = facts_of(day);
  DayBits open;
  auto closed = facts.skipped;
  for (auto const& rule : rules.rules) {
    if (rule.kind == RuleKind::appointment or not applies(rule, facts)) continue;
    if (rule.kind == RuleKind::walk_in) open = open | bits_of(rule).open;
    if (rule.kind == RuleKind::pause and rule.desks.empty()) closed = closed | bits_of(rule).open;
  }
  for (auto const& closure : rules.closures) {
    if (applies(closure, day) and closure.desks.empty()) closed = closed | bits_of(closure);
  }
  return open.without(closed);
}

DayBits work_day(Rules const& rules, int position, Day day) {
  auto const walk_ins = walk_in_day(rules, day).without(closed_at(rules, position, facts_of(day)));
  return open_day(rules, position, day).staff | walk_ins;
}

Instant instant_of(Day day, int minute) { return instant_of_legal(day, minute); }

}  // namespace kreislauf::appointments
