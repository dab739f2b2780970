#pragma once

#include <array>
#include <string>
#include <vector>

#include "administration/appointments/store/store.h"

/// The figures of an office: how full it was, how long people waited, who did not come. Sums come from SQL.
namespace kreislauf::appointments {

struct Fullness {
  int open = 0, taken = 0;  ///< minutes of all desks
  int bookings = 0, missed = 0;
  int percent() const { return open == 0 ? 0 : static_cast<int>(100LL * std::min(open, taken) / open); }
};
/// From the time of the appointment (or the arrival, when that was later) to the first call that counts, in minutes.
struct Waits {
  int people = 0, median = 0, p90 = 0;
};
/// The value below which `percent` of the sorted values lie (nearest rank); 0 for none.
int percentile(std::vector<int> const& sorted, int percent);

struct DeskFigure {
  std::int64_t desk = 0, served = 0;
};
struct ServiceFigure {
  std::string service;
  std::int64_t outcomes = 0, missed = 0;
  int percent() const { return outcomes == 0 ? 0 : static_cast<int>(100 * missed / outcomes); }
};

struct LoadFigures {
  Day week{};                        ///< its Monday
  std::array<Fullness, 7> days{};    ///< of this week
  std::array<Fullness, 24> hours{};  ///< of the four weeks that end with it
  std::array<Waits, 24> waits{};     ///< by hour of arrival, of the same weeks
  Waits all_waits;
  std::vector<DeskFigure> desks;        ///< of the same weeks
  std::vector<ServiceFigure> services;  ///< of the 90 days before `today`, most no-shows first
};
inline constexpr int load_days = 28, outcome_window = 90;
LoadFigures load_figures(db::Connection& connection, Plan const& plan, Day week, Day today);

}  // namespace kreislauf::appointments
