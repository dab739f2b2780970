#include <unordered_map>

#include "administration/identity/store/store.h"

namespace kreislauf::identity {

namespace {

constexpr auto add_one_account = R"sql(
  INSERT INTO staff (id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active,
    sample, created_at, by_directory)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto account_of_id = R"sql(
  SELECT id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample,
    created_at, by_directory
  FROM staff WHERE id = ?)sql";
constexpr auto account_of_login = R"sql(
  SELECT id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample,
    created_at, by_directory
  FROM staff WHERE login = ?)sql";
constexpr auto all_accounts = R"sql(
  SELECT id, login, name, password_hash, must_change, one_time_until, totp_secret, last_totp_step, active, sample,
    created_at, by_directory
  FROM staff ORDER BY name, id)sql";
constexpr auto all_members = "SELECT id, login, name, active FROM staff ORDER BY name, id";
constexpr auto count_one_account = "SELECT COUNT(*) FROM (SELECT id FROM staff LIMIT 1) AS one";

constexpr auto roles_of = "SELECT staff, role, office FROM staff_roles WHERE staff = ? ORDER BY office, role";
constexpr auto all_roles = "SELECT staff, role, office FROM staff_roles ORDER BY staff, office, role";
constexpr auto services_of =
    "SELECT staff, role, office, service FROM staff_role_services WHERE staff = ? ORDER BY service";
constexpr auto all_services = "SELECT staff, role, office, service FROM staff_role_services ORDER BY staff, service";
constexpr auto drop_services = "DELETE FROM staff_role_services WHERE staff = ?";
constexpr auto add_service = R"sql(
  INSERT INTO staff_role_services (staff, role, office, service) VALUES (?, ?, ?, ?)
  ON CONFLICT (staff, role, office, service) DO NOTHING)sql";
constexpr auto drop_roles = "DELETE FROM staff_roles WHERE staff = ?";
constexpr auto add_role = R"sql(
  INSERT INTO staff_roles (staff, role, office) VALUES (?, ?, ?) ON CONFLICT (staff, role, office) DO NOTHING)sql";

constexpr auto change_password =
    "UPDATE staff SET password_hash = ?, must_change = ?, one_time_until = ?, by_directory = 0 WHERE id = ?";
constexpr auto leave_to_directory =
    "UPDATE staff SET password_hash = '-', must_change = 0, one_time_until = ?, by_directory = 1 WHERE id = ?";
constexpr auto change_second_factor = "UPDATE staff SET totp_secret = ?, last_totp_step = ? WHERE id = ?";
constexpr auto use_step = "UPDATE staff SET last_totp_step = ? WHERE id = ? AND last_totp_step < ?";
constexpr auto switch_account = "UPDATE staff SET active = ? WHERE id = ?";

std::string stored(std::optional<Instant> at) { return at ? iso_utc(*at) : std::string{}; }

}  // namespace

Account Account::from(db::Row const& row) {
  auto const until = row.string(5);
  return {.id = row.integer(0),
          .login = row.string(1),
          .name = row.string(2),
          .password_hash = row.string(3),
          .must_change = row.integer(4) != 0,
          .one_time_until = until.empty() ? std::nullopt : std::optional{parse_iso_utc(until)},
          .totp_secret = row.string(6),
          .last_totp_step = row.integer(7),
          .active = row.integer(8) != 0,
          .sample = row.integer(9) != 0,
          .by_directory = row.integer(11) != 0,
          .created = parse_iso_utc(row.string(10))};
}

Member Member::from(db::Row const& row) {
  Member one;
  one.id = row.integer(0);
  one.login = row.string(1);
  one.name = row.string(2);
  one.active = row.integer(3) != 0;
  return one;
}

namespace store {

namespace {

/// A role that this program does not know gives no right.
template <class Somebody>
void add_role_of(db::Row const& row, Somebody& account) {
  authority::Assignment one{.role = {}, .office = row.string(2)};
  if (authority::parse_role(row.text(1), one.role)) account.roles.push_back(std::move(one));
}

/// A limit stands beside its role; one whose role has gone limits nothing and gives nothing.
template <class Somebody>
void add_service_of(db::Row const& row, Somebody& account) {
  for (auto& one : account.roles) {
    if (authority::name_of(one.role) == row.text(1) and one.office == row.text(2))
      one.services.push_back(row.string(3));
  }
}

std::optional<Account> with_roles(db::Connection& connection, std::optional<Account> account) {
  if (not account) return account;
  connection.each(
      roles_of, [&](db::Row const& row) { add_role_of(row, *account); }, account->id);
  connection.each(
      services_of, [&](db::Row const& row) { add_service_of(row, *account); }, account->id);
  return account;
}

}  // namespace

bool has_staff(db::Connection& connection) { return connection.number(count_one_account) > 0; }

void add_account(db::Connection& connection, Account const& one) {
  connection.exec(add_one_account, one.id, one.login, one.name, one.password_hash, one.must_change,
                  stored(one.one_time_until), one.totp_secret, one.last_totp_step, one.active, one.sample,
                  iso_utc(one.created), one.by_directory);
  save_roles(connection, one.id, one.roles);
}

std::optional<Account> account(db::Connection& connection, std::int64_t id) {
  return with_roles(connection, connection.one<Account>(account_of_id, id));
}

std::optional<Account> account_by_login(db::Connection& connection, std::string_view login) {
  return with_roles(connection, connection.one<Account>(account_of_login, login));
}

namespace {

template <class Somebody>
std::vector<Somebody> all_with_roles(db::Connection& connection, std::string_view sql) {
  auto all = connection.query<Somebody>(sql);
  std::unordered_map<std::int64_t, Somebody*> by_id;
  for (auto& one : all) by_id[one.id] = &one;
  connection.each(all_roles, [&](db::Row const& row) {
    if (auto const found = by_id.find(row.integer(0)); found != by_id.end()) add_role_of(row, *found->second);
  });
  connection.each(all_services, [&](db::Row const& row) {
    if (auto const found = by_id.find(row.integer(0)); found != by_id.end()) add_service_of(row, *found->second);
  });
  return all;
}

}  // namespace

std::vector<Account> accounts(db::Connection& connection) { return all_with_roles<Account>(connection, all_accounts); }
std::vector<Member> members(db::Connection& connection) { return all_with_roles<Member>(connection, all_members); }

void save_roles(db::Connection& connection, std::int64_t id, std::vector<authority::Assignment> const& roles) {
  connection.exec(drop_roles, id);
  connection.exec(drop_services, id);
  for (auto const& one : roles) {
    connection.exec(add_role, id, authority::name_of(one.role), one.office);
    for (auto const& service : one.services)
      connection.exec(add_service, id, authority::name_of(one.role), one.office, service);
  }
}

void save_password(db::Connection& connection, std::int64_t id, std::string_view hash,
                   std::optional<Instant> one_time_until) {
  connection.exec(change_password, hash, one_time_until.has_value(), stored(one_time_until), id);
}

void leave_password_to_directory(db::Connection& connection, std::int64_t id, std::optional<Instant> first_until) {
  connection.exec(leave_to_directory, stored(first_until), id);
}

void save_second_factor(db::Connection& connection, std::int64_t id, std::string_view secret, std::int64_t step) {
  connection.exec(change_second_factor, secret, step, id);
}

bool use_totp_step(db::Connection& connection, std::int64_t id, std::int64_t step) {
  return connection.exec(use_step, step, id, step) == 1;
}

void set_active(db::Connection& connection, std::int64_t id, bool active) {
  connection.exec(switch_account, active, id);
}

}  // namespace store

}  // namespace kreislauf::identity
