#include "administration/programs/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::programs::store {

namespace {

#define KEY_COLUMNS "id, name, office, writes, services, key_hash, made_at, expires_on, used_on, revoked_at, staff"

constexpr auto insert = "INSERT INTO api_keys (" KEY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto by_id = "SELECT " KEY_COLUMNS " FROM api_keys WHERE id = ?";
constexpr auto by_hash = "SELECT " KEY_COLUMNS " FROM api_keys WHERE key_hash = ?";
constexpr auto of_office = "SELECT " KEY_COLUMNS " FROM api_keys WHERE office = ? ORDER BY id DESC";
constexpr auto used = "UPDATE api_keys SET used_on = ? WHERE id = ?";
constexpr auto revoked = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at = ''";
constexpr auto all_revoked = "UPDATE api_keys SET revoked_at = ? WHERE revoked_at = ''";
constexpr auto drop_old = "DELETE FROM api_keys WHERE expires_on < ?";

#undef KEY_COLUMNS

}  // namespace

std::int64_t add(db::Connection& connection, ApiKey const& k) {
  auto const id = db::next_number(connection, "api_keys");
  connection.exec(insert, id, k.name, k.office, k.writes ? 1 : 0, k.services, k.key_hash, k.made_at, k.expires_on,
                  k.used_on, k.revoked_at, k.staff);
  return id;
}

std::optional<ApiKey> key(db::Connection& connection, std::int64_t id) { return connection.one<ApiKey>(by_id, id); }
std::optional<ApiKey> key_by_hash(db::Connection& connection, std::string_view hash) {
  return connection.one<ApiKey>(by_hash, hash);
}
std::vector<ApiKey> keys_of(db::Connection& connection, std::string_view office) {
  return connection.query<ApiKey>(of_office, office);
}
void note_use(db::Connection& connection, std::int64_t id, std::string_view day) { connection.exec(used, day, id); }
void revoke(db::Connection& connection, std::int64_t id, std::string_view now) { connection.exec(revoked, now, id); }
void revoke_all(db::Connection& connection, std::string_view now) { connection.exec(all_revoked, now); }
void remove_keys_before(db::Connection& connection, std::string_view day) { connection.exec(drop_old, day); }

}  // namespace kreislauf::programs::store
