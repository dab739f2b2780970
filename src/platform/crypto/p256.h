#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/crypto.h"

namespace kreislauf::crypto {

/// A pair of keys on the curve P-256 (FIPS 186-4), for agreeing upon secrets (ECDH) and for signing by ES256
/// (RFC 7518 § 3.4). Cheap to copy.
class P256Key {
 public:
  static constexpr std::size_t secret_bytes = 32, point_bytes = 65;

  static P256Key make(Random& random);
  /// From its private number, 32 bytes. Nothing for a number that is none of the curve.
  static std::optional<P256Key> from(std::string_view secret);

  std::string const& secret() const { return secret_; }
  /// The public point as SEC 1, 2.3.3 writes it, not compressed: 65 bytes.
  std::string const& point() const { return point_; }
  /// What both sides come to alone, 32 bytes; nothing when the other point is none of the curve.
  std::optional<std::string> agree(std::string_view point) const;
  /// ES256, 64 bytes.
  std::string sign(std::string_view text) const;

 private:
  P256Key(std::shared_ptr<void> key, std::string secret, std::string point)
      : key_{std::move(key)}, secret_{std::move(secret)}, point_{std::move(point)} {}

  std::shared_ptr<void> key_;
  std::string secret_, point_;
};

/// Is it a point of the curve, written not compressed?
bool is_p256_point(std::string_view point);

}  // namespace kreislauf::crypto
