#pragma once

#include "administration/appointments/model.h"
#include "administration/appointments/rules.h"

/// Appointments at offices: free times, bookings, the waiting room and the waiting list.
namespace kreislauf::appointments {

std::vector<db::Migration> authority_migrations();

}  // namespace kreislauf::appointments
