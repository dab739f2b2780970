#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "administration/appointments/rules/rules.h"

/// What other rules would mean, before anybody saves them. Pure functions.
namespace kreislauf::appointments {

/// A booking for which the plan has no room any more.
struct Misfit {
  Appointment const* booking = nullptr;
  std::string why;  ///< German: `endet nach Schluss (12:00)`
};
/// Bookings to come that lie outside of the open times of their desk, at a desk out of use, or for a service that is no
/// longer given. Times that the office keeps for itself and people who are here already always fit.
std::vector<Misfit> misfits(Plan const& plan, std::span<Appointment const> bookings, Instant now);

/// How many appointments can begin.
struct Capacity {
  int staff = 0, online = 0;
};
struct DayCapacity {
  Day day{};
  Capacity capacity;
  std::string closed;  ///< reason of a closure or name of a holiday on which nothing is open
};
/// At all desks in use, of each day.
std::vector<DayCapacity> capacity_of_days(Plan const& plan, Day first, int days);
/// The same by weekday, Monday first.
std::array<Capacity, 7> capacity_of_weekdays(std::span<DayCapacity const> days);

/// A line of two texts laid side by side.
struct DiffLine {
  enum Kind : std::uint8_t { same, removed, added } kind;
  std::string text;
};
std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after);

}  // namespace kreislauf::appointments
