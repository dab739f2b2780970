#pragma once

#include <array>
#include <string>
#include <string_view>

#include "platform/crypto/crypto.h"

/// Signatures that anybody can check who knows a public key of 32 bytes: Ed25519 (RFC 8032).
namespace kreislauf::crypto {

using PublicKey = std::array<unsigned char, 32>;

/// Is it a point that somebody can have a private key of? Not of small order, and written in the one way it has.
bool is_key(PublicKey const& key);

/// Signs. Two texts are never signed with the same randomness, because there is none in it.
class SigningKey {
 public:
  /// `seed` is the private key of RFC 8032: 32 random bytes. Throws std::invalid_argument for another length.
  explicit SigningKey(std::string_view seed);
  static SigningKey make(Random& random);

  PublicKey const& public_key() const { return public_key_; }
  /// 64 bytes.
  std::string sign(std::string_view text) const;
  std::string seed() const;

 private:
  PublicKey public_key_{};
  std::array<unsigned char, 64> secret_key_{};
};

/// False also for keys and signatures that are not written as RFC 8032 asks, or of small order.
bool verifies(PublicKey const& key, std::string_view text, std::string_view signature);

}  // namespace kreislauf::crypto
