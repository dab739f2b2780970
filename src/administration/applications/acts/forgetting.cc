#include "administration/applications/acts/forgetting.h"

#include "administration/accounts/accounts.h"
#include "administration/applications/acts/asking.h"
#include "administration/applications/acts/counting.h"
#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/reusing.h"
#include "administration/applications/acts/transferring.h"
#include "administration/applications/store/inside.h"
#include "administration/applications/store/logins.h"
#include "administration/applications/store/papers.h"
#include "administration/applications/store/persons.h"
#include "administration/applications/store/ratings.h"
#include "administration/applications/store/reductions.h"
#include "administration/applications/store/signatures.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/transfers.h"
#include "administration/applications/store/versions.h"
#include "administration/cases/cases.h"
#include "administration/consultations/consultations.h"
#include "administration/delivery/delivery.h"
#include "administration/messages/messages.h"
#include "administration/notices/notices.h"
#include "administration/notifications/notifications.h"
#include "platform/acts/acts.h"
#include "platform/blobs/references.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

namespace kreislauf::applications {

namespace {

constexpr std::size_t in_a_commit = 100;

/// Of a draft the page on which it ended is counted. One whose key or form is gone says nothing.
void count_end(Applications& module, authority::TownVisit& visit, acts::Transaction& tx, Application const& one) {
  if (not is_open(one.state) or one.channel != Channel::online) return;
  auto const form = module.library.version(one.version);
  if (form == nullptr) return;
  auto const text = one.entered.empty() ? std::string{} : opened(visit.keys(), one, one.entered);
  count_dropped(tx, *form, forms::entered_in(*form->compiled, text), visit.house.clock, one);
}

std::size_t erase_some(Applications& module, authority::TownVisit& visit) {
  std::size_t erased = 0;
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto const due = store::to_erase(tx.db, i18n::iso(legal_time(tx.now).day), in_a_commit);
    erased = due.size();
    for (auto const& one : due) {
      count_end(module, visit, tx, one);
      if (one.entry >= 0) ledger::erase_content(tx.db, static_cast<std::uint64_t>(one.entry));
      store::remove(tx.db, one.id);
      store::remove_logins(tx.db, one.id);
      store::remove_person(tx.db, one.id);
      store::remove_versions(tx.db, one.id);
      store::remove_signatures(tx.db, one.id);
      erase_questions(tx, one.id);
      store::remove_reduction(tx.db, one.id);
      store::remove_rating(tx.db, one.id);
      store::remove_inside(tx.db, one.id);
      store::remove_paper(tx.db, one.id);
      store::remove_transfers(tx.db, one.id);
      messages::erase(tx, subject_of(one));
      delivery::erase(tx, subject_of(one));
      consultations::erase(tx, subject_of(one));
      cases::erase(tx, subject_of(one));
      notices::erase(tx, subject_of(one));
      notifications::erase(tx, subject_of(one));
      accounts::let_go(tx, subject_of(one));
      blobs::release_all(tx.db, subject_of(one), tx.now);
      tx.withdraw(subject_of(one));
      tx.event("application.erase", subject_of(one));
    }
  });
  return erased;
}

