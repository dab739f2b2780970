#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/accounts/acts/secrets.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

// Coming in with a code by mail, and going out again.
namespace kreislauf::accounts {

/// Sends a code to the address. `token` stands in the address of the page that asks for it and is kept as its hash.
void begin(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, Wanted const& wanted);

/// The browser that comes in.
struct Browser {
  std::string name = {};        ///< `Firefox, Android`
  std::string key_before = {};  ///< of the session it had; ended, so that nobody plants one
  bool stays = false;
};

struct Entered {
  enum class Kind : std::uint8_t {
    unknown,  ///< no such page, or its time is over, or too many codes were wrong
    wrong,    ///< not this code
    taken,    ///< the new address is that of another account
    in,
  } kind = Kind::unknown;
  std::int64_t left = 0;     ///< attempts, when it was wrong
  std::string session = {};  ///< the token for the cookie
  std::string back = {};
};
/// Takes a code. Who owns the mailbox and has no account yet has one then. The same code once more is the same session,
/// for a minute: a second press, an answer that did not come.
Entered enter(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, std::string_view code,
              Browser const& browser);
/// The same for who is signed in and gives a new address. All sessions and passkeys end: one comes in by the new
/// address from then on.
Entered move(acts::Transaction& tx, authority::TownContext const& c, std::string_view token, std::string_view code,
             std::int64_t account);
/// The code of this page has given an account its new address already.
bool was_used(db::Connection& connection, authority::TownContext const& c, std::string_view token,
              std::string_view code);
/// What the page that asks for the code says: where it went. Nothing when there is none, or its time is over.
std::optional<Wanted> pending(db::Connection& connection, authority::TownContext const& c, std::string_view token);

/// Opens a session and lets the account live for two years from now on.
void open_session(acts::Transaction& tx, authority::TownContext const& c, Account& account, std::string_view token,
                  Browser const& browser);
void sign_out(acts::Transaction& tx, std::int64_t account, std::string_view session);
/// All sessions but this one, or the one whose key begins so.
void end_other_sessions(acts::Transaction& tx, std::int64_t account, std::string_view own, std::string_view begins);

}  // namespace kreislauf::accounts
