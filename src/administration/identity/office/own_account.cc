#include "administration/identity/office/own_account.h"

#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "base/errors.h"
#include "platform/crypto/password.h"

namespace kreislauf::identity::office {

Account own_account(authority::StaffContext const& c) {
  std::optional<Account> found;
  c.db.read([&](db::Connection& connection) { found = store::account(connection, c.staff.id); });
  if (not found) throw NotFound{};
  return *std::move(found);
}

std::string check_own_password(authority::StaffContext const& c, Account const& account, std::string_view password,
                               std::string_view sentence_when_wrong) {
  std::vector<std::string> const subjects{rules::attempts_of_password(account.id)};
  bool blocked = false;
  c.db.write([&](db::Connection& connection) {
    blocked = store::begin_attempt(connection, subjects, c.clock.now()).has_value();
  });
  if (blocked) return "Das waren zu viele Versuche. Warten Sie einige Minuten.";
  if (not crypto::password_fits(account.password_hash, password)) return std::string{sentence_when_wrong};
  c.db.write([&](db::Connection& connection) { store::forget_attempts(connection, subjects); });
  return {};
}

}  // namespace kreislauf::identity::office
