#include "administration/notifications/rules/quiet.h"

#include "base/calendar.h"

namespace kreislauf::notifications {

namespace {

constexpr int sunday = 6;
/// No run of Sundays, holidays and nights is longer.
constexpr int most_steps = 40;

bool is_free_day(LegalTime const& at) { return at.weekday == sunday or holiday_nrw(at.day).has_value(); }

bool in_the_night(int minute, Quiet const& quiet) {
  if (not quiet.on or quiet.from == quiet.to) return false;
  return quiet.from < quiet.to ? minute >= quiet.from and minute < quiet.to : minute >= quiet.from or minute < quiet.to;
}

/// The end of the quiet hours that this minute lies in.
Instant morning_of(LegalTime const& at, Quiet const& quiet) {
  bool const before_midnight = quiet.from > quiet.to and at.minute_of_day >= quiet.from;
  return instant_of_legal(std::chrono::sys_days{at.day} + std::chrono::days{before_midnight ? 1 : 0}, quiet.to);
}

Instant loud_after(Instant now, Quiet const& quiet) {
  auto moment = now;
  for (int step = 0; step < most_steps; ++step) {
    auto const at = legal_time(moment);
    if (quiet.sundays and is_free_day(at))
      moment = instant_of_legal(std::chrono::sys_days{at.day} + std::chrono::days{1}, 0);
    else if (in_the_night(at.minute_of_day, quiet))
      moment = std::max(morning_of(at, quiet), moment + std::chrono::minutes{1});
    else
      return moment;
  }
  return now;
}

}  // namespace

bool is_quiet(Instant moment, Quiet const& quiet) {
  auto const at = legal_time(moment);
  return (quiet.sundays and is_free_day(at)) or in_the_night(at.minute_of_day, quiet);
}

Instant said_at(Instant now, Hold hold, Quiet const& quiet) {
  if (hold == Hold::until_loud) return loud_after(now, quiet);
  auto nights = quiet;
  nights.sundays = false;  // the day ends on a Sunday, too
  auto const loud = loud_after(now, nights);
  return legal_time(loud).day == legal_time(now).day ? loud : now;
}

}  // namespace kreislauf::notifications
