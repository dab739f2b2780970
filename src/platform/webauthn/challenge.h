#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/crypto/keys.h"

namespace kreislauf::webauthn {

inline constexpr std::chrono::minutes challenge_lasts{10};

/// What a device shall sign: follows from the keys, so nothing is kept until it has. In a page stands what it follows
/// from. `use` is a name of the keys (`accounts/challenges`), `purpose` what it is for: `get`, `create 7`.
struct Challenge {
  std::string written;  ///< `2026-11-23T08:30:00Z.NONCE`, for a hidden field
  std::string bytes;    ///< 32
};
Challenge new_challenge(crypto::Keys const& keys, std::string_view use, std::string_view purpose, Instant now,
                        crypto::Random& random);
/// Nothing when it is not ours, or too old. Under each key that there is. That it counts once is left to the caller.
std::vector<Challenge> challenges_in(crypto::Keys const& keys, std::string_view use, std::string_view purpose,
                                     std::string_view written, Instant now);

}  // namespace kreislauf::webauthn
