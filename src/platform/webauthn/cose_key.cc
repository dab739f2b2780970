#include "platform/webauthn/cose_key.h"

#include <algorithm>

namespace kreislauf::webauthn {

namespace {

using Kind = Item::Kind;

/// Names of what stands in a key; those below 0 depend on its kind (RFC 9053 § 7).
constexpr std::int64_t kind_at = 1, algorithm_at = 3, curve_at = -1, x_at = -2, y_at = -3, modulus_at = -1,
                       exponent_at = -2;
/// Kinds of keys and curves.
constexpr std::int64_t octet_pair = 1, two_coordinates = 2, rsa = 3, p256 = 1, ed25519 = 6;

/// 4096 bits: authenticators make keys of 2048, and whether one of 8192 is none takes 0.1 s to find out.
constexpr std::size_t longest_modulus = 512;

std::string_view bytes_at(Item const& map, std::int64_t name) {
  auto const* const found = map.at(name, Kind::bytes);
  return found == nullptr ? std::string_view{} : found->text;
}
bool says(Item const& map, std::int64_t name, std::int64_t value) {
  auto const* const found = map.at(name, Kind::number);
  return found != nullptr and found->number == value;
}

/// "MUST NOT contain any other OPTIONAL parameters" (§ 6.5.1.1).
bool has_only(Item const& map, std::size_t count) { return map.items.size() == count; }

std::optional<crypto::PublicKey> ed25519_of(std::string_view x) {
  crypto::PublicKey key{};
  if (x.size() != key.size()) return std::nullopt;
  std::copy(x.begin(), x.end(), key.begin());
  if (not crypto::is_key(key)) return std::nullopt;
  return key;
}

}  // namespace

Outcome<CoseKey> CoseKey::read(Item const& map) {
  auto const* const algorithm = map.at(algorithm_at, Kind::number);
  if (algorithm == nullptr or map.at(kind_at, Kind::number) == nullptr) return refuse(Reason::key_unreadable);
  // A key is only of the kind that its algorithm asks for: a number of RSA is never a point.
  if (algorithm->number == static_cast<std::int64_t>(Algorithm::es256)) {
    if (not says(map, kind_at, two_coordinates) or not says(map, curve_at, p256)) return refuse(Reason::key_unfit);
    if (not has_only(map, 5)) return refuse(Reason::key_unreadable);
    auto key = crypto::VerifyingKey::p256(bytes_at(map, x_at), bytes_at(map, y_at));
    if (not key) return refuse(Reason::key_unfit);
    return CoseKey{Algorithm::es256, *std::move(key)};
  }
  if (algorithm->number == static_cast<std::int64_t>(Algorithm::eddsa)) {
    if (not says(map, kind_at, octet_pair) or not says(map, curve_at, ed25519)) return refuse(Reason::key_unfit);
    if (not has_only(map, 4)) return refuse(Reason::key_unreadable);
    auto const key = ed25519_of(bytes_at(map, x_at));
    if (not key) return refuse(Reason::key_unfit);
    return CoseKey{Algorithm::eddsa, *key};
  }
  if (algorithm->number == static_cast<std::int64_t>(Algorithm::rs256)) {
    if (not says(map, kind_at, rsa)) return refuse(Reason::key_unfit);
    if (not has_only(map, 4)) return refuse(Reason::key_unreadable);
    auto const modulus = bytes_at(map, modulus_at);
    if (modulus.size() > longest_modulus) return refuse(Reason::key_unfit);
    auto key = crypto::VerifyingKey::rsa(modulus, bytes_at(map, exponent_at));
    if (not key) return refuse(Reason::key_unfit);
    return CoseKey{Algorithm::rs256, *std::move(key)};
  }
  return refuse(Reason::algorithm_unknown);
}

bool CoseKey::verifies(std::string_view text, std::string_view signature) const {
  if (auto const* const key = std::get_if<crypto::PublicKey>(&key_)) return crypto::verifies(*key, text, signature);
  auto const& key = std::get<crypto::VerifyingKey>(key_);
  if (algorithm_ == Algorithm::rs256) return key.verifies(crypto::SignedBy::rs256, text, signature);
  auto const numbers = crypto::es256_from_der(signature);
  return numbers and key.verifies(crypto::SignedBy::es256, text, *numbers);
}

}  // namespace kreislauf::webauthn
