#include "administration/identity/identity.h"
#include "administration/identity/rules.h"
#include "administration/identity/store.h"
#include "administration/identity/subjects.h"
#include "base/text.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "platform/db/embedded.h"

namespace kreislauf::identity {

std::vector<db::Migration> authority_migrations() {
  return db::embedded_migrations("src/administration/identity", "authority_");
}

std::string subject_of(std::int64_t id) { return "staff:" + std::to_string(id); }
std::string attempts_of_login(std::string_view login) { return "account:" + crypto::sha256_hex(login); }

std::vector<Account> accounts(db::Connection& connection) { return store::accounts(connection); }
std::optional<Account> account_by_login(db::Connection& connection, std::string_view login) {
  return store::account_by_login(connection, login);
}

Result<Created> add_account(db::Connection& connection, Clock const& clock, crypto::Random& random,
                            NewAccount const& wanted, std::string_view actor) {
  if (not rules::is_login(wanted.login))
    return failure("a login has 2 to 40 of a-z, 0-9, dot, hyphen and underscore and begins with a letter");
  if (wanted.name.empty() or text::code_points(wanted.name) > 100) return failure("a name has 1 to 100 characters");
  if (store::account_by_login(connection, wanted.login)) return failure("this login is taken");
  auto const now = clock.now();
  Created created{.id = db::next_number(connection, "staff"), .one_time_password = crypto::one_time_password(random)};
  store::add_account(connection, {.id = created.id,
                                  .login = wanted.login,
                                  .name = text::nfc(wanted.name),
                                  .password_hash = crypto::hash_password(created.one_time_password),
                                  .one_time_until = iso_utc(now + rules::one_time_limit),
                                  .created_at = iso_utc(now),
                                  .roles = wanted.roles});
  acts::append(connection, now,
               {.kind = "account.created", .subject = subject_of(created.id), .actor = std::string{actor}});
  return created;
}

std::string reset_access(db::Connection& connection, Clock const& clock, crypto::Random& random, Account const& account,
                         bool second_factor, std::string_view actor) {
  auto const now = clock.now();
  auto password = crypto::one_time_password(random);
  store::save_password(connection, account.id, crypto::hash_password(password), true,
                       iso_utc(now + rules::one_time_limit));
  if (second_factor) store::save_second_factor(connection, account.id, "", 0);
  store::end_sessions(connection, account.id);
  acts::append(connection, now,
               {.kind = second_factor ? "account.second_factor_reset" : "account.password_reset",
                .subject = subject_of(account.id),
                .actor = std::string{actor}});
  return password;
}

void set_active(db::Connection& connection, Clock const& clock, Account const& account, bool active,
                std::string_view actor) {
  store::set_active(connection, account.id, active);
  if (active)
    store::forget_attempts(connection, std::vector{attempts_of_login(account.login)});
  else
    store::end_sessions(connection, account.id);
  acts::append(connection, clock.now(),
               {.kind = active ? "account.activated" : "account.deactivated",
                .subject = subject_of(account.id),
                .actor = std::string{actor}});
}

void unlock(db::Connection& connection, Clock const& clock, Account const& account, std::string_view actor) {
  store::forget_attempts(connection, std::vector{attempts_of_login(account.login)});
  acts::append(connection, clock.now(),
               {.kind = "account.unlocked", .subject = subject_of(account.id), .actor = std::string{actor}});
}

}  // namespace kreislauf::identity
