#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Signatures of other programs, by the algorithms that RFC 7518 § 3 calls RS256, PS256 and ES256.
namespace kreislauf::crypto {

enum class SignedBy : std::uint8_t { rs256, ps256, es256 };
/// `RS256`
std::string_view name_of(SignedBy algorithm);
/// Nothing for any other algorithm: `none` and those with a shared secret (`HS256`) are not known here.
std::optional<SignedBy> signed_by(std::string_view name);

/// A signature of ES256 as `VerifyingKey` takes it, from how X.509 and WebAuthn write it. Nothing for what is not DER
/// to the bit: one signature has one way to be written.
std::optional<std::string> es256_from_der(std::string_view der);

/// The public key of somebody who signs.
class VerifyingKey {
 public:
  /// Big-endian numbers. Nothing for less than 2048 bits or more than 8192, and for what is no key.
  static std::optional<VerifyingKey> rsa(std::string_view modulus, std::string_view exponent);
  /// Of the curve P-256, 32 bytes each. Nothing for a point beside the curve.
  static std::optional<VerifyingKey> p256(std::string_view x, std::string_view y);

  /// Can this key make such signatures at all? What is no RSA key never verifies by RS256.
  bool fits(SignedBy algorithm) const;
  /// False also for an algorithm that does not fit.
  bool verifies(SignedBy algorithm, std::string_view text, std::string_view signature) const;

 private:
  VerifyingKey(std::shared_ptr<void> key, bool is_rsa) : key_{std::move(key)}, is_rsa_{is_rsa} {}

  std::shared_ptr<void> key_;
  bool is_rsa_;
};

/// A key of our own, by which a program shows who it is (`private_key_jwt`).
class OwnKey {
 public:
  /// PEM (PKCS #8), RSA of at least 2048 bits or P-256, without a password. Nothing for anything else.
  static std::optional<OwnKey> read(std::string_view pem);

  /// PS256 for RSA, ES256 for P-256.
  SignedBy usual() const;
  /// The signature as RFC 7518 writes it, or nothing where the algorithm does not fit.
  std::string sign(SignedBy algorithm, std::string_view text) const;

 private:
  OwnKey(std::shared_ptr<void> key, bool is_rsa) : key_{std::move(key)}, is_rsa_{is_rsa} {}

  std::shared_ptr<void> key_;
  bool is_rsa_;
};

}  // namespace kreislauf::crypto
