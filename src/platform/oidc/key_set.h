#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/public_keys.h"
#include "platform/oidc/refusal.h"

namespace kreislauf::oidc {

/// A key of the provider (RFC 7517).
struct ListedKey {
  std::string kid;        ///< may be empty
  std::string algorithm;  ///< the only one it is for; empty: all that it fits
  crypto::VerifyingKey key;
};
using KeySet = std::vector<ListedKey>;

/// Keys to verify with, at most 64. Keys for encryption, secrets (`oct`) and what is not understood are left out.
Outcome<KeySet> key_set_in(std::string_view text);

/// The one key that may have signed this. A token without `kid` is taken only where there is no choice.
Outcome<ListedKey const*> key_for(KeySet const& keys, std::string_view kid, crypto::SignedBy algorithm);

}  // namespace kreislauf::oidc
