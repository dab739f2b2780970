#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/accounts/acts/signing_in.h"
#include "platform/webauthn/webauthn.h"

// Passkeys that open an account (docs/decisions/0018): made by who is signed in, used instead of a code.
namespace kreislauf::accounts {

/// Whose passkeys these are: of the authority at its own address.
webauthn::Place place_of(authority::TownContext const& c);
inline constexpr std::string_view purpose_to_enter = "get";
/// `create 7`
std::string purpose_to_make(std::int64_t account);

/// What the device is asked for, as JSON for the button; `challenge` goes along in a hidden field.
std::string options_to_enter(authority::TownContext const& c, Challenge const& challenge);
std::string options_to_make(authority::TownContext const& c, Challenge const& challenge, Account const& account,
                            std::vector<Passkey> const& known);

/// What the device has answered, and to what.
struct Answer {
  std::string challenge;  ///< as it stood in the page
  std::string response;   ///< JSON
};

/// Keeps a new passkey. False when it is none, or the account has all it may have.
bool make_passkey(acts::Transaction& tx, authority::TownContext const& c, std::int64_t account, Answer const& answer,
                  std::string_view browser);
/// Opens a session for the owner of the passkey; the token, or nothing.
std::optional<std::string> enter_by_passkey(acts::Transaction& tx, authority::TownContext const& c,
                                            Answer const& answer, Browser const& browser);
void remove_passkey(acts::Transaction& tx, std::int64_t account, std::string_view id);

}  // namespace kreislauf::accounts
