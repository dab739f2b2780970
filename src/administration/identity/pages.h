#pragma once

#include "authority/authority.h"

namespace kreislauf::identity::pages {

using authority::Context;
using http::Request, http::Response;

Response sign_in_form(Request const&, Context&);
Response sign_in(Request const&, Context&);
Response sign_out(Request const&, Context&);
Response start(Request const&, Context&);

Response account(Request const&, Context&);
Response end_other_sessions(Request const&, Context&);
Response password_form(Request const&, Context&);
Response change_password(Request const&, Context&);
Response second_factor_form(Request const&, Context&);
Response set_second_factor(Request const&, Context&);

Response people(Request const&, Context&);
Response add_person(Request const&, Context&);
Response person(Request const&, Context&);
Response change_roles(Request const&, Context&);
Response change_activity(Request const&, Context&);
Response unlock_person(Request const&, Context&);
Response reset_password(Request const&, Context&);
Response reset_second_factor(Request const&, Context&);

Response devices(Request const&, Context&);
Response add_device(Request const&, Context&);
Response revoke_device(Request const&, Context&);
Response device_form(Request const&, Context&);
Response connect_device(Request const&, Context&);
Response device_start(Request const&, Context&);

Response audit(Request const&, Context&);

}  // namespace kreislauf::identity::pages
