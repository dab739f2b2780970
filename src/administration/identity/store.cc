#include "administration/identity/store.h"

#include <algorithm>

#include "administration/identity/rules.h"

namespace kreislauf::identity {

Account Account::from(db::Row const& row) {
  return {.id = row.integer(0),
          .login = row.string(1),
          .name = row.string(2),
          .password_hash = row.string(3),
          .must_change = row.integer(4) != 0,
          .one_time_until = row.string(5),
          .totp_secret = row.string(6),
          .last_totp_step = row.integer(7),
          .active = row.integer(8) != 0,
          .sample = row.integer(9) != 0,
          .created_at = row.string(10)};
}

Session Session::from(db::Row const& row) {
  return {.key = row.string(0),
          .kind = row.text(1) == "device" ? Holder::device : Holder::staff,
          .holder = row.integer(2),
          .csrf = row.string(3),
          .new_totp = row.string(4),
          .browser = row.string(5),
          .created = parse_iso_utc(row.string(6)),
          .seen = parse_iso_utc(row.string(7)),
          .expires = parse_iso_utc(row.string(8))};
}

Device Device::from(db::Row const& row) {
  return {.id = row.integer(0),
          .name = row.string(1),
          .office = row.string(2),
          .code_hash = row.string(3),
          .code_until = row.string(4),
          .created_at = row.string(5),
          .connected_at = row.string(6),
          .revoked_at = row.string(7)};
}

namespace store {

namespace {

constexpr auto add_one_account = R"sql(
  INSERT INTO staff (id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto account_by_id =
    "SELECT id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample, "
    "created_at FROM staff WHERE id = ?";
constexpr auto account_of_login =
    "SELECT id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample, "
    "created_at FROM staff WHERE login = ?";
constexpr auto all_accounts =
    "SELECT id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample, "
    "created_at FROM staff ORDER BY name, id";
constexpr auto roles_of = "SELECT role, office FROM staff_roles WHERE staff = ? ORDER BY office, role";

void read_roles(db::Connection& connection, Account& account) {
  connection.each(
      roles_of,
      [&](db::Row const& row) {
        authority::Assignment one{.role = {}, .office = row.string(1)};
        if (authority::parse_role(row.text(0), one.role)) account.roles.push_back(std::move(one));
      },
      account.id);
}

std::optional<Account> with_roles(db::Connection& connection, std::optional<Account> account) {
  if (account) read_roles(connection, *account);
  return account;
}

}  // namespace

bool has_staff(db::Connection& connection) {
  return connection.number("SELECT COUNT(*) FROM (SELECT id FROM staff LIMIT 1) AS one") > 0;
}

void add_account(db::Connection& connection, Account const& account) {
  connection.exec(add_one_account, account.id, account.login, account.name, account.password_hash, account.must_change,
                  account.one_time_until, account.totp_secret, account.last_totp_step, account.active, account.sample,
                  account.created_at);
  save_roles(connection, account.id, account.roles);
}

std::optional<Account> account(db::Connection& connection, std::int64_t id) {
  return with_roles(connection, connection.one<Account>(account_by_id, id));
}
std::optional<Account> account_by_login(db::Connection& connection, std::string_view login) {
  return with_roles(connection, connection.one<Account>(account_of_login, login));
}

std::vector<Account> accounts(db::Connection& connection) {
  auto all = connection.query<Account>(all_accounts);
  for (auto& one : all) read_roles(connection, one);
  return all;
}

void save_roles(db::Connection& connection, std::int64_t id, std::vector<authority::Assignment> const& roles) {
  connection.exec("DELETE FROM staff_roles WHERE staff = ?", id);
  for (auto const& one : roles)
    connection.exec(
        "INSERT INTO staff_roles (staff, role, office) VALUES (?, ?, ?) ON CONFLICT (staff, role, office) DO NOTHING",
        id, authority::name_of(one.role), one.office);
}

void save_password(db::Connection& connection, std::int64_t id, std::string_view hash, bool must_change,
                   std::string_view one_time_until) {
  connection.exec("UPDATE staff SET password_hash = ?, must_change = ?, one_time_until = ? WHERE id = ?", hash,
                  must_change, one_time_until, id);
}

void save_second_factor(db::Connection& connection, std::int64_t id, std::string_view secret, std::int64_t step) {
  connection.exec("UPDATE staff SET totp_secret = ?, last_totp_step = ? WHERE id = ?", secret, step, id);
}

bool use_totp_step(db::Connection& connection, std::int64_t id, std::int64_t step) {
  return connection.exec("UPDATE staff SET last_totp_step = ? WHERE id = ? AND last_totp_step < ?", step, id, step) ==
         1;
}

void set_active(db::Connection& connection, std::int64_t id, bool active) {
  connection.exec("UPDATE staff SET active = ? WHERE id = ?", active, id);
}

void add_session(db::Connection& connection, Session const& session) {
  connection.exec(
      "INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at) VALUES "
      "(?, ?, ?, ?, '', ?, ?, ?, ?)",
      session.key, session.kind == Holder::device ? "device" : "staff", session.holder, session.csrf, session.browser,
      iso_utc(session.created), iso_utc(session.seen), iso_utc(session.expires));
}

std::optional<Session> session(db::Connection& connection, std::string_view key) {
  return connection.one<Session>(
      "SELECT key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at FROM staff_sessions WHERE "
      "key = ?",
      key);
}

std::vector<Session> sessions_of(db::Connection& connection, std::int64_t holder) {
  return connection.query<Session>(
      "SELECT key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at FROM staff_sessions WHERE "
      "holder = ? ORDER BY created_at DESC, key",
      holder);
}

void touch(db::Connection& connection, std::string_view key, Instant now) {
  auto const at = iso_utc(now);
  connection.exec("UPDATE staff_sessions SET seen_at = ? WHERE key = ? AND seen_at < ?", at, key, at);
}

void keep_new_totp(db::Connection& connection, std::string_view key, std::string_view secret) {
  connection.exec("UPDATE staff_sessions SET new_totp = ? WHERE key = ?", secret, key);
}

bool end_session(db::Connection& connection, std::string_view key) {
  return connection.exec("DELETE FROM staff_sessions WHERE key = ?", key) == 1;
}
void end_sessions(db::Connection& connection, std::int64_t holder, std::string_view but) {
  connection.exec("DELETE FROM staff_sessions WHERE holder = ? AND key <> ?", holder, but);
}

void drop_ended_sessions(db::Connection& connection, Instant now) {
  connection.exec("DELETE FROM staff_sessions WHERE expires_at <= ? OR (kind = 'staff' AND seen_at <= ?)", iso_utc(now),
                  iso_utc(now - rules::idle_limit));
}

void add_device(db::Connection& connection, Device const& device) {
  connection.exec(
      "INSERT INTO devices (id, name, office, code_hash, code_until, created_at, connected_at, revoked_at) VALUES (?, "
      "?, ?, ?, ?, ?, '', '')",
      device.id, device.name, device.office, device.code_hash, device.code_until, device.created_at);
}

namespace {

constexpr auto device_by_id =
    "SELECT id, name, office, code_hash, code_until, created_at, connected_at, revoked_at FROM devices WHERE id = ?";
constexpr auto device_by_code =
    "SELECT id, name, office, code_hash, code_until, created_at, connected_at, revoked_at FROM devices WHERE code_hash "
    "= ? AND code_until > ? AND revoked_at = ''";
constexpr auto all_devices =
    "SELECT id, name, office, code_hash, code_until, created_at, connected_at, revoked_at FROM devices ORDER BY id "
    "DESC";

}  // namespace

std::optional<Device> device(db::Connection& connection, std::int64_t id) {
  return connection.one<Device>(device_by_id, id);
}
std::vector<Device> devices(db::Connection& connection) { return connection.query<Device>(all_devices); }

std::optional<Device> connect_device(db::Connection& connection, std::string_view code_hash, Instant now) {
  auto const at = iso_utc(now);
  auto found = connection.one<Device>(device_by_code, code_hash, at);
  if (found and
      connection.exec(
          "UPDATE devices SET code_hash = '', code_until = '', connected_at = ? WHERE id = ? AND code_hash = ?", at,
          found->id, code_hash) != 1)
    return std::nullopt;
  return found;
}

void revoke_device(db::Connection& connection, std::int64_t id, Instant now) {
  connection.exec("UPDATE devices SET revoked_at = ?, code_hash = '', code_until = '' WHERE id = ? AND revoked_at = ''",
                  iso_utc(now), id);
}

namespace {

// Counts one more, unless the subject must still wait; then no row changes.
constexpr auto count_attempt = R"sql(
  INSERT INTO sign_in_attempts (subject, failures, last_at, until_at) VALUES (?, 1, ?, '')
  ON CONFLICT (subject) DO UPDATE SET failures = sign_in_attempts.failures + 1, last_at = excluded.last_at
  WHERE sign_in_attempts.until_at <= excluded.last_at)sql";
constexpr std::chrono::hours remembered{24};

}  // namespace

std::optional<Instant> locked_until(db::Connection& connection, std::string_view subject, Instant now) {
  auto const until = connection.text("SELECT until_at FROM sign_in_attempts WHERE subject = ? AND until_at > ?",
                                     subject, iso_utc(now));
  return until ? std::optional{parse_iso_utc(*until)} : std::nullopt;
}

std::optional<Instant> begin_attempt(db::Connection& connection, std::span<std::string const> subjects, Instant now) {
  connection.exec("DELETE FROM sign_in_attempts WHERE last_at < ?", iso_utc(now - remembered));
  std::optional<Instant> wait;
  for (auto const& subject : subjects) {
    if (auto const until = locked_until(connection, subject, now)) wait = std::max(wait.value_or(*until), *until);
  }
  if (wait) return wait;
  for (auto const& subject : subjects) {
    if (connection.exec(count_attempt, subject, iso_utc(now)) == 0)
      return locked_until(connection, subject, now).value_or(now + std::chrono::minutes{1});
    auto const delay =
        rules::delay_after(connection.number("SELECT failures FROM sign_in_attempts WHERE subject = ?", subject));
    if (delay.count() > 0)
      connection.exec("UPDATE sign_in_attempts SET until_at = ? WHERE subject = ?", iso_utc(now + delay), subject);
  }
  return std::nullopt;
}

void forget_attempts(db::Connection& connection, std::span<std::string const> subjects) {
  for (auto const& subject : subjects) connection.exec("DELETE FROM sign_in_attempts WHERE subject = ?", subject);
}

std::string secret(db::Connection& connection, std::string_view name, crypto::Random& random) {
  connection.exec("INSERT INTO identity_secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name,
                  random.hex(32));
  return connection.text("SELECT value FROM identity_secrets WHERE name = ?", name).value_or("");
}

}  // namespace store

}  // namespace kreislauf::identity
