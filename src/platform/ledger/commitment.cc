#include "platform/ledger/commitment.h"

#include <array>
#include <stdexcept>

#include "platform/crypto/base64.h"
#include "platform/crypto/sha256.h"

namespace kreislauf::ledger {

namespace {

constexpr std::size_t salt_length = 32, block_length = 64;

/// HMAC (RFC 2104) with a key of at most one block.
crypto::Hash hmac(std::string_view key, std::string_view text) {
  std::array<char, block_length> inner{}, outer{};
  inner.fill(0x36);
  outer.fill(0x5C);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }
  auto const hash = crypto::sha256({{inner.data(), inner.size()}, text});
  return crypto::sha256({{outer.data(), outer.size()}, crypto::bytes_of(hash)});
}

}  // namespace

std::string new_salt(crypto::Random& random) {
  std::array<unsigned char, salt_length> bytes{};
  random.fill(bytes.data(), bytes.size());
  return crypto::base64({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

std::string commitment_to(std::string_view content, std::string_view salt) {
  auto const key = crypto::strict_base64(salt);
  if (not key or key->size() != salt_length) throw std::invalid_argument{"a salt has 32 bytes"};
  return crypto::base64(crypto::bytes_of(hmac(*key, content)));
}

bool opens(std::string_view commitment, std::string_view content, std::string_view salt) {
  auto const key = crypto::strict_base64(salt);
  return key and key->size() == salt_length and crypto::equal(commitment_to(content, salt), commitment);
}

}  // namespace kreislauf::ledger
