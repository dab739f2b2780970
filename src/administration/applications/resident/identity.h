#pragma once

#include "administration/applications/shared/own_application.h"
#include "authority/page.h"

/// Who somebody is, on the pages of a draft.
namespace kreislauf::applications::pages {

/// What a login came to, in the query of the draft's page.
inline constexpr std::string_view login_told = "anmeldung";
inline constexpr std::string_view login_fine = "fertig", login_declined = "abgebrochen", login_disturbed = "gestoert",
                                  login_too_low = "niveau", login_refused = "ungueltig";
/// A sentence for each; nothing for any other word.
void write_told_login(html::Writer& out, authority::TownContext const& c, OwnApplication const& own,
                      std::string_view told);

/// What the service needs, the way to log in, or who has logged in. Says whether enough is known to send.
bool write_identity(authority::Page& page, Applications& module, authority::TownContext const& c,
                    OwnApplication const& own, forms::Entered const& entered);

}  // namespace kreislauf::applications::pages
