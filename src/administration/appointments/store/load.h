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
  Fullness& operator+=(Fullness const& other);
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

/// What was and what is to come are never added up: a day counts as past when it is over.
struct LoadFigures {
  Day week{}, today{};                              ///< its Monday; the first day that is not over
  std::array<Fullness, 7> days{};                   ///< of this week
  std::array<Fullness, 7> usual{};                  ///< each weekday in the four whole weeks before, as far as past
  Day first{}, last{};                              ///< the four weeks of the figures below: days that are over
  std::array<std::array<Fullness, 24>, 7> hours{};  ///< by weekday and hour
  std::array<Waits, 24> waits{};                    ///< by hour of arrival
  Waits all_waits, waits_before;                    ///< the second: of the four weeks before these
  std::vector<DeskFigure> desks;
  std::vector<ServiceFigure> services;  ///< of the 90 days before `today`, most no-shows first

  Day day(std::size_t i) const { return week + std::chrono::days{static_cast<int>(i)}; }
  bool is_past(std::size_t i) const { return day(i) < today; }
};
inline constexpr int load_days = 28, outcome_window = 90;
LoadFigures load_figures(db::Connection& connection, Plan const& plan, Day week, Day today);

}  // namespace kreislauf::appointments
