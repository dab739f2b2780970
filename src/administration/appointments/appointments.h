#pragma once

#include "administration/catalog/catalog.h"
#include "authority/module.h"

/// Appointments at offices: free times, bookings, the waiting room and the waiting list.
namespace kreislauf::appointments {

/// All that this module gives to the house. The catalogue says what services are called, cost and need.
authority::Module module(authority::House& house, catalog::Catalog& catalog);

}  // namespace kreislauf::appointments
