#pragma once

#include <string>
#include <string_view>

#include "administration/identity/identity.h"

namespace kreislauf::identity::office {

/// The account of who is signed in; NotFound when it is gone.
Account own_account(authority::StaffContext const& c);
/// Asks again for the password before something of weight is changed: nothing when it is right, else the sentence that
/// says why not. A guess at an open screen counts like an attempt to sign in. Takes a tenth of a second.
std::string check_own_password(authority::StaffContext const& c, Account const& account, std::string_view password,
                               std::string_view sentence_when_wrong);

}  // namespace kreislauf::identity::office
