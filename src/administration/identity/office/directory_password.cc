#include "administration/identity/office/directory_password.h"

#include "administration/identity/rules.h"

namespace kreislauf::identity::office {

namespace {

/// Fewer than any directory takes before it locks somebody out.
constexpr limits::Limit guesses_passed_on{"passwords asked of a directory", 3, std::chrono::minutes{30}};

std::string counted_as(TownContext const& c, Account const& account) {
  return c.authority.key.value() + " " + std::to_string(account.id);
}

}  // namespace

logins::PasswordDirectory const* password_directory(Ways const& ways, TownContext const& c) {
  return ways.logins.passwords().of(c.authority);
}

Word ask_directory(Ways& ways, TownContext const& c, logins::PasswordDirectory const& directory, Account const* account,
                   std::string_view password) {
  auto& all = ways.logins.passwords();
  bool const asked = account != nullptr and c.limits.take(guesses_passed_on, counted_as(c, *account), c.clock.now());
  auto const reason = asked ? all.prove(directory, account->login, password) : all.pretend(directory);
  // What was right, or never looked at, was no guess.
  bool const guessed = reason == ldap::Reason::password_refused or reason == ldap::Reason::not_found;
  if (asked and not guessed) c.limits.give_back(guesses_passed_on, counted_as(c, *account));
  if (not ldap::has_answered(reason)) return Word::away;
  return asked and reason == ldap::Reason::fits ? Word::right : Word::wrong;
}

}  // namespace kreislauf::identity::office
