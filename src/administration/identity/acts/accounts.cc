#include "administration/identity/acts/accounts.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/rules.h"
#include "administration/identity/store/passkeys.h"
#include "administration/identity/store/store.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "platform/db/embedded.h"

namespace kreislauf::identity {

OneTimePassword make_one_time_password(crypto::Random& random) {
  auto shown = crypto::one_time_password(random);
  auto hash = crypto::hash_password(shown);
  return {.shown = std::move(shown), .hash = std::move(hash)};
}

std::vector<Account> accounts(db::Connection& connection) { return store::accounts(connection); }
std::vector<Member> staff_of(db::Connection& connection) { return store::members(connection); }

std::optional<Account> account_by_id(db::Connection& connection, std::int64_t id) {
  return store::account(connection, id);
}

std::optional<Account> account_by_login(db::Connection& connection, std::string_view login) {
  return store::account_by_login(connection, login);
}

Result<std::int64_t> add_account(acts::Transaction& tx, NewAccount const& wanted, OneTimePassword const& password) {
  if (not rules::is_login(wanted.login)) {
    return failure("a login has 2 to 40 of a-z, 0-9, dot, hyphen and underscore and begins with a letter");
  }
  if (wanted.name.empty() or text::code_points(wanted.name) > rules::longest_name) {
    return failure("a name has 1 to 100 characters");
  }
  if (store::account_by_login(tx.db, wanted.login)) return failure("this login is taken");
  auto const id = db::next_number(tx.db, "staff");
  store::add_account(tx.db, {.id = id,
                             .login = wanted.login,
                             .name = text::nfc(wanted.name),
                             .password_hash = wanted.by_directory ? "-" : password.hash,
                             .must_change = not wanted.by_directory,
                             .one_time_until = tx.now + rules::one_time_limit,
                             .by_directory = wanted.by_directory,
                             .created = tx.now,
                             .roles = wanted.roles});
  tx.event("account.created", rules::subject_of(id));
  return id;
}

void reset_access(acts::Transaction& tx, Account const& account, OneTimePassword const& password, bool second_factor) {
  store::save_password(tx.db, account.id, password.hash, tx.now + rules::one_time_limit);
  if (second_factor) {
    store::save_second_factor(tx.db, account.id, "", 0);
    store::remove_passkeys(tx.db, account.id);
  }
  store::end_sessions(tx.db, account.id);
  tx.event(second_factor ? "account.second_factor_reset" : "account.password_reset", rules::subject_of(account.id));
}

void leave_password_to_directory(acts::Transaction& tx, Account const& account) {
  auto const first_until = account.totp_secret.empty() ? std::optional{tx.now + rules::one_time_limit} : std::nullopt;
  store::leave_password_to_directory(tx.db, account.id, first_until);
  store::end_sessions(tx.db, account.id);
  tx.event("account.by_directory", rules::subject_of(account.id));
}

void reset_app(acts::Transaction& tx, Account const& account) {
  store::save_second_factor(tx.db, account.id, "", 0);
  store::remove_passkeys(tx.db, account.id);
  store::leave_password_to_directory(tx.db, account.id, tx.now + rules::one_time_limit);
  store::end_sessions(tx.db, account.id);
  tx.event("account.second_factor_reset", rules::subject_of(account.id));
}

void set_active(acts::Transaction& tx, Account const& account, bool active) {
  store::set_active(tx.db, account.id, active);
  if (active) {
    store::forget_all_attempts(tx.db, rules::attempts_of_login(account.login));
  } else {
    store::end_sessions(tx.db, account.id);
  }
  tx.event(active ? "account.activated" : "account.deactivated", rules::subject_of(account.id));
}

void unlock(acts::Transaction& tx, Account const& account) {
  store::forget_all_attempts(tx.db, rules::attempts_of_login(account.login));
  tx.event("account.unlocked", rules::subject_of(account.id));
}

namespace {

/// `clerk@bauamt`, and of which services, where not of all: `clerk@bauamt/hund-anmelden`.
std::string written(authority::Assignment const& one) {
  auto const place = fmt::format("{}@{}", authority::name_of(one.role), one.office);
  std::string out;
  for (auto const& service : one.services) out += fmt::format("{}\"{}/{}\"", out.empty() ? "" : ",", place, service);
  return out.empty() ? "\"" + place + "\"" : out;
}

void save_roles(acts::Transaction& tx, Account const& account, std::vector<authority::Assignment> const& roles) {
  store::save_roles(tx.db, account.id, roles);
  std::string data;
  for (auto const& one : roles) data += (data.empty() ? "" : ",") + written(one);
  tx.event("account.roles_changed", rules::subject_of(account.id), "{\"roles\":[" + data + "]}");
}

}  // namespace

void change_roles(acts::Transaction& tx, Account const& account, std::vector<authority::Assignment> const& roles) {
  // Who keeps a role keeps its limit: it is changed on a page of its own.
  auto const now = store::account(tx.db, account.id).value_or(account);
  auto all = roles;
  for (auto& one : all) {
    for (auto const& held : now.roles) {
      if (held.role == one.role and held.office == one.office) one.services = held.services;
    }
  }
  save_roles(tx, account, all);
}

void change_services(acts::Transaction& tx, Account const& account, authority::Assignment const& wanted) {
  auto now = store::account(tx.db, account.id).value_or(account);
  bool found = false;
  for (auto& held : now.roles) {
    if (held.role != wanted.role or held.office != wanted.office) continue;
    held.services = wanted.services;
    found = true;
  }
  if (found) save_roles(tx, account, now.roles);
}

namespace {

std::string session_anew(acts::Transaction& tx, Account const& account, Proven const& proven) {
  if (proven.step > 0 and not store::use_totp_step(tx.db, account.id, proven.step)) throw Refused{};
  auto const before = store::session(tx.db, proven.session);
  store::end_sessions(tx.db, account.id);
  auto token = open_session(tx, proven.random, Holder::staff, account.id, before ? before->browser : std::string{},
                            before ? before->way : std::string{});
  if (before and before->checked) store::note_checked(tx.db, account.id, *before->checked);
  return token;
}

}  // namespace

void keep_hash(acts::Transaction& tx, Account const& account, std::string_view hash) {
  store::save_password(tx.db, account.id, hash, account.one_time_until);
}

std::string change_password(acts::Transaction& tx, Account const& account, std::string_view hash,
                            Proven const& proven) {
  auto token = session_anew(tx, account, proven);
  store::save_password(tx.db, account.id, hash, std::nullopt);
  tx.event("account.password_changed", rules::subject_of(account.id));
  return token;
}

namespace {

constexpr std::string_view of_apps = "identity/apps";

}  // namespace

std::string sealed_second_factor(crypto::Keys const& keys, crypto::Random& random, std::int64_t account,
                                 std::string_view secret) {
  return keys.seal(of_apps, rules::subject_of(account), secret, random);
}

std::string second_factor_of(crypto::Keys const& keys, Account const& account) {
  // The first release kept it as it is: the daily job seals it.
  auto const secret = crypto::sealed_by(account.totp_secret) == 0
                          ? account.totp_secret
                          : keys.open(of_apps, rules::subject_of(account.id), account.totp_secret).value_or("");
  return crypto::base32_decoded(secret).value_or("");
}

std::string set_second_factor(acts::Transaction& tx, Account const& account, std::string_view sealed, std::int64_t step,
                              Proven const& proven) {
  auto token = session_anew(tx, account, proven);
  store::save_second_factor(tx.db, account.id, sealed, step);
  if (account.by_directory) store::leave_password_to_directory(tx.db, account.id, std::nullopt);
  tx.event("account.second_factor_set", rules::subject_of(account.id));
  return token;
}

void renew_under_keys(db::Database& database, crypto::Keys const& keys, crypto::Random& random) {
  auto const is_old = [&](Account const& one) {
    return not one.totp_secret.empty() and crypto::sealed_by(one.totp_secret) != keys.newest();
  };
  std::vector<Account> all;
  database.read([&](db::Connection& connection) { all = store::accounts(connection); });
  if (std::none_of(all.begin(), all.end(), is_old)) return;
  database.write([&](db::Connection& connection) {
    for (auto const& account : store::accounts(connection)) {
      if (not is_old(account)) continue;
      auto const bytes = second_factor_of(keys, account);
      auto const sealed =
          bytes.empty() ? std::string{} : sealed_second_factor(keys, random, account.id, crypto::base32(bytes));
      store::save_second_factor(connection, account.id, sealed, account.last_totp_step);
    }
  });
}

std::int64_t sealed_under_key(db::Database& database, int number) {
  std::vector<Account> all;
  database.read([&](db::Connection& connection) { all = store::accounts(connection); });
  return std::count_if(all.begin(), all.end(),
                       [&](Account const& one) { return crypto::sealed_by(one.totp_secret) == number; });
}

}  // namespace kreislauf::identity
