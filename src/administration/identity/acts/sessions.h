#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "administration/identity/identity.h"

/// Signing in and out.
namespace kreislauf::identity {

std::string token_in(std::string_view cookie);  ///< empty without our cookie
std::string key_of(std::string_view token);     ///< what is stored of it
/// The value of Set-Cookie for a new session.
std::string set_cookie(std::string_view token, Holder kind);
std::string clear_cookie();

/// An attempt to sign in, counted before anything is checked.
struct Attempt {
  std::optional<Instant> wait;        ///< too many have failed; nothing was counted
  std::optional<Account> account;     ///< of the name that was typed
  std::vector<std::string> subjects;  ///< what it is counted by
  std::string network;                ///< a hash of it, for the event
};
/// A browser in which this person has signed in before is counted by itself, so that strangers who guess lock out
/// nobody but strangers. Others are counted by name and network, and by the name alone.
Attempt begin_sign_in(acts::Transaction& tx, crypto::Keys const& keys, std::string_view login,
                      http::Request const& request);
/// Has this person signed in with this browser before?
bool is_known_browser(crypto::Keys const& keys, std::string_view login, http::Request const& request);
/// It has failed: noted once an hour for each network (`limits`), so that a guess in progress is seen and the trail
/// stays short.
bool noteworthy(limits::Limits& limits, authority::Authority const& authority, Attempt const& attempt, Instant now);

/// The cookie by which a browser is known again after a sign-in; it opens nothing.
std::string set_known_browser(crypto::Keys const& keys, crypto::Random& random, std::string_view login);

/// The browser that signs in.
struct Browser {
  std::string name;        ///< `Firefox, Windows`
  std::string key_before;  ///< of the session it had; ended, so that nobody plants one
};
Browser browser_of(http::Request const& request);

/// Who has given password and code of `step` (0 without second factor) is in: the token, or nothing when somebody was
/// faster with the same code, or the account has changed meanwhile. Forgets the attempts it was counted by.
std::optional<std::string> sign_in(acts::Transaction& tx, crypto::Random& random, Account const& account,
                                   std::int64_t step, Attempt const& attempt, Browser const& browser);
/// A directory has said who it is, with two factors.
std::string sign_in_by_directory(acts::Transaction& tx, crypto::Random& random, Account const& account,
                                 Browser const& browser, std::string_view directory);
/// A passkey has, which is both factors.
std::string sign_in_by_passkey(acts::Transaction& tx, crypto::Random& random, Account const& account,
                               Browser const& browser);
void sign_out(acts::Transaction& tx, authority::Staff const& staff);
/// All other sessions of this person, or the one whose key begins so.
void end_other_sessions(acts::Transaction& tx, authority::Staff const& staff, std::string_view key_begins = {});

/// Drops what nobody needs any more in one authority: sessions that are over, attempts older than a day, codes of
/// devices that ran out. Writes only where there is something to drop.
void tidy(db::Database& database, Instant now);

}  // namespace kreislauf::identity
