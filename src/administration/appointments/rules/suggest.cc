#include "administration/appointments/rules/suggest.h"

#include <algorithm>
#include <array>

namespace kreislauf::appointments {

namespace {

void take(Calendar& calendar, FreeTime const& time, int minutes) {
  int const first = time.minute / unit_minutes, last = first + units_of(minutes);
  calendar.taken.at(time.desk, time.day).set(first, last);
  if (time.resource != 0) calendar.taken.at(time.resource, time.day).set(first, last);
}

}  // namespace

Wish wish_of(Appointment const& booking) {
  return {.items = booking.items,
          .office = booking.office,
          .channel = booking.channel,
          .staff = true,
          .from = {},
          .to = {}};
}

std::vector<std::optional<FreeTime>> next_fitting(Calendar calendar, std::span<Appointment const* const> bookings,
                                                  Instant now) {
  std::array<Calendar const*, 1> const view{&calendar};
  std::vector<std::optional<FreeTime>> times;
  for (auto const* booking : bookings) {
    auto const wish = wish_of(*booking);
    auto found = earliest(view, wish, std::max(now, parse_iso_utc(booking->starts_at)), 1);
    if (found.empty()) found = earliest(view, wish, now, 1);
    auto& time = times.emplace_back();
    if (found.empty()) continue;
    time = found.front();
    take(calendar, *time, minutes_for(*calendar.plan, wish.items));
  }
  return times;
}

}  // namespace kreislauf::appointments
