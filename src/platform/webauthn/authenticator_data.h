#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/webauthn/cose_key.h"
#include "platform/webauthn/webauthn.h"

namespace kreislauf::webauthn {

/// What an authenticator says (§ 6.1). Views into what was read; believed once it is signed.
struct AuthenticatorData {
  struct Attested {  // § 6.5.1
    std::string_view aaguid, id, key;
    CoseKey readable_key;
  };

  std::string_view place_hash;
  bool present = false, verified = false;
  bool backup_eligible = false, backed_up = false;
  std::uint32_t counter = 0;
  std::optional<Attested> attested = {};
};

/// To the last byte: each must belong to what the flags announce. Extensions are read and left alone.
Outcome<AuthenticatorData> authenticator_data_in(std::string_view bytes);

/// What § 7.1 (14 to 17) and § 7.2 (15 to 18) ask alike: of this place, somebody there, verified.
Outcome<void> check_data(AuthenticatorData const& data, Place const& place);

}  // namespace kreislauf::webauthn
