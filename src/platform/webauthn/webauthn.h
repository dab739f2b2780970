#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/webauthn/refusal.h"

/// Passkeys (WebAuthn Level 3) as a relying party. Bytes are raw in all texts here; JSON is what the browser takes and
/// gives (`parseCreationOptionsFromJSON`, `PublicKeyCredential.toJSON`).
namespace kreislauf::webauthn {

/// Where passkeys are made and used: one for each host, written from the configuration, never from a request.
struct Place {
  std::string id;         ///< of the relying party: `gescher.example.de`
  std::string origin;     ///< exactly: `https://gescher.example.de`, `http://gescher.localhost:8080`
  std::string name = {};  ///< that a device may show; empty: the id
};

/// Whose passkey is to be made.
struct User {
  std::string handle;   ///< 1 to 64 random bytes that say nothing of anybody (§ 14.6.1)
  std::string name;     ///< by which somebody knows the account among his own
  std::string display;  ///< how he is called
};

/// A passkey as it is kept. It proves that it is there, not what device it is: no statement of a maker is asked for.
struct Credential {
  std::string id;                            ///< 1 to 1023 bytes; of one account alone, which the caller sees to
  std::string key;                           ///< COSE, as it came
  std::uint32_t counter = 0;                 ///< 0: this authenticator does not count
  bool backup_eligible = false;              ///< can be on several devices; never changes
  bool backed_up = false;                    ///< is there at the moment
  std::string aaguid;                        ///< 16 bytes: which make it says it is, unproven; all 0: says nothing
  std::vector<std::string> transports = {};  ///< `internal`, `hybrid`, `usb` ...: what the browser thinks, unproven
};

/// A challenge: as many random bytes, for one attempt, kept by the caller and used once. Shorter ones verify nothing.
inline constexpr std::size_t challenge_length = 32;

/// For `navigator.credentials.create`. `exclude`: ids of the passkeys that the account has already.
std::string creation_options(Place const& place, std::string_view challenge, User const& user,
                             std::span<std::string const> exclude);
/// For `navigator.credentials.get`. `allow`: ids of the passkeys of an account; empty: whoever has one for this place.
std::string request_options(Place const& place, std::string_view challenge, std::span<std::string const> allow);

/// § 7.1. Left to the caller: that the challenge is of this attempt, and that no account has this id already.
Outcome<Credential> register_credential(Place const& place, std::string_view challenge, std::string_view response);

/// What a login says of itself, unproven: to look up the passkey and its account before `verify`.
struct Claim {
  std::string credential;
  std::string user_handle;  ///< may be empty
};
Outcome<Claim> which(std::string_view response);

/// The account to which the passkey belongs that was looked up.
struct Owner {
  std::string handle;
  /// The passkeys of this account were named in `allow`: then an authenticator need not say whose it is (§ 7.2 step 6).
  bool named_before = false;
};
/// What to keep of a login that is proven.
struct Assertion {
  std::string credential;
  std::string user_handle;  ///< empty where it was named before and the authenticator did not say it
  std::uint32_t counter = 0;
  bool backed_up = false;
};
/// § 7.2. Left to the caller: that the challenge is of this attempt, and that counter and backed_up are kept.
Outcome<Assertion> verify(Place const& place, std::string_view challenge, Credential const& stored, Owner const& owner,
                          std::string_view response);

}  // namespace kreislauf::webauthn
