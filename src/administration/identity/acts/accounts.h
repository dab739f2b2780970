#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/identity/identity.h"

/// What happens to accounts besides what identity.h offers to all. Each writes its event; none hashes a password.
namespace kreislauf::identity {

void change_roles(acts::Transaction& tx, Account const& account, std::vector<authority::Assignment> const& roles);
/// An own password; the sessions elsewhere end, the one of `session` stays.
void change_password(acts::Transaction& tx, Account const& account, std::string_view hash, std::string_view session);
/// `secret` (base32) was confirmed by the code of `step`, which counts no more. Sessions elsewhere end.
void set_second_factor(acts::Transaction& tx, Account const& account, std::string_view secret, std::int64_t step,
                       std::string_view session);

}  // namespace kreislauf::identity