template <class Each>
void each_signature(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Signature> some;
    visit.db.read([&](db::Connection& connection) { some = store::signatures_after(connection, last, in_a_commit); });
    for (auto const& one : some) each(one);
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

template <class Each>
void each_application(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Application> some;
    visit.db.read([&](db::Connection& connection) { some = store::after_id(connection, last, in_a_commit); });
    for (auto const& one : some) each(one);
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

}  // namespace

std::optional<Instant> erase_due(Applications& module, authority::TownVisit& visit) {
  while (erase_some(module, visit) == in_a_commit) {
  }
  visit.db.write([&](db::Connection& connection) {
    store::remove_logins_before(connection, iso_utc(visit.house.clock.now() - std::chrono::days{1}));
  });
  return std::nullopt;
}

namespace {

/// The hash of whose login it was follows from the proof, and is made anew with it.
void renew_person(db::Connection& connection, crypto::Keys const& keys, Application const& application) {
  auto const known = store::person_of(connection, application.id);
  auto const proof = known.empty() ? std::nullopt : proof_of(keys, application);
  auto const hashes = proof ? person_hashes(keys, *proof) : std::vector<std::string>{};
  if (not hashes.empty() and hashes.front() != known) store::note_person(connection, application.id, hashes.front());
}

void renew_applications(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  auto const renew = [&](Application const& one, std::string const& text) {
    if (text.empty() or crypto::sealed_by(text) == keys.newest()) return text;
    auto const plain = opened(keys, one, text);
    return plain.empty() ? std::string{} : sealed(keys, one, plain, visit.house.random);
  };
  each_application(visit, [&](Application const& seen) {
    visit.db.write([&](db::Connection& connection) {
      auto one = store::find(connection, seen.id);
      if (not one) return;
      auto const before = *one;
      one->entered = renew(*one, one->entered);
      one->mail = renew(*one, one->mail);
      one->reason = renew(*one, one->reason);
      one->proof = renew(*one, one->proof);
      one->amended = renew(*one, one->amended);
      if (before.amended != one->amended) store::save_amended(connection, *one);
      for (auto transfer : store::transfers_of(connection, one->id)) {
        if (crypto::sealed_by(transfer.sealed) == keys.newest()) continue;
        transfer.sealed = sealed(keys, transfer, told_of(keys, transfer), visit.house.random);
        store::save(connection, transfer);
      }
      for (auto version : store::versions(connection, one->id)) {
        auto const as_it_was = version.entered;
        version.entered = renew(*one, as_it_was);
        if (version.entered != as_it_was) store::save_version(connection, version);
      }
      if (before.proof != one->proof) store::save_proof(connection, *one);
      renew_person(connection, keys, *one);
      if (before.entered != one->entered or before.mail != one->mail or before.reason != one->reason)
        store::save(connection, *one);
      // A link that follows from none of the keys ends; the next mail, and number with code, lead to another one.
      if (auto const hash = token_hash_of(token_of(keys, *one)); hash != one->token_hash)
        store::save_token_hash(connection, one->id, hash);
    });
  });
}

}  // namespace

namespace {

void renew_signatures(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_signature(visit, [&](Signature const& seen) {
    visit.db.write([&](db::Connection& connection) {
      auto one = store::signature(connection, seen.id);
      if (not one) return;
      auto const before = *one;
      if (crypto::sealed_by(one->sealed) != keys.newest())
        one->sealed = sealed(keys, *one, signer_of(keys, *one), visit.house.random);
      one->token_hash = token_hash_of(token_of(keys, *one));
      if (before.sealed != one->sealed or before.token_hash != one->token_hash) store::save(connection, *one);
    });
  });
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  renew_applications(visit);
  renew_signatures(visit);
  renew_questions(visit);
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  auto const keys = visit.keys();
  each_application(visit, [&](Application const& one) {
    for (auto const* text : {&one.entered, &one.mail, &one.reason, &one.proof, &one.amended})
      found += crypto::sealed_by(*text) == number ? 1 : 0;
    visit.db.read([&](db::Connection& connection) {
      for (auto const& transfer : store::transfers_of(connection, one.id))
        found += crypto::sealed_by(transfer.sealed) == number ? 1 : 0;
      for (auto const& version : store::versions(connection, one.id))
        found += crypto::sealed_by(version.entered) == number ? 1 : 0;
    });
    found += token_is_of(keys, number, one) ? 1 : 0;
  });
  each_signature(visit, [&](Signature const& one) {
    found += crypto::sealed_by(one.sealed) == number ? 1 : 0;
    found += token_is_of(keys, number, one) ? 1 : 0;
  });
  return found + questions_sealed_under(visit, number);
}

}  // namespace kreislauf::applications
