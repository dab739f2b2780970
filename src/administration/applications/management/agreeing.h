#pragma once

#include "administration/applications/applications.h"
#include "authority/route.h"

// One authority hands a whole service over to another: offered here, agreed to there, ended by either.
namespace kreislauf::applications::management {

http::Response agreements(Applications& module, http::Request const& request, authority::StaffContext& c);
http::Response act_on_agreements(Applications& module, http::Request const& request, authority::StaffContext& c);

void add_agreement_routes(authority::Rows& rows, Applications& module);

}  // namespace kreislauf::applications::management
