#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/accounts/model.h"
#include "base/clock.h"
#include "platform/crypto/keys.h"
#include "platform/webauthn/challenge.h"

// What of an account follows from the keys of the authority, or is sealed with them.
namespace kreislauf::accounts {

/// The hash by which an account is found, with each key that there is, the newest first.
std::vector<std::string> mailbox_hashes(crypto::Keys const& keys, std::string_view address);

std::string address_of(crypto::Keys const& keys, Account const& account);  ///< empty when no key opens it
std::string sealed_address(crypto::Keys const& keys, std::string_view handle, std::string_view address,
                           crypto::Random& random);
Facts facts_of(crypto::Keys const& keys, Account const& account);
std::string sealed_facts(crypto::Keys const& keys, Account const& account, Facts const& facts, crypto::Random& random);

/// What somebody who signs in wants: kept sealed until the code has come back.
struct Wanted {
  std::string address = {};
  std::string back = {};     ///< where to go afterwards
  std::int64_t account = 0;  ///< whose address shall be changed to this one; 0: somebody comes in
};
std::string sealed_wish(crypto::Keys const& keys, std::string_view key, Wanted const& wanted, crypto::Random& random);
Wanted wish_of(crypto::Keys const& keys, SignIn const& sign_in);
/// Only with the address of the page on which it is typed.
std::string code_hash(crypto::Keys const& keys, std::string_view token, std::string_view code);
bool code_fits(crypto::Keys const& keys, std::string_view token, std::string_view code, std::string_view hash);
/// What a device shall sign (platform/webauthn/challenge.h). `purpose` is what it is for: `get`, or `create` with the
/// account.
using webauthn::Challenge;
Challenge new_challenge(crypto::Keys const& keys, std::string_view purpose, Instant now, crypto::Random& random);
/// Nothing when it is not ours, or too old. Under each key that there is.
std::vector<Challenge> challenges_in(crypto::Keys const& keys, std::string_view purpose, std::string_view written,
                                     Instant now);

/// The token of the session that a code opens: the same as often as the same page is sent.
std::string session_token_of(crypto::Keys const& keys, std::string_view token);

}  // namespace kreislauf::accounts
