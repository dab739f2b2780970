#pragma once

#include <string>
#include <string_view>

#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/signatures.h"
#include "authority/page.h"

/// What the pages of who signs besides share.
namespace kreislauf::applications::pages {

/// A signature that somebody is asked for, by the link of the page.
struct ToSign {
  Signature signature;
  OwnApplication own;
  forms::Cosigner const* who = nullptr;  ///< of the form; never nothing once it is found
};
/// Throws NotFound, LinkRenewed.
ToSign to_sign_by_token(Applications& module, authority::TownContext const& c);

/// Writes who somebody is, or the ways to log in; false where nobody may sign before.
bool write_login_to_sign(authority::Page& page, Applications& module, authority::TownContext const& c,
                         ToSign const& it);
/// What came of a login, by the word in the address; empty where there is nothing to say.
std::string told_login(authority::TownContext const& c, std::string_view told);

}  // namespace kreislauf::applications::pages
