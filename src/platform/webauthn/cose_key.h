#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "platform/crypto/ed25519.h"
#include "platform/crypto/public_keys.h"
#include "platform/webauthn/cbor.h"

namespace kreislauf::webauthn {

/// The algorithms that are offered, best liked first, by their numbers (IANA COSE Algorithms).
enum class Algorithm : std::int16_t { es256 = -7, eddsa = -8, rs256 = -257 };
inline constexpr Algorithm offered[] = {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256};

/// The public key of a passkey (RFC 9052 § 7, RFC 9053; RFC 8230 for RSA), as § 5.8.5 and § 6.5.1.1 narrow it.
class CoseKey {
 public:
  static Outcome<CoseKey> read(Item const& map);

  Algorithm algorithm() const { return algorithm_; }
  /// A signature as § 6.5.5 writes it: of ES256 in DER, of the others plain.
  bool verifies(std::string_view text, std::string_view signature) const;

 private:
  using Key = std::variant<crypto::VerifyingKey, crypto::PublicKey>;
  CoseKey(Algorithm algorithm, Key key) : algorithm_{algorithm}, key_{std::move(key)} {}

  Algorithm algorithm_;
  Key key_;
};

}  // namespace kreislauf::webauthn
