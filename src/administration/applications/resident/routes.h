#pragma once

#include "administration/applications/applications.h"
#include "authority/route.h"

namespace kreislauf::applications {

void add_resident_routes(authority::Rows& rows, Applications& module);

}  // namespace kreislauf::applications
