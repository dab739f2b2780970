#pragma once

#include "administration/accounts/accounts.h"
#include "authority/page.h"

// Passkeys on the pages of an account. Their forms are there where the browser knows passkeys (web/islands/passkey.ts).
namespace kreislauf::accounts::pages {

/// The button to come in.
void write_entrance(authority::Page& page, authority::TownContext const& c, std::string const& back);
/// The own ones, and the button for another.
void write_passkeys(authority::Page& page, authority::TownContext const& c, Account const& account);

}  // namespace kreislauf::accounts::pages
