#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/public_keys.h"
#include "platform/oidc/refusal.h"

namespace kreislauf::oidc {

/// What a provider says of itself (OpenID Connect Discovery 1.0, RFC 8414).
struct Metadata {
  std::string issuer, authorization, token, keys, userinfo;  ///< addresses; `userinfo` may be empty
  std::vector<crypto::SignedBy> algorithms;                  ///< of ID tokens, that are known here
  bool names_itself = false;                                 ///< RFC 9207: each answer carries `iss`
};

/// `loopback`: addresses of this machine may do without TLS (tests, demonstration).
Outcome<Metadata> metadata_in(std::string_view text, std::string_view issuer, bool loopback);

/// https with a host, without user, fragment and signs that an address has not; or of this machine.
bool is_secure_address(std::string_view address, bool loopback);
/// Where discovery stands: `ISSUER/.well-known/openid-configuration`.
std::string discovery_of(std::string_view issuer);

}  // namespace kreislauf::oidc
