#pragma once

#include "administration/programs/acts/sending.h"
#include "authority/route.h"

namespace kreislauf::programs {

/// Pages on which the head of an office connects its specialist systems.
void add_management_routes(authority::Rows& rows, Programs& module);

}  // namespace kreislauf::programs
