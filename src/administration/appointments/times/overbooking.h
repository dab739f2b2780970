#pragma once

#include <map>
#include <string>

#include "administration/appointments/store/store.h"
#include "administration/appointments/times/rules.h"

/// More bookings than desks, bounded by how many people of each service really stayed away. The extra bookings lie on a
/// desk of their own, which is open for no more starts in an hour than are expected to stay away:
///
///   allowed(day, hour) = floor(overbook_percent / 100 × sum over the bookings of that hour of the no-show rate of
///   their service)
///
/// A rate counts from 50 outcomes in 90 days on; below that it is 0. The starts of an hour are opened in a fixed order,
/// so that whoever looks at an older board chooses among the same ones: the claim on the first five minutes keeps the
/// bound.
namespace kreislauf::appointments {

inline constexpr int outcome_days = 90;
inline constexpr std::int64_t least_outcomes = 50;

/// Share of people who stayed away, by service.
using NoShowRates = std::map<std::string, double, std::less<>>;
NoShowRates no_show_rates(std::vector<store::Outcomes> const& outcomes);
/// Of a booking of several services the lowest.
double no_show_rate(NoShowRates const& rates, std::vector<Item> const& items);

/// What stays the same while bookings come and go.
struct Overbooking {
  NoShowRates rates;
  std::vector<OpenDay> by_rules;  ///< of each day, what the desks have together
};

/// How many extra bookings an hour can take.
int allowed_extra(int overbook_percent, double expected_no_shows);

/// Adds the extra desk to a plan whose office overbooks. It does what every desk in use does.
void add_overbooking(db::Connection& connection, Plan& plan);
/// Sets the hours of the extra desk after its calendar has the bookings; nothing where there is none.
void overbook(db::Connection& connection, Calendar& calendar, Day today);

}  // namespace kreislauf::appointments
