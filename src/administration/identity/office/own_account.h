#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/identity/identity.h"
#include "administration/identity/office/office.h"

namespace kreislauf::identity::office {

/// The account of who is signed in; NotFound when it is gone.
Account own_account(authority::StaffContext const& c);
/// Before something of weight is changed one proves again who one is: with the password, and with the code of the app
/// where there is one (ASVS 5.0, 7.5.1). Adds these questions in front of the others.
std::vector<kern::Field> proving_first(Account const& account, std::vector<kern::Field> fields);
/// Marks what is wrong with the proof; the step of the code that counts, 0 without app. A guess at an open screen
/// counts like an attempt to sign in. Takes a tenth of a second.
std::optional<std::int64_t> check_proof(Ways& ways, kern::Form& form, authority::StaffContext const& c,
                                        Account const& account);
/// Inside of the act that was proven: its code counts no more. Throws Refused when somebody was faster with it.
void use_proof(acts::Transaction& tx, Account const& account, std::int64_t step);
/// The answer of an act that gives the session a new token; the old one is of no more use.
http::Response with_session(http::Response response, std::string const& token);

}  // namespace kreislauf::identity::office
