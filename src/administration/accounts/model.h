#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "administration/logins/logins.h"
#include "platform/db/connection.h"

/// Accounts of residents (Nutzerkonto, § 3 OZG): a mailbox, and what its owner keeps with the authority.
namespace kreislauf::accounts {

/// An office has looked at a proof: who has it pays less, until then.
struct KnownReduction {
  std::string reduction;              ///< `sozialpass`: the answer by which forms name it
  std::string label = {};             ///< as it was called where it was proven, in German
  std::string seen = {}, until = {};  ///< days

  friend bool operator==(KnownReduction const&, KnownReduction const&) = default;
};

/// What somebody wants to be known for the next application. Nobody has looked whether it is true, but for reductions.
struct Facts {
  logins::Attributes who = {};
  std::string mail = {}, phone = {};
  std::string at = {};  ///< when it was told, ISO 8601 in UTC
  std::vector<KnownReduction> reductions = {};

  bool empty() const { return who == logins::Attributes{} and mail.empty() and phone.empty() and reductions.empty(); }
};
/// As it is stored (sealed), and read again; nothing of anything else.
std::string text_of(Facts const& facts);
Facts facts_in(std::string_view text);
/// What was told later counts; what was not told stays.
Facts merged(Facts before, Facts const& later);

/// Moments are ISO 8601 in UTC, days `2026-11-23`.
struct Account {
  std::int64_t id = 0;
  std::string mailbox_hash = {};  ///< follows from the keys
  std::string address = {};       ///< sealed
  std::string handle = {};        ///< 64 hexadecimal digits, by which passkeys know it
  std::string language = {}, site = {};
  std::string opened_at = {};
  std::string erase_on = {};  ///< two years after the last visit
  bool warned = false;        ///< a mail has said that it will end
  std::string facts = {};     ///< sealed: Facts; empty where nothing is kept

  static Account from(db::Row const& row);
};

/// A code on its way to a mailbox. `key` is the hash of what stands in the address of the page that asks for the code.
struct SignIn {
  std::string key = {};
  std::string secrets = {};  ///< sealed: the address as it was typed, and where to go afterwards
  std::string code_hash = {};
  std::int64_t attempts = 0;
  std::int64_t account = 0;  ///< who has come in by it; 0: nobody yet
  std::string begun_at = {};

  static SignIn from(db::Row const& row);
};

struct Session {
  std::string key = {};  ///< hash of the token in the cookie
  std::int64_t account = 0;
  std::string browser = {};
  std::string opened_at = {}, seen_at = {}, ends_at = {};
  bool stays = false;  ///< also when the browser is closed

  static Session from(db::Row const& row);
};

/// A passkey that opens an account.
struct Passkey {
  std::string id = {};  ///< base64url
  std::int64_t account = 0;
  std::string key = {};  ///< COSE, base64url
  std::int64_t counter = 0;
  bool backup_eligible = false, backed_up = false;
  std::string name = {};  ///< of the browser that made it
  std::string made_at = {}, used_at = {};

  static Passkey from(db::Row const& row);
};

/// In events and in what is sealed: `account:17`.
std::string subject_of(std::int64_t account);

inline constexpr std::chrono::minutes code_lasts{10};
inline constexpr std::int64_t most_attempts = 5;
inline constexpr std::size_t code_digits = 8;
/// A browser that others may use, too; and one that its owner has told to stay.
inline constexpr std::chrono::minutes idle_limit{60};
inline constexpr std::chrono::hours session_limit{12};
inline constexpr std::chrono::days stay_limit{30};
inline constexpr std::size_t most_sessions = 10, most_items = 500, most_passkeys = 10;
/// Without a visit; a mail says so before.
inline constexpr std::chrono::days account_limit{730}, warned_before{30};

}  // namespace kreislauf::accounts
