#pragma once

#include <span>
#include <vector>

#include "administration/appointments/rules/rules_check.h"
#include "administration/appointments/shared/staff_room.h"

/// Bookings that the rules no longer have room for. Nothing is lost: each is listed until somebody moves it, cancels it
/// or decides to keep it.
namespace kreislauf::appointments::management {

/// Bookings of this office from today on.
std::vector<Appointment> bookings_to_come(StaffRoom const& room);
/// A table of them. `decides`: with what can be done about each, inside of a form.
void write_misfits(html::Writer& out, StaffRoom const& room, std::span<Misfit const> found, bool decides);

}  // namespace kreislauf::appointments::management
