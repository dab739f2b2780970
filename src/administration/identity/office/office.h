#pragma once

#include "administration/logins/logins.h"
#include "authority/route.h"

/// Pages of everybody who works here: signing in, the start page, the own account; and of a device that is connected.
namespace kreislauf::identity::office {

using authority::StaffContext, authority::TownContext;
using http::Request, http::Response;

/// What signing in uses of others; lives as long as the modules do.
struct Ways {
  logins::Logins& logins;
};
Response sign_in_form(Ways& ways, Request const&, TownContext&);
Response sign_in(Ways& ways, Request const&, TownContext&);
Response sign_out(Request const&, StaffContext&);
Response start(Request const&, StaffContext&);

Response account(Request const&, StaffContext&);
Response end_other_sessions(Ways& ways, Request const&, StaffContext&);
Response password_form(Ways& ways, Request const&, StaffContext&);
Response change_password(Ways& ways, Request const&, StaffContext&);
Response second_factor_form(Request const&, StaffContext&);
Response set_second_factor(Ways& ways, Request const&, StaffContext&);

Response device_form(Request const&, TownContext&);
Response connect_device(Request const&, TownContext&);
Response device_start(Request const&, StaffContext&);

void add_routes(authority::Rows& rows, Ways& ways);

}  // namespace kreislauf::identity::office
