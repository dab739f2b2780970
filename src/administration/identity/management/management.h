#pragma once

#include <cstdint>
#include <string>

#include "administration/logins/logins.h"
#include "authority/route.h"

/// Pages of those who look after the accounts of an authority: people, devices, the audit trail.
namespace kreislauf::identity::management {

using authority::StaffContext;
using http::Request, http::Response;

Response people(logins::Logins&, Request const&, StaffContext&);
Response add_person(logins::Logins&, Request const&, StaffContext&);
Response person(logins::Logins&, Request const&, StaffContext&);
Response leave_password(logins::Logins&, Request const&, StaffContext&);
Response change_roles(Request const&, StaffContext&);
Response change_activity(Request const&, StaffContext&);
Response unlock_person(Request const&, StaffContext&);
Response reset_password(Request const&, StaffContext&);
Response reset_second_factor(Request const&, StaffContext&);

Response devices(Request const&, StaffContext&);
Response add_device(Request const&, StaffContext&);
Response revoke_device(Request const&, StaffContext&);

Response audit(Request const&, StaffContext&);
Response audit_csv(Request const&, StaffContext&);

void add_routes(authority::Rows& rows, logins::Logins& logins);

/// The number of an account or a device in an address; NotFound for anything else.
std::int64_t number_in(std::string const& text);

}  // namespace kreislauf::identity::management
