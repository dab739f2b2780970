#include "administration/identity/store/passkeys.h"

#include "platform/i18n/dates.h"

namespace kreislauf::identity {

Passkey Passkey::from(db::Row const& row) {
  auto const used = i18n::parse_iso(row.string(9));
  return {.id = row.string(0),
          .staff = row.integer(1),
          .handle = row.string(2),
          .key = row.string(3),
          .counter = static_cast<std::uint32_t>(row.integer(4)),
          .backup_eligible = row.integer(5) != 0,
          .backed_up = row.integer(6) != 0,
          .name = row.string(7),
          .made = parse_iso_utc(row.string(8)),
          .used = used};
}

namespace store {

namespace {

#define PASSKEY_COLUMNS "id, staff, handle, key, counter, backup_eligible, backed_up, name, made_at, used_on"

constexpr auto insert = "INSERT INTO staff_passkeys (" PASSKEY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = "UPDATE staff_passkeys SET counter = ?, backed_up = ?, used_on = ? WHERE id = ?";
constexpr auto by_id = "SELECT " PASSKEY_COLUMNS " FROM staff_passkeys WHERE id = ?";
constexpr auto of_staff = "SELECT " PASSKEY_COLUMNS " FROM staff_passkeys WHERE staff = ? ORDER BY made_at, id";
constexpr auto drop = "DELETE FROM staff_passkeys WHERE staff = ? AND id = ?";
constexpr auto drop_all = "DELETE FROM staff_passkeys WHERE staff = ?";
constexpr auto insert_challenge =
    "INSERT INTO staff_challenges (key, used_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING";
constexpr auto count_old_challenges =
    "SELECT COUNT(*) FROM (SELECT 1 FROM staff_challenges WHERE used_at < ? LIMIT 1) AS one";
constexpr auto drop_challenges = "DELETE FROM staff_challenges WHERE used_at < ?";

#undef PASSKEY_COLUMNS

}  // namespace

void add(db::Connection& connection, Passkey const& p) {
  connection.exec(insert, p.id, p.staff, p.handle, p.key, p.counter, p.backup_eligible, p.backed_up, p.name,
                  iso_utc(p.made), p.used ? i18n::iso(*p.used) : std::string{});
}

void note_use(db::Connection& connection, Passkey const& p) {
  connection.exec(update, p.counter, p.backed_up, p.used ? i18n::iso(*p.used) : std::string{}, p.id);
}

std::optional<Passkey> passkey(db::Connection& connection, std::string_view id) {
  return connection.one<Passkey>(by_id, id);
}

std::vector<Passkey> passkeys_of(db::Connection& connection, std::int64_t staff) {
  return connection.query<Passkey>(of_staff, staff);
}

bool remove_passkey(db::Connection& connection, std::int64_t staff, std::string_view id) {
  return connection.exec(drop, staff, id) > 0;
}

void remove_passkeys(db::Connection& connection, std::int64_t staff) { connection.exec(drop_all, staff); }

bool use_challenge(db::Connection& connection, std::string_view key, Instant now) {
  return connection.exec(insert_challenge, key, iso_utc(now)) > 0;
}

bool has_old_challenges(db::Connection& connection, Instant before) {
  return connection.number(count_old_challenges, iso_utc(before)) > 0;
}

void drop_old_challenges(db::Connection& connection, Instant before) {
  connection.exec(drop_challenges, iso_utc(before));
}

}  // namespace store

}  // namespace kreislauf::identity
