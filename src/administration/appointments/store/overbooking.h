#pragma once

#include "administration/appointments/store/store.h"

/// The extra desk of offices that overbook (rules/overbooking.h), from what the database knows.
namespace kreislauf::appointments::store {

/// Adds the extra desk to a plan whose office overbooks.
void add_overbooking(db::Connection& connection, Plan& plan);
/// Sets the hours of the extra desk after its calendar has the bookings; nothing where there is none.
void overbook(db::Connection& connection, Calendar& calendar, Day today);

}  // namespace kreislauf::appointments::store
