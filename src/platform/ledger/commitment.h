#pragma once

#include <string>
#include <string_view>

#include "platform/crypto/crypto.h"

/// What an entry says of its content without holding it: HMAC-SHA-256 of the content, with a random key of its own for
/// each entry, the salt. With content and salt anybody can see that they belong to the entry. Without the salt nobody
/// can try out what the content may have been: when both are erased (Art. 17 DSGVO), the entry and all proofs stay, and
/// say nothing more.
namespace kreislauf::ledger {

/// 32 random bytes in base64.
std::string new_salt(crypto::Random& random);
/// 32 bytes in base64. Throws std::invalid_argument when this is no salt.
std::string commitment_to(std::string_view content, std::string_view salt);
/// False also when the salt is none, or was erased.
bool opens(std::string_view commitment, std::string_view content, std::string_view salt);

}  // namespace kreislauf::ledger
