#pragma once

#include "administration/applications/applications.h"
#include "authority/route.h"

namespace kreislauf::applications {

void add_office_routes(authority::Rows& rows, Applications& module);
/// Ways on at the list of cases: take something down, days and places.
authority::Panel ways_panel(Applications& module);

}  // namespace kreislauf::applications
