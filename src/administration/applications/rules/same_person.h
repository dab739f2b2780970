#pragma once

#include <string_view>

#include "administration/logins/logins.h"

/// Nobody signs besides himself.
namespace kreislauf::applications {

/// One mailbox, however it is spelled (mail::mailbox_of).
bool is_same_mailbox(std::string_view one, std::string_view other);
/// One person, by what two logins have said: the same pseudonym, or the same name and birth date at two providers.
bool is_same_person(logins::Proof const& one, logins::Proof const& other);

}  // namespace kreislauf::applications
