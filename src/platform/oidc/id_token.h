#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/oidc/key_set.h"

namespace kreislauf::oidc {

/// A token as it came: nothing of it is believed yet.
struct Token {
  boost::json::object header, claims;
  std::string text;  ///< what is signed
  std::string signature;
};
/// Three parts (RFC 7515 § 3.1), at most 16 KB.
Outcome<Token> token_in(std::string_view compact);

/// By which algorithm and key a token says that it was signed. Refuses `none`, shared secrets and what this provider
/// does not use.
struct Claimed {
  crypto::SignedBy algorithm;
  std::string kid;
};
Outcome<Claimed> claimed_by(Token const& token, std::vector<crypto::SignedBy> const& allowed);

/// What an ID token must say.
struct Expected {
  std::string issuer, client, nonce;
  Instant now;
  std::string access_token = {};  ///< that came with it; empty: none
};
/// OpenID Connect Core 3.1.3.7 but for the signature.
Outcome<boost::json::object> checked_claims(Token const& token, Expected const& expected);

/// Clocks of others may be off by so much; older tokens than this are no answer to a login of ten minutes.
inline constexpr std::chrono::seconds skew{60}, oldest{600};

}  // namespace kreislauf::oidc
