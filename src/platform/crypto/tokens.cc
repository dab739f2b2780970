#include "platform/crypto/tokens.h"

#include "platform/crypto/crypto.h"

namespace kreislauf::crypto {

std::string token_of(Keys const& keys, std::string_view purpose, std::string_view text, std::size_t length,
                     std::string_view hash) {
  if (not hash.empty()) {
    for (auto& token : keys.macs(purpose, text)) {
      token.resize(length);
      if (sha256_hex(token) == hash) return std::move(token);
    }
  }
  return keys.mac(purpose, text).substr(0, length);
}

bool token_is_of(Keys const& keys, int number, std::string_view purpose, std::string_view text, std::size_t length,
                 std::string_view hash) {
  auto token = keys.mac_with(number, purpose, text);
  if (token.empty()) return false;
  token.resize(length);
  return sha256_hex(token) == hash;
}

}  // namespace kreislauf::crypto
