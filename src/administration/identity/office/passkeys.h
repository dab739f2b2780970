#pragma once

#include "administration/identity/identity.h"
#include "administration/identity/office/office.h"

/// Passkeys of staff: signing in by one, making and removing them. Their forms show where the browser knows passkeys
/// (web/islands/passkey.ts); password and code of an app go on to work beside them.
namespace kreislauf::identity::office {

/// The button on the page to sign in.
void write_passkey_entrance(StaffPage& page, TownContext const& c, std::string const& target);
Response enter_with_passkey(Ways& ways, Request const&, TownContext&);

/// The own ones, and what to do with them; each act is proven with password and code first.
Response passkeys(Request const&, StaffContext&);
Response change_passkeys(Ways& ways, Request const&, StaffContext&);
Response keep_passkey(Request const&, StaffContext&);

}  // namespace kreislauf::identity::office
