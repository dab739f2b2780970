#pragma once

#include "administration/appointments/rules/rules.h"

/// The steps of open_day, for those who ask for many desks and days and want to work out each thing once.
namespace kreislauf::appointments {

/// What rules ask of a day.
struct DayFacts {
  Day day{};
  int weekday = 0;        ///< Monday is 0
  std::int64_t week = 0;  ///< counts ISO weeks without regard to years
  int nth = 0;            ///< 1 for the first Monday (Tuesday, ...) of the month
  bool last = false;      ///< the last Monday (Tuesday, ...) of the month
  bool holiday = false;
  DayBits skipped;  ///< left out by the change to summer time
};
DayFacts facts_of(Day day);
bool applies(Rule const& rule, DayFacts const& facts);
bool applies(Closure const& closure, Day day);

/// A rule as bits, the same on each day on which it applies.
struct RuleBits {
  DayBits open, starts;
};
RuleBits bits_of(Rule const& rule);
DayBits bits_of(Closure const& closure);

/// What a desk has from a rule.
enum class Share : std::uint8_t { none, staff, online };
Share share_of(Rule const& rule, int position);
bool concerns(std::vector<int> const& desks, int position);

/// Adds an appointment rule to a day of a desk.
void open(OpenDay& day, RuleBits const& bits, Share share);
/// Takes closed units out, at the end.
void close(OpenDay& day, DayBits const& closed);

}  // namespace kreislauf::appointments
