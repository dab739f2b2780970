#pragma once

#include <string_view>

#include "administration/identity/model.h"
#include "administration/identity/office/office.h"

/// Passwords that a directory (LDAP) knows and this program does not.
namespace kreislauf::identity::office {

/// That of this authority, where the operator has set one up; else nullptr.
logins::PasswordDirectory const* password_directory(Ways const& ways, TownContext const& c);

enum class Word : std::uint8_t { right, wrong, away };
/// Whether it is the password of this account. Somebody whom nothing can let in is not asked for: no password of
/// anybody is tried at the directory, and nobody is locked out there by guesses here; the answer takes as long all the
/// same. Without an app the password alone would let in, so of these a few guesses are passed on and no more.
Word ask_directory(Ways& ways, TownContext const& c, logins::PasswordDirectory const& directory, Account const* account,
                   std::string_view password);

}  // namespace kreislauf::identity::office
