#include "administration/payments/acts/jobs.h"

#include <fmt/format.h>

#include "administration/payments/acts/debiting.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/acts/sandbox.h"
#include "administration/payments/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t in_a_commit = 200;
constexpr std::chrono::days mail_kept{30}, text_kept{90};
constexpr int years_kept = 10;

/// The sandbox tells this authority what has changed there.
void hear_sandbox(Payments const& payments, authority::TownVisit& visit) {
  if (not payments.demo) return;
  for (auto const& notice : payments.sandbox->take_notices()) {
    auto const* town = payments.house.authorities.directory()->by_key(notice.originator);
    if (town == nullptr) continue;
    take_notice(payments, {payments.house.keyring, notice.originator}, visit.house.store.authority(town->key),
                notice.body, notice.signature);
  }
}

/// Those whose books are closed: settled before the first of January of this year.
std::string end_of_keeping(Instant now) {
  auto const year = legal_time(now).day.year() - std::chrono::years{years_kept};
  return i18n::iso(std::chrono::sys_days{year / 1 / 1});
}

template <class Each>
void each_receivable(db::Database& db, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Receivable> some;
    db.read([&](db::Connection& connection) { some = store::after_id(connection, last, in_a_commit); });
    for (auto const& one : some) each(one);
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

}  // namespace

std::optional<Instant> ask_providers(Payments const& payments, authority::TownVisit& visit) {
  hear_sandbox(payments, visit);
  auto const provider = provider_of(payments, visit.keys(), settings_of(visit.db));
  auto const desk = desk_of(payments, visit.authority, visit.db);
  ask_due(desk, [&](std::string_view way) {
    return provider != nullptr and provider->way() == way ? provider.get() : nullptr;
  });
  std::string next;
  visit.db.read([&](db::Connection& connection) { next = store::next_question(connection); });
  return next.empty() ? std::nullopt : std::optional{parse_iso_utc(next)};
}

std::optional<Instant> reconcile(Payments const&, authority::TownVisit& visit) {
  auto const now = iso_utc(visit.house.clock.now());
  std::vector<Payment> open;
  visit.db.read([&](db::Connection& connection) { open = store::unanswered_since(connection, now, in_a_commit); });
  visit.db.write([&](db::Connection& connection) {
    for (auto const& one : open) {
      auto found = store::payment(connection, one.id);
      if (not found or is_final(found->step)) continue;
      found->ask_at = now;
      store::save(connection, *found);
    }
  });
  return std::nullopt;
}

std::optional<Instant> erase(authority::TownVisit& visit) {
  auto const now = visit.house.clock.now();
  for (std::size_t done = in_a_commit; done == in_a_commit;) {
    visit.db.write([&](db::Connection& connection) {
      auto some = store::with_old_mail(connection, iso_utc(now - mail_kept), in_a_commit);
      done = some.size();
      for (auto& one : some) {
        one.mail.clear();
        store::save(connection, one);
      }
    });
  }
  visit.db.write([&](db::Connection& connection) { store::empty_texts(connection, iso_utc(now - text_kept)); });
  visit.db.write([&](db::Connection& connection) { forget_mandates(connection, now); });
  for (std::size_t done = in_a_commit; done == in_a_commit;) {
    visit.db.write([&](db::Connection& connection) {
      auto const some = store::long_settled(connection, end_of_keeping(now), in_a_commit);
      done = some.size();
      for (auto const& one : some) store::remove(connection, one.id);
    });
  }
  return std::nullopt;
}

namespace {

/// A part of a basket goes the way of its first part.
void verify_basket(db::Connection& connection, Receivable const& r, Payment const& part, authority::Verified& out) {
  auto const first = store::payment(connection, part.part_of);
  bool const together = first and (first->step == part.step or (is_final(first->step) and is_final(part.step)));
  if (not together)
    out.findings.push_back(fmt::format("receivable {}: payment {} is part of a basket and not as its first part",
                                       r.kassenzeichen, part.id));
}

}  // namespace

authority::Verified verify(authority::TownVisit& visit) {
  authority::Verified out;
  std::int64_t count = 0;
  each_receivable(visit.db, [&](Receivable const& r) {
    ++count;
    std::vector<Payment> payments;
    visit.db.read([&](db::Connection& connection) {
      payments = store::of_receivable(connection, r.id);
      for (auto const& one : payments)
        if (one.part_of != 0) verify_basket(connection, r, one, out);
    });
    Standing standing{.amount = r.amount, .cancelled = not r.cancelled_at.empty()};
    for (auto const& one : payments) {
      if (one.step == Step::paid)
        (one.kind == Kind::charge ? standing.received : standing.refunded).cents += one.amount.cents;
      else if (not is_final(one.step) and one.kind == Kind::charge and one.ask_at.empty() and one.part_of == 0 and
               one.way != by_debit)
        out.findings.push_back(fmt::format("receivable {}: nobody asks about payment {}", r.kassenzeichen, one.id));
    }
    if (standing.received != r.received or standing.refunded != r.refunded)
      out.findings.push_back(fmt::format("receivable {}: its sums are not those of its payments", r.kassenzeichen));
    else if (standing.received.cents > 0 and state_of(standing) != r.state)
      out.findings.push_back(fmt::format("receivable {}: it is not {}", r.kassenzeichen, name_of(r.state)));
  });
  out.counts = {{"receivables", count}};
  return out;
}

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  renew_mandates(visit);
  each_receivable(visit.db, [&](Receivable const& seen) {
    if (seen.mail.empty() or crypto::sealed_by(seen.mail) == keys.newest()) return;
    visit.db.write([&](db::Connection& connection) {
      auto one = store::find(connection, seen.id);
      if (not one or one->mail.empty()) return;
      one->mail = sealed_mail(keys, *one, mail_of(keys, *one), visit.house.random);
      store::save(connection, *one);
    });
  });
  visit.db.write([&](db::Connection& connection) {
    auto settings = store::settings(connection);
    if (settings.secret.empty() and settings.notice_secret.empty()) return;
    settings.secret = sealed_secret(keys, opened_secret(keys, settings.secret), visit.house.random);
    settings.notice_secret = sealed_secret(keys, opened_secret(keys, settings.notice_secret), visit.house.random);
    store::save(connection, settings);
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  auto found = mandates_under(visit, number);
  each_receivable(visit.db, [&](Receivable const& one) { found += crypto::sealed_by(one.mail) == number ? 1 : 0; });
  auto const settings = settings_of(visit.db);
  for (auto const* text : {&settings.secret, &settings.notice_secret})
    found += crypto::sealed_by(*text) == number ? 1 : 0;
  return found;
}

}  // namespace kreislauf::payments
