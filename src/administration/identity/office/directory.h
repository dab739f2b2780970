#pragma once

#include <string>

#include "administration/identity/identity.h"
#include "administration/identity/office/office.h"
#include "platform/html/html.h"

/// Signing in at the directory of the authority (OpenID Connect): out to it and back, as the same browser.
namespace kreislauf::identity::office {

/// The buttons that lead there; nothing where the operator has set up none.
void write_directories(StaffPage& page, Ways const& ways, TownContext const& c, std::string const& target);
Response leave_to_directory(Ways& ways, Request const& request, TownContext& c);
Response come_from_directory(Ways& ways, Request const& request, TownContext& c);

}  // namespace kreislauf::identity::office
