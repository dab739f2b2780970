#include "administration/identity/office/own_account.h"

#include <fmt/format.h>

#include <iterator>

#include "administration/identity/acts/accounts.h"
#include "administration/identity/acts/sessions.h"
#include "administration/identity/office/directory_password.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"

namespace kreislauf::identity::office {

Account own_account(authority::StaffContext const& c) {
  std::optional<Account> found;
  c.db.read([&](db::Connection& connection) { found = store::account(connection, c.staff.id); });
  if (not found) throw NotFound{};
  return *std::move(found);
}

namespace {

using kern::Kind;

Word is_own_password(Ways& ways, authority::StaffContext const& c, Account const& account, std::string_view password) {
  if (not account.by_directory)
    return crypto::password_fits(account.password_hash, password) ? Word::right : Word::wrong;
  auto const* directory = password_directory(ways, c);
  return directory == nullptr ? Word::away : ask_directory(ways, c, *directory, &account, password);
}

/// Nothing when the password is right, else the sentence that says why not.
std::string check_own_password(Ways& ways, authority::StaffContext const& c, Account const& account,
                               std::string_view password) {
  std::vector<std::string> const subjects{rules::attempts_of_password(account.id)};
  bool blocked = false;
  c.db.write([&](db::Connection& connection) {
    blocked = store::begin_attempt(connection, subjects, c.clock.now()).has_value();
  });
  if (blocked) return "Das waren zu viele Versuche. Warten Sie einige Minuten.";
  auto const word = is_own_password(ways, c, account, password);
  if (word == Word::away) {
    c.db.write([&](db::Connection& connection) { store::give_attempts_back(connection, subjects); });
    return "Das Verzeichnis, das Ihr Passwort kennt, antwortet nicht. Versuchen Sie es in einigen Minuten noch einmal.";
  }
  if (word == Word::wrong) {
    log::info("password_refused", fmt::format("{} {}", c.authority.key.value(), c.staff.actor()));
    return "Das Passwort stimmt nicht.";
  }
  c.db.write([&](db::Connection& connection) { store::forget_attempts(connection, subjects); });
  return {};
}

}  // namespace

std::vector<kern::Field> proving_first(Account const& account, std::vector<kern::Field> fields) {
  std::vector<kern::Field> all{{.name = "passwort",
                                .kind = Kind::password,
                                .label = "Ihr jetziges Passwort",
                                .missing = "Geben Sie das Passwort ein, mit dem Sie sich angemeldet haben.",
                                .autocomplete = "current-password"}};
  if (not account.totp_secret.empty())
    all.push_back({.name = "app-code",
                   .kind = Kind::code,
                   .label = "Code aus Ihrer App",
                   .hint = "6 Ziffern",
                   .missing = "Geben Sie den Code ein, den Ihre App gerade zeigt.",
                   .autocomplete = "one-time-code"});
  std::move(fields.begin(), fields.end(), std::back_inserter(all));
  return all;
}

std::optional<std::int64_t> check_proof(Ways& ways, kern::Form& form, authority::StaffContext const& c,
                                        Account const& account) {
  auto const& password = form.text("passwort");
  if (password.empty()) return std::nullopt;
  if (auto refusal = check_own_password(ways, c, account, password); not refusal.empty()) {
    form.wrong("passwort", std::move(refusal));
    return std::nullopt;
  }
  if (account.totp_secret.empty()) return 0;
  auto const code = form.text("app-code");
  form.fill("app-code", "");
  auto const step = crypto::totp_match(second_factor_of(c.keys, account), code, c.clock.now(), account.last_totp_step);
  if (not step and not code.empty())
    form.wrong("app-code", "Der Code stimmt nicht, oder er wurde schon benutzt. Nehmen Sie den nächsten.");
  return step;
}

void use_proof(acts::Transaction& tx, Account const& account, std::int64_t step) {
  if (step > 0 and not store::use_totp_step(tx.db, account.id, step)) throw Refused{};
}

http::Response with_session(http::Response response, std::string const& token) {
  if (not token.empty()) response.headers.emplace_back("Set-Cookie", set_cookie(token, Holder::staff));
  return response;
}

}  // namespace kreislauf::identity::office
