#include "administration/accounts/store/store.h"

#include "platform/db/embedded.h"

namespace kreislauf::accounts::store {

namespace {

#define ACCOUNT_COLUMNS "id, mailbox_hash, address, handle, language, site, opened_at, erase_on, warned, facts"
#define SIGN_IN_COLUMNS "key, secrets, code_hash, attempts, account, begun_at"
#define SESSION_COLUMNS "key, account, browser, opened_at, seen_at, ends_at, stays"

constexpr auto insert = "INSERT INTO accounts (" ACCOUNT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update =
    "UPDATE accounts SET mailbox_hash = ?, address = ?, language = ?, site = ?, erase_on = ?, warned = ?, facts = ? "
    "WHERE id = ?";
constexpr auto until = "UPDATE accounts SET erase_on = ?, warned = 0 WHERE id = ?";
constexpr auto drop = "DELETE FROM accounts WHERE id = ?";
constexpr auto by_id = "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE id = ?";
constexpr auto of_mailbox = "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE mailbox_hash = ?";
constexpr auto some_after = "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto some_ending =
    "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE erase_on <= ? ORDER BY erase_on, id LIMIT ?";
constexpr auto some_to_warn =
    "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE erase_on <= ? AND warned = 0 ORDER BY erase_on, id LIMIT ?";

constexpr auto insert_sign_in = "INSERT INTO account_sign_ins (" SIGN_IN_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?)";
constexpr auto update_sign_in = "UPDATE account_sign_ins SET attempts = ?, account = ? WHERE key = ?";
constexpr auto sign_in_by_key = "SELECT " SIGN_IN_COLUMNS " FROM account_sign_ins WHERE key = ?";
constexpr auto drop_sign_ins = "DELETE FROM account_sign_ins WHERE begun_at < ?";

constexpr auto insert_session = "INSERT INTO account_sessions (" SESSION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr auto session_by_key = "SELECT " SESSION_COLUMNS " FROM account_sessions WHERE key = ?";
constexpr auto all_sessions_of =
    "SELECT " SESSION_COLUMNS " FROM account_sessions WHERE account = ? ORDER BY opened_at DESC, key";
constexpr auto seen = "UPDATE account_sessions SET seen_at = ? WHERE key = ?";
constexpr auto drop_session = "DELETE FROM account_sessions WHERE key = ?";
constexpr auto drop_sessions = "DELETE FROM account_sessions WHERE account = ? AND key <> ?";
constexpr auto drop_ended = "DELETE FROM account_sessions WHERE ends_at < ?";
constexpr auto drop_all_sessions = "DELETE FROM account_sessions";

constexpr auto insert_item =
    "INSERT INTO account_items (account, subject, added_at) VALUES (?, ?, ?) ON CONFLICT (account, subject) DO NOTHING";
constexpr auto one_item = "SELECT COUNT(*) FROM account_items WHERE account = ? AND subject = ?";
constexpr auto number_of_items = "SELECT COUNT(*) FROM account_items WHERE account = ?";
constexpr auto newest_items =
    "SELECT subject FROM account_items WHERE account = ? ORDER BY added_at DESC, subject DESC LIMIT ?";
constexpr auto with_item = "SELECT account FROM account_items WHERE subject = ? ORDER BY account";
constexpr auto drop_item = "DELETE FROM account_items WHERE account = ? AND subject = ?";
constexpr auto drop_item_but = "DELETE FROM account_items WHERE subject = ? AND account <> ?";
constexpr auto drop_items = "DELETE FROM account_items WHERE account = ?";

#undef ACCOUNT_COLUMNS
#undef SIGN_IN_COLUMNS
#undef SESSION_COLUMNS

}  // namespace

void add(db::Connection& connection, Account& a) {
  a.id = db::next_number(connection, "accounts");
  connection.exec(insert, a.id, a.mailbox_hash, a.address, a.handle, a.language, a.site, a.opened_at, a.erase_on,
                  a.warned ? 1 : 0, a.facts);
}

void save(db::Connection& connection, Account const& a) {
  connection.exec(update, a.mailbox_hash, a.address, a.language, a.site, a.erase_on, a.warned ? 1 : 0, a.facts, a.id);
}

