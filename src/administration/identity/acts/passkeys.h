#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/identity/acts/sessions.h"
#include "authority/context.h"
#include "platform/webauthn/challenge.h"
#include "platform/webauthn/webauthn.h"

/// Passkeys by which staff sign in: something that one has, opened by what one knows or is, so both factors at once
/// (NIST SP 800-63B, 3.1.7; the device must have checked who holds it).
namespace kreislauf::identity {

inline constexpr std::size_t most_passkeys = 10, longest_passkey_name = 60;

/// What a device has answered, and to what.
struct DeviceAnswer {
  std::string challenge;  ///< as it stood in the page
  std::string response;   ///< JSON
};

webauthn::Challenge challenge_to_enter(authority::TownContext const& c);
/// Only for who has just proven who it is, and for this session alone.
webauthn::Challenge challenge_to_make(authority::StaffContext const& c);
/// What the device is asked for, as JSON for the button.
std::string options_to_enter(authority::TownContext const& c, webauthn::Challenge const& challenge);
std::string options_to_make(authority::StaffContext const& c, webauthn::Challenge const& challenge,
                            std::vector<Passkey> const& known);

/// Keeps a new passkey. False when it is none, or the person has all that one may have.
bool make_passkey(acts::Transaction& tx, authority::StaffContext const& c, DeviceAnswer const& answer,
                  std::string_view name);
/// The passkey and its owner, which the answer claims, unproven.
struct Claimed {
  Passkey passkey;
  Account account;
};
std::optional<Claimed> claimed_by(db::Connection& connection, DeviceAnswer const& answer);
/// Opens a session for the owner of the passkey; the token, or nothing.
std::optional<std::string> enter_by_passkey(acts::Transaction& tx, authority::TownContext const& c,
                                            DeviceAnswer const& answer, Browser const& browser);
/// All other sessions end: one of them may be on the device that is gone.
void remove_passkey(acts::Transaction& tx, authority::Staff const& staff, std::string_view id);

}  // namespace kreislauf::identity
