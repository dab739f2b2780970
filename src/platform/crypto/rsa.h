#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kreislauf::crypto {

/// A key of RSA, by OpenSSL: what JOSE asks of it (RFC 7518). Numbers are bytes, the highest first. Cheap to copy.
class RsaKey {
 public:
  /// The public part; nothing when the numbers are none of a key.
  static std::optional<RsaKey> from(std::string_view modulus, std::string_view exponent);
  /// A new one with its private part, by the randomness of OpenSSL: the other end in tests.
  static RsaKey make(unsigned bits);

  int bits() const;
  std::string modulus() const;
  std::string exponent() const;

  /// RSA-OAEP-256: OAEP with SHA-256 and MGF1 with SHA-256 (RFC 7518 § 4.3).
  std::string wrap(std::string_view secret) const;
  std::optional<std::string> unwrap(std::string_view wrapped) const;
  /// PS512: RSASSA-PSS with SHA-512 and a salt as long as the hash (RFC 7518 § 3.5).
  std::string sign(std::string_view text) const;
  bool verifies(std::string_view text, std::string_view signature) const;

 private:
  struct Held;
  explicit RsaKey(std::shared_ptr<Held const> held) : held_{std::move(held)} {}
  std::shared_ptr<Held const> held_;
};

}  // namespace kreislauf::crypto
