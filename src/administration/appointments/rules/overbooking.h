#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "administration/appointments/rules/rules.h"

/// More bookings than desks, bounded by how many people of each service really stayed away. The extra bookings lie on a
/// desk of their own, which is open for no more starts in an hour than are expected to stay away:
///
///   allowed(day, hour) = floor(overbook_percent / 100 × sum over the bookings of that hour of the no-show rate of
///   their service)
///
/// A rate counts from 50 outcomes in 90 days on; below that it is 0. The starts of an hour are opened in a fixed order,
/// so that whoever looks at older free times chooses among the same ones: the claim on the first five minutes keeps the
/// bound.
namespace kreislauf::appointments {

inline constexpr int outcome_days = 90;
inline constexpr std::int64_t least_outcomes = 50;

/// How appointments for the same services ended.
struct Outcomes {
  std::vector<Item> items;
  std::int64_t came = 0, missed = 0;
  static Outcomes from(db::Row const& row);
};

/// Share of people who stayed away, by service.
using NoShowRates = std::map<std::string, double, std::less<>>;
NoShowRates no_show_rates(std::vector<Outcomes> const& outcomes);
/// Of a booking of several services the lowest.
double no_show_rate(NoShowRates const& rates, std::vector<Item> const& items);

/// What stays the same while bookings come and go.
struct Overbooking {
  NoShowRates rates;
  std::vector<OpenDay> by_rules;  ///< of each day, what the desks have together
};

/// How many extra bookings an hour can take.
int allowed_extra(int overbook_percent, double expected_no_shows);

/// Bookings for the same services in one hour of one day, without those at the extra desk.
struct HourBookings {
  Day day{};
  int hour = 0;
  std::vector<Item> items;
  std::int64_t count = 0;
  static HourBookings from(db::Row const& row);
};

/// Adds the extra desk with this id to the plan of an office that overbooks. It does what every desk in use does; where
/// that is nothing, none is added.
void add_extra_desk(Plan& plan, std::int64_t id);
/// The extra desk of a plan; nothing where nobody overbooks.
Desk const* extra_desk(Plan const& plan);
/// What the extra desk of this calendar follows from.
Overbooking overbooking_of(Calendar const& calendar, NoShowRates rates);
/// Sets the hours of the extra desk. The calendar has its bookings and `overbooking`.
void overbook(Calendar& calendar, std::span<HourBookings const> bookings);

}  // namespace kreislauf::appointments
