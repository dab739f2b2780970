#include "administration/identity/acts/directory_checks.h"

#include <algorithm>

#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "platform/acts/acts.h"

namespace kreislauf::identity {

namespace {

using store::SignedInByDirectory;

/// The scheduler has other things to do: the rest a moment later.
constexpr std::size_t most_asked = 20;
constexpr std::chrono::minutes again_while_away{5};
constexpr std::chrono::seconds again_for_the_rest{1};

Instant due_at(SignedInByDirectory const& one) { return one.checked ? *one.checked + rules::checked_every : Instant{}; }

void sign_out(authority::TownVisit& visit, SignedInByDirectory const& one) {
  acts::perform(visit.db, visit.house.clock, "programme", [&](acts::Transaction& tx) {
    store::end_sessions(tx.db, one.id);
    tx.event("session.ended_by_directory", rules::subject_of(one.id));
  });
}

/// False when the directory does not answer.
bool check(authority::TownVisit& visit, logins::PasswordDirectories& passwords,
           logins::PasswordDirectory const& directory, SignedInByDirectory const& one, Instant now) {
  auto const reason = passwords.find(directory, one.login);
  if (reason == ldap::Reason::fits) {
    visit.db.write([&](db::Connection& connection) { store::note_checked(connection, one.id, now); });
  } else if (ldap::has_answered(reason) or not one.checked or *one.checked + rules::unchecked_at_most <= now) {
    sign_out(visit, one);
  }
  return ldap::has_answered(reason);
}

}  // namespace

std::optional<Instant> check_directory(authority::TownVisit& visit, logins::Logins& logins) {
  auto const* directory = logins.passwords().of(visit.authority);
  if (directory == nullptr) return std::nullopt;
  std::vector<SignedInByDirectory> all;
  visit.db.read([&](db::Connection& connection) { all = store::signed_in_by_directory(connection); });
  auto const now = visit.house.clock.now();
  std::optional<Instant> next;
  std::size_t asked = 0;
  bool answers = true;
  for (auto const& one : all) {  // the longest unchecked first
    auto const due = due_at(one);
    if (due > now) {
      next = due;
      break;
    }
    if (++asked > most_asked) return now + again_for_the_rest;
    answers = check(visit, logins.passwords(), *directory, one, now) and answers;
  }
  if (not answers) return now + again_while_away;
  if (next) return next;
  return all.empty() ? std::nullopt : std::optional{now + rules::checked_every};
}

}  // namespace kreislauf::identity
