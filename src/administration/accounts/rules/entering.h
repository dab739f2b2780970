#pragma once

#include <string>
#include <string_view>

#include "administration/accounts/model.h"
#include "base/clock.h"
#include "platform/crypto/crypto.h"

/// The rules of coming in, without disk and clock.
namespace kreislauf::accounts::rules {

/// What makes two addresses the same account: all of it in small letters. What stands behind a `+` belongs to it: not
/// every mail server gives such addresses to the same person.
std::string mailbox_of(std::string_view address);

/// Eight digits, each number as likely as any other.
std::string new_code(crypto::Random& random);
/// A clock that stands before the last visit proves that it jumped back: then no time is given away.
bool is_alive(Session const& session, Instant now);

}  // namespace kreislauf::accounts::rules
