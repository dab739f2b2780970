#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/accounts/model.h"

/// The SQL of this module. All of it works on one authority's database.
namespace kreislauf::accounts::store {

// ---- Accounts

void add(db::Connection& connection, Account& account);  ///< gives its number
void save(db::Connection& connection, Account const& account);
/// It is visited: it lives until this day.
void extend(db::Connection& connection, std::int64_t id, std::string_view erase_on);
void remove(db::Connection& connection, std::int64_t id);
std::optional<Account> find(db::Connection& connection, std::int64_t id);
/// By the hash that one of the keys makes: `hashes` has one for each, the newest first.
std::optional<Account> by_mailbox(db::Connection& connection, std::vector<std::string> const& hashes);
std::vector<Account> after_id(db::Connection& connection, std::int64_t id, std::size_t limit);
/// Whose end is on this day or before it.
std::vector<Account> ending(db::Connection& connection, std::string_view day, std::size_t limit);
/// The same, of those whom no mail has told so.
std::vector<Account> to_warn(db::Connection& connection, std::string_view day, std::size_t limit);

// ---- Codes on their way

void add(db::Connection& connection, SignIn const& sign_in);
void save(db::Connection& connection, SignIn const& sign_in);
std::optional<SignIn> sign_in(db::Connection& connection, std::string_view key);
void remove_sign_ins_before(db::Connection& connection, std::string_view moment);

// ---- Sessions

void add(db::Connection& connection, Session const& session);
std::optional<Session> session(db::Connection& connection, std::string_view key);
/// The newest first.
std::vector<Session> sessions_of(db::Connection& connection, std::int64_t account);
void touch(db::Connection& connection, std::string_view key, std::string_view moment);
void end_session(db::Connection& connection, std::string_view key);
void end_sessions(db::Connection& connection, std::int64_t account, std::string_view but = {});
void remove_ended(db::Connection& connection, std::string_view moment);
void end_all_sessions(db::Connection& connection);

// ---- What is kept in an account

void add_item(db::Connection& connection, std::int64_t account, std::string_view subject, std::string_view moment);
bool has_item(db::Connection& connection, std::int64_t account, std::string_view subject);
std::int64_t count_items(db::Connection& connection, std::int64_t account);
/// The newest first.
std::vector<std::int64_t> accounts_with(db::Connection& connection, std::string_view subject);
std::vector<std::string> items_of(db::Connection& connection, std::int64_t account, std::size_t limit);
void remove_item(db::Connection& connection, std::int64_t account, std::string_view subject);
/// Out of all accounts but this one (0: out of all).
void remove_item_but(db::Connection& connection, std::string_view subject, std::int64_t account);
void remove_items(db::Connection& connection, std::int64_t account);

// ---- Passkeys

void add(db::Connection& connection, Passkey const& passkey);
void save(db::Connection& connection, Passkey const& passkey);
std::optional<Passkey> passkey(db::Connection& connection, std::string_view id);
/// The oldest first.
std::vector<Passkey> passkeys_of(db::Connection& connection, std::int64_t account);
bool remove_passkey(db::Connection& connection, std::int64_t account, std::string_view id);
void remove_passkeys(db::Connection& connection, std::int64_t account);
/// False when it was used before.
bool use_challenge(db::Connection& connection, std::string_view key, std::string_view moment);
void remove_challenges_before(db::Connection& connection, std::string_view moment);

}  // namespace kreislauf::accounts::store
