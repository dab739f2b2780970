#include "platform/crypto/ed25519.h"

#include <sodium.h>

#include <stdexcept>

namespace kreislauf::crypto {

namespace {

unsigned char const* begin_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

}  // namespace

SigningKey::SigningKey(std::string_view seed) {
  if (seed.size() != crypto_sign_SEEDBYTES) throw std::invalid_argument{"a key of Ed25519 has 32 bytes"};
  crypto_sign_seed_keypair(public_key_.data(), secret_key_.data(), begin_of(seed));
}

SigningKey SigningKey::make(Random& random) {
  std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
  random.fill(seed.data(), seed.size());
  return SigningKey{{reinterpret_cast<char const*>(seed.data()), seed.size()}};
}

std::string SigningKey::sign(std::string_view text) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, begin_of(text), text.size(),
                       secret_key_.data());
  return signature;
}

std::string SigningKey::seed() const {
  return {reinterpret_cast<char const*>(secret_key_.data()), crypto_sign_SEEDBYTES};
}

bool is_key(PublicKey const& key) { return crypto_core_ed25519_is_valid_point(key.data()) == 1; }

bool verifies(PublicKey const& key, std::string_view text, std::string_view signature) {
  return signature.size() == crypto_sign_BYTES and
         crypto_sign_verify_detached(begin_of(signature), begin_of(text), text.size(), key.data()) == 0;
}

}  // namespace kreislauf::crypto
