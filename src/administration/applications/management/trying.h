#pragma once

#include "administration/applications/applications.h"
#include "authority/route.h"

// Forms that are tried before they are live.
namespace kreislauf::applications::management {

using authority::StaffContext;

/// What is planned and what can be tried.
http::Response services(Applications& module, http::Request const& request, StaffContext& c);
/// Begins an application that is never sent.
http::Response try_service(Applications& module, http::Request const& request, StaffContext& c);

/// What would have gone otherwise with a version that is planned.
http::Response compare(Applications& module, http::Request const& request, StaffContext& c);

void add_routes(authority::Rows& rows, Applications& module);

}  // namespace kreislauf::applications::management
