#pragma once

#include "administration/cases/cases.h"
#include "authority/route.h"

namespace kreislauf::cases {

void add_office_routes(authority::Rows& rows, Cases& cases);
/// What waits, on the start page of staff.
authority::Panel start_panel();

}  // namespace kreislauf::cases
