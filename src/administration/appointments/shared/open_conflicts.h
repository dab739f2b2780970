#pragma once

#include <string_view>
#include <vector>

#include "administration/appointments/rules/rules_check.h"
#include "platform/db/db.h"

/// Bookings that the rules no longer have room for. Nothing is lost: each is listed until somebody moves it, cancels it
/// or decides to keep it.
namespace kreislauf::appointments {

/// Bookings of this office from today on.
std::vector<Appointment> bookings_to_come(db::Database& database, std::string_view office, Day today);
/// Which of them do not fit, without those that the office has decided to keep. They point to `bookings`.
std::vector<Misfit> open_conflicts(db::Database& database, Plan const& plan, std::vector<Appointment> const& bookings,
                                   Instant now);

}  // namespace kreislauf::appointments
