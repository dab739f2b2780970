#include "administration/accounts/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::accounts::store {

namespace {

#define PASSKEY_COLUMNS "id, account, key, counter, backup_eligible, backed_up, name, made_at, used_at"

constexpr auto insert = "INSERT INTO account_passkeys (" PASSKEY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = "UPDATE account_passkeys SET counter = ?, backed_up = ?, used_at = ? WHERE id = ?";
constexpr auto by_id = "SELECT " PASSKEY_COLUMNS " FROM account_passkeys WHERE id = ?";
constexpr auto of_account = "SELECT " PASSKEY_COLUMNS " FROM account_passkeys WHERE account = ? ORDER BY made_at, id";
constexpr auto drop = "DELETE FROM account_passkeys WHERE account = ? AND id = ?";
constexpr auto drop_all = "DELETE FROM account_passkeys WHERE account = ?";
constexpr auto insert_challenge =
    "INSERT INTO account_challenges (key, used_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING";
constexpr auto drop_challenges = "DELETE FROM account_challenges WHERE used_at < ?";

#undef PASSKEY_COLUMNS

}  // namespace

void add(db::Connection& connection, Passkey const& p) {
  connection.exec(insert, p.id, p.account, p.key, p.counter, p.backup_eligible ? 1 : 0, p.backed_up ? 1 : 0, p.name,
                  p.made_at, p.used_at);
}

void save(db::Connection& connection, Passkey const& p) {
  connection.exec(update, p.counter, p.backed_up ? 1 : 0, p.used_at, p.id);
}

std::optional<Passkey> passkey(db::Connection& connection, std::string_view id) {
  return connection.one<Passkey>(by_id, id);
}

std::vector<Passkey> passkeys_of(db::Connection& connection, std::int64_t account) {
  return connection.query<Passkey>(of_account, account);
}

bool remove_passkey(db::Connection& connection, std::int64_t account, std::string_view id) {
  return connection.exec(drop, account, id) > 0;
}

void remove_passkeys(db::Connection& connection, std::int64_t account) { connection.exec(drop_all, account); }

bool use_challenge(db::Connection& connection, std::string_view key, std::string_view moment) {
  return connection.exec(insert_challenge, key, moment) > 0;
}

void remove_challenges_before(db::Connection& connection, std::string_view moment) {
  connection.exec(drop_challenges, moment);
}

}  // namespace kreislauf::accounts::store
