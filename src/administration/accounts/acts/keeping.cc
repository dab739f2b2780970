#include "administration/accounts/acts/keeping.h"

#include <fmt/format.h>

#include "administration/accounts/acts/mails.h"
#include "administration/accounts/acts/people.h"
#include "administration/accounts/acts/secrets.h"
#include "administration/accounts/store/store.h"
#include "administration/notifications/notifications.h"
#include "platform/i18n/dates.h"

namespace kreislauf::accounts {

namespace {

constexpr std::size_t in_a_commit = 100;

std::string today_of(Instant now) { return i18n::iso(legal_time(now).day); }

/// How many were looked at.
std::size_t warn_some(authority::TownVisit& visit) {
  std::size_t warned = 0;
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto const day = i18n::iso(std::chrono::sys_days{legal_time(tx.now).day} + warned_before);
    auto due = store::to_warn(tx.db, day, in_a_commit);
    warned = due.size();
    for (auto& one : due) {
      // An end that has come already (the program stood still) waits until there was time to read it.
      if (one.erase_on < day) one.erase_on = day;
      one.warned = true;
      store::save(tx.db, one);
      if (auto const to = address_of(visit.keys(), one); not to.empty()) tx.send(mail_ending(visit, one, to));
    }
  });
  return warned;
}

std::size_t end_some(authority::TownVisit& visit) {
  std::size_t ended = 0;
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto const due = store::ending(tx.db, today_of(tx.now), in_a_commit);
    ended = due.size();
    for (auto const& one : due) end_account(tx, one.id);
  });
  return ended;
}

template <class Each>
void each_account(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Account> some;
    visit.db.read([&](db::Connection& connection) { some = store::after_id(connection, last, in_a_commit); });
    for (auto const& one : some) each(one);
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

}  // namespace

bool keep(acts::Transaction& tx, std::int64_t account, std::string_view subject) {
  if (store::has_item(tx.db, account, subject)) return true;
  if (store::count_items(tx.db, account) >= static_cast<std::int64_t>(most_items)) return false;
  store::add_item(tx.db, account, subject, iso_utc(tx.now));
  return true;
}

bool is_kept(db::Connection& connection, std::int64_t account, std::string_view subject) {
  return store::has_item(connection, account, subject);
}

std::vector<std::string> subjects_of(db::Connection& connection, std::int64_t account) {
  return store::items_of(connection, account, most_items);
}

std::vector<std::string> holders_of(db::Connection& connection, std::string_view subject) {
  std::vector<std::string> all;
  for (auto const id : store::accounts_with(connection, subject)) all.push_back(subject_of(id));
  return all;
}

void take_out(acts::Transaction& tx, std::int64_t account, std::string_view subject) {
  store::remove_item(tx.db, account, subject);
}

void let_go(acts::Transaction& tx, std::string_view subject) { let_go_but(tx, subject, 0); }

void let_go_but(acts::Transaction& tx, std::string_view subject, std::int64_t account) {
  store::remove_item_but(tx.db, subject, account);
}

void remember(acts::Transaction& tx, authority::TownContext const& c, std::int64_t account, Facts facts) {
  auto own = store::find(tx.db, account);
  if (not own) return;
  facts.at = iso_utc(tx.now);
  own->facts = sealed_facts(c.keys, *own, facts, c.random);
  store::save(tx.db, *own);
  tx.event(own->facts.empty() ? "account.unlearn" : "account.remember", subject_of(account));
}

Facts known_facts(db::Connection& connection, authority::TownContext const& c, std::int64_t account) {
  auto const own = store::find(connection, account);
  return own ? facts_of(c.keys, *own) : Facts{};
}

Facts offered_facts(db::Connection& connection, authority::TownContext const& c, std::int64_t account) {
  auto const own = store::find(connection, account);
  if (not own) return {};
  auto facts = facts_of(c.keys, *own);
  if (facts.mail.empty()) facts.mail = address_of(c.keys, *own);
  if (facts.at.empty()) facts.at = own->opened_at;
  return facts;
}

void note_use(acts::Transaction& tx, std::int64_t account, std::string_view subject) {
  tx.event("account.fill", subject_of(account), fmt::format(R"({{"for":"{}"}})", subject));
}

void end_account(acts::Transaction& tx, std::int64_t account) {
  store::end_sessions(tx.db, account);
  store::remove_items(tx.db, account);
  store::remove_passkeys(tx.db, account);
  drop_people(tx, account);
  notifications::erase(tx, subject_of(account));
  store::remove(tx.db, account);
  tx.withdraw(subject_of(account));
  tx.event("account.end", subject_of(account));
}

std::optional<Instant> forget_due(authority::TownVisit& visit) {
  while (warn_some(visit) == in_a_commit) {
  }
  while (end_some(visit) == in_a_commit) {
  }
  auto const now = visit.house.clock.now();
  visit.db.write([&](db::Connection& connection) {
    store::remove_sign_ins_before(connection, iso_utc(now - std::chrono::days{1}));
    store::remove_challenges_before(connection, iso_utc(now - std::chrono::days{1}));
    store::remove_ended(connection, iso_utc(now));
  });
  return std::nullopt;
}

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_account(visit, [&](Account const& seen) {
    visit.db.write([&](db::Connection& connection) {
      auto one = store::find(connection, seen.id);
      if (not one) return;
      auto const before = *one;
      auto const address = address_of(keys, *one);
      // Whom no key knows any more signs in again, and has another account.
      if (address.empty()) return;
      one->mailbox_hash = mailbox_hashes(keys, address).front();
      if (crypto::sealed_by(one->address) != keys.newest())
        one->address = sealed_address(keys, one->handle, address, visit.house.random);
      if (not one->facts.empty() and crypto::sealed_by(one->facts) != keys.newest())
        one->facts = sealed_facts(keys, *one, facts_of(keys, *one), visit.house.random);
      bool const same =
          before.mailbox_hash == one->mailbox_hash and before.address == one->address and before.facts == one->facts;
      if (not same) store::save(connection, *one);
    });
  });
  renew_people(visit);
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_account(visit, [&](Account const& one) {
    for (auto const* text : {&one.address, &one.facts}) found += crypto::sealed_by(*text) == number ? 1 : 0;
  });
  return found + people_sealed_under(visit, number);
}

}  // namespace kreislauf::accounts
