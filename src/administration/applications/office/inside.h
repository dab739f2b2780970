#pragma once

#include "administration/applications/applications.h"
#include "authority/route.h"

// Internal processes: staff apply to an office of the house, as residents do.
namespace kreislauf::applications::office {

/// What can be applied for, and the own applications.
http::Response inside(Applications& module, http::Request const& request, authority::StaffContext& c);
http::Response begin_inside(Applications& module, http::Request const& request, authority::StaffContext& c);

void add_inside_routes(authority::Rows& rows, Applications& module);

}  // namespace kreislauf::applications::office
