#pragma once

#include "administration/applications/applications.h"
#include "authority/route.h"

namespace kreislauf::applications {

void add_office_routes(authority::Rows& rows, Applications& module);
/// What waits, on the start page of staff.
authority::Panel start_panel();

}  // namespace kreislauf::applications