void extend(db::Connection& connection, std::int64_t id, std::string_view erase_on) {
  connection.exec(until, erase_on, id);
}

void remove(db::Connection& connection, std::int64_t id) { connection.exec(drop, id); }

std::optional<Account> find(db::Connection& connection, std::int64_t id) { return connection.one<Account>(by_id, id); }

std::optional<Account> by_mailbox(db::Connection& connection, std::vector<std::string> const& hashes) {
  for (auto const& hash : hashes) {
    if (auto found = connection.one<Account>(of_mailbox, hash)) return found;
  }
  return std::nullopt;
}

std::vector<Account> after_id(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Account>(some_after, id, limit);
}

std::vector<Account> ending(db::Connection& connection, std::string_view day, std::size_t limit) {
  return connection.query<Account>(some_ending, day, limit);
}

std::vector<Account> to_warn(db::Connection& connection, std::string_view day, std::size_t limit) {
  return connection.query<Account>(some_to_warn, day, limit);
}

void add(db::Connection& connection, SignIn const& s) {
  connection.exec(insert_sign_in, s.key, s.secrets, s.code_hash, s.attempts, s.account, s.begun_at);
}

void save(db::Connection& connection, SignIn const& s) {
  connection.exec(update_sign_in, s.attempts, s.account, s.key);
}

std::optional<SignIn> sign_in(db::Connection& connection, std::string_view key) {
  return connection.one<SignIn>(sign_in_by_key, key);
}

void remove_sign_ins_before(db::Connection& connection, std::string_view moment) {
  connection.exec(drop_sign_ins, moment);
}

void add(db::Connection& connection, Session const& s) {
  connection.exec(insert_session, s.key, s.account, s.browser, s.opened_at, s.seen_at, s.ends_at, s.stays ? 1 : 0);
}

std::optional<Session> session(db::Connection& connection, std::string_view key) {
  return connection.one<Session>(session_by_key, key);
}

std::vector<Session> sessions_of(db::Connection& connection, std::int64_t account) {
  return connection.query<Session>(all_sessions_of, account);
}

void touch(db::Connection& connection, std::string_view key, std::string_view moment) {
  connection.exec(seen, moment, key);
}

void end_session(db::Connection& connection, std::string_view key) { connection.exec(drop_session, key); }

void end_sessions(db::Connection& connection, std::int64_t account, std::string_view but) {
  connection.exec(drop_sessions, account, but);
}

void remove_ended(db::Connection& connection, std::string_view moment) { connection.exec(drop_ended, moment); }

void end_all_sessions(db::Connection& connection) { connection.exec(drop_all_sessions); }

void add_item(db::Connection& connection, std::int64_t account, std::string_view subject, std::string_view moment) {
  connection.exec(insert_item, account, subject, moment);
}

bool has_item(db::Connection& connection, std::int64_t account, std::string_view subject) {
  return connection.number(one_item, account, subject) > 0;
}

std::int64_t count_items(db::Connection& connection, std::int64_t account) {
  return connection.number(number_of_items, account);
}

std::vector<std::string> items_of(db::Connection& connection, std::int64_t account, std::size_t limit) {
  std::vector<std::string> subjects;
  connection.each(
      newest_items, [&](db::Row const& row) { subjects.push_back(row.string(0)); }, account, limit);
  return subjects;
}

std::vector<std::int64_t> accounts_with(db::Connection& connection, std::string_view subject) {
  std::vector<std::int64_t> all;
  connection.each(
      with_item, [&](db::Row const& row) { all.push_back(row.integer(0)); }, subject);
  return all;
}

void remove_item(db::Connection& connection, std::int64_t account, std::string_view subject) {
  connection.exec(drop_item, account, subject);
}

void remove_item_but(db::Connection& connection, std::string_view subject, std::int64_t account) {
  connection.exec(drop_item_but, subject, account);
}

void remove_items(db::Connection& connection, std::int64_t account) { connection.exec(drop_items, account); }

}  // namespace kreislauf::accounts::store
