#include "administration/payments/acts/debiting.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include <stdexcept>

#include "administration/payments/acts/basket.h"
#include "administration/payments/acts/mails.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/rules/pain008.h"
#include "administration/payments/rules/target_days.h"
#include "administration/payments/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::payments {

namespace {

namespace json = boost::json;
using Is = Debit::State;

constexpr std::string_view debtor_purpose = "payments/mandate";
constexpr std::size_t request_bytes = 16, most_in_a_run = 5000, in_a_commit = 200;
constexpr std::chrono::days ahead{7};
constexpr std::chrono::months mandate_kept{14};

/// Sealed for this mandate: in another one it opens nothing.
std::string about(Mandate const& m) { return fmt::format("mandate:{}", m.id); }

std::string sealed_debtor(crypto::Keys const& keys, Mandate const& m, Debtor const& debtor, crypto::Random& random) {
  return keys.seal(debtor_purpose, about(m),
                   json::serialize(json::object{{"name", debtor.name}, {"iban", debtor.iban}}), random);
}

std::chrono::sys_days today_of(acts::Transaction const& tx) { return legal_time(tx.now).day; }

/// Stores the charge and tells the day.
Debit announce(acts::Transaction& tx, DebitDesk const& desk, Receivable& r, Mandate const& mandate,
               std::string const& mail) {
  auto const settings = store::debit_settings(tx.db);
  auto const owed = outstanding(r);
  bool const given_back =
      r.state == kreislauf::payments::State::refunded or r.state == kreislauf::payments::State::part_refunded;
  if (settings.creditor.empty() or store::settings(tx.db).iban.empty()) throw NoDebits{};
  if (owed.cents <= 0 or given_back) throw NothingOwed{};
  if (store::by_claim(tx.db, fmt::format("live:{}", r.id))) throw Busy{};
  Payment p{.receivable = r.id,
            .way = std::string{by_debit},
            .request = desk.random.hex(request_bytes),
            .claim = fmt::format("live:{}", r.id),
            .amount = owed,
            .step = Step::begun,
            .method = "SEPA",
            .created_at = iso_utc(tx.now)};
  store::add(tx.db, p);
  auto const day = target_day_from(today_of(tx) + std::chrono::days{settings.notice_days});
  Debit d{.mandate = mandate.id,
          .payment = p.id,
          .receivable = r.id,
          .amount = owed,
          .reference = r.kassenzeichen,
          .due_on = i18n::iso(day)};
  store::add(tx.db, d);
  if (not mail.empty()) r.mail = sealed_mail(desk.keys, r, mail, desk.random);
  store::save(tx.db, r);
  tx.event("payments.announce_debit", subject_of(r), fmt::format(R"({{"payment":{}}})", p.id));
  if (auto const to = mail_of(desk.keys, r); not to.empty()) {
    auto const language = i18n::language_of(r.language).value_or(i18n::Language::german);
    tx.send(mail_debit(desk.payments.house.languages.translator(language), desk.authority, r, to,
                       {.amount = owed, .day = day, .mandate = mandate.reference, .creditor = settings.creditor}));
  }
  return d;
}

void revoke(acts::Transaction& tx, Mandate mandate) {
  if (not mandate.revoked_at.empty()) return;
  mandate.revoked_at = iso_utc(tx.now);
  store::save(tx.db, mandate);
}

/// The charge comes to nothing; whatever it has brought counts no more.
void undo_charge(acts::Transaction& tx, Payments const& payments, Debit const& d) {
  auto p = store::payment(tx.db, d.payment);
  if (not p) return;
  p->step = Step::canceled;
  p->claim = fmt::format("done:{}", p->id);
  store::save(tx.db, *p);
  auto r = current(tx, d.receivable);
  settle(tx, payments, r, Verb::release);
}

void collect(acts::Transaction& tx, Desk const& desk, Debit d) {
  auto p = store::payment(tx.db, d.payment);
  if (not p) return;
  p->step = Step::paid;
  p->claim = fmt::format("done:{}", p->id);
  p->reference = d.reference;
  p->settled_at = iso_utc(tx.now);
  store::save(tx.db, *p);
  d.state = Is::paid;
  store::save(tx.db, d);
  auto r = current(tx, d.receivable);
  auto const before = settle(tx, desk.payments, r, Verb::pay);
  if (before != State::paid and r.state == State::paid and desk.receipt) desk.receipt(tx, r);
}

void bounce(acts::Transaction& tx, Desk const& desk, Debit d, std::string const& reason) {
  d.state = Is::returned;
  d.reason = reason;
  store::save(tx.db, d);
  if (auto mandate = store::mandate(tx.db, d.mandate); mandate and mandate->account == 0) revoke(tx, *mandate);
  undo_charge(tx, desk.payments, d);
  auto const r = current(tx, d.receivable);
  tx.event("payments.bounce_debit", subject_of(r), fmt::format(R"({{"payment":{}}})", d.payment));
  if (desk.bounced) desk.bounced(tx, r, d.amount);
}

/// What of this debit may be collected now; called off where less is owed than was told.
bool is_still_owed(acts::Transaction& tx, Payments const& payments, Debit& d) {
  auto const r = store::find(tx.db, d.receivable);
  auto const m = store::mandate(tx.db, d.mandate);
  if (r and m and m->revoked_at.empty() and not m->debtor.empty() and outstanding(*r) >= d.amount) return true;
  d.state = Is::called_off;
  store::save(tx.db, d);
  undo_charge(tx, payments, d);
  return false;
}

}  // namespace

Debtor debtor_of(crypto::Keys const& keys, Mandate const& m) {
  auto const text = keys.open(debtor_purpose, about(m), m.debtor).value_or(std::string{});
  boost::system::error_code error;
  auto const value = json::parse(text, error);
  if (error or not value.is_object()) return {};
  auto const& object = value.get_object();
  return {json::value_to<std::string>(object.at("name")), json::value_to<std::string>(object.at("iban"))};
}

Debit give_mandate(acts::Transaction& tx, DebitDesk const& desk, std::int64_t receivable, Agreement const& agreement) {
  auto r = current(tx, receivable);
  Mandate mandate{.id = store::next_mandate(tx.db), .account = agreement.account, .given_on = i18n::iso(today_of(tx))};
  mandate.debtor = sealed_debtor(desk.keys, mandate, agreement.debtor, desk.random);
  store::add(tx.db, mandate);
  return announce(tx, desk, r, mandate, agreement.mail);
}

Debit debit_again(acts::Transaction& tx, DebitDesk const& desk, std::int64_t receivable, std::int64_t account,
                  std::string const& mail) {
  auto r = current(tx, receivable);
  auto const mandate = store::mandate_of_account(tx.db, account);
  if (not mandate) throw NotFound{};
  return announce(tx, desk, r, *mandate, mail_of(desk.keys, r).empty() ? mail : std::string{});
}

void call_off_debit(acts::Transaction& tx, Payments const& payments, std::int64_t receivable, bool and_revoke) {
  auto d = store::debit_of_receivable(tx.db, receivable);
  if (not d) throw NotFound{};
  if (d->state == Is::called_off) return;
  if (d->state != Is::announced) throw TooLateForBank{};
  d->state = Is::called_off;
  store::save(tx.db, *d);
  if (auto mandate = store::mandate(tx.db, d->mandate); mandate and (and_revoke or mandate->account == 0))
    revoke(tx, *mandate);
  undo_charge(tx, payments, *d);
  tx.event("payments.call_off_debit", fmt::format("receivable:{}", receivable),
           fmt::format(R"({{"payment":{}}})", d->payment));
}

void revoke_mandate(acts::Transaction& tx, Payments const& payments, std::int64_t receivable, std::int64_t account) {
  auto const d = store::debit_of_receivable(tx.db, receivable);
  auto mandate = store::mandate_of_account(tx.db, account);
  if (not mandate and d) mandate = store::mandate(tx.db, d->mandate);
  if (not mandate or not mandate->revoked_at.empty()) return;
  revoke(tx, *mandate);
  if (d and d->mandate == mandate->id and d->state == Is::announced) call_off_debit(tx, payments, receivable, false);
  tx.event("payments.revoke_mandate", fmt::format("receivable:{}", receivable));
}

std::optional<DebitRun> make_run(acts::Transaction& tx, Payments const& payments) {
  auto const settings = store::settings(tx.db);
  DebitRun run{.made_at = iso_utc(tx.now),
               .creditor = store::debit_settings(tx.db).creditor,
               .holder = settings.holder,
               .iban = settings.iban,
               .bic = settings.bic};
  if (run.creditor.empty() or run.iban.empty()) return std::nullopt;
  auto const today = today_of(tx);
  auto due = store::debits_due(tx.db, Is::announced, i18n::iso(today + ahead), most_in_a_run);
  std::erase_if(due, [&](Debit& d) { return not is_still_owed(tx, payments, d); });
  if (due.empty()) return std::nullopt;
  store::add(tx.db, run);
  // A bank needs a day; later than was told is allowed, earlier is not.
  auto const earliest = i18n::iso(target_day_from(today + std::chrono::days{1}));
  for (auto& d : due) {
    auto mandate = *store::mandate(tx.db, d.mandate);
    d.due_on = std::max(d.due_on, earliest);
    d.sequence = mandate.account == 0 ? "OOFF" : mandate.used == 0 ? "FRST" : "RCUR";
    d.state = Is::sent;
    d.run = run.id;
    store::save(tx.db, d);
    ++mandate.used;
    mandate.last_on = d.due_on;
    store::save(tx.db, mandate);
    ++run.debits;
    run.total.cents += d.amount.cents;
  }
  store::save(tx.db, run);
  tx.event("payments.collect", fmt::format("debit_run:{}", run.id),
           fmt::format(R"({{"debits":{},"total":{}}})", run.debits, run.total.cents));
  return run;
}

std::string file_of(db::Connection& connection, crypto::Keys const& keys, DebitRun const& run) {
  Collector const collector{.message = message_of(run),
                            .made_at = run.made_at,
                            .creditor = run.creditor,
                            .holder = run.holder,
                            .iban = run.iban,
                            .bic = run.bic};
  std::vector<Collection> collections;
  for (auto const& d : store::debits_of_run(connection, run.id)) {
    auto const mandate = store::mandate(connection, d.mandate);
    auto const debtor = mandate ? debtor_of(keys, *mandate) : Debtor{};
    if (debtor.iban.empty()) throw std::runtime_error{"a mandate of this file is gone, or no key opens it"};
    auto const r = store::find(connection, d.receivable);
    collections.push_back({.reference = d.reference,
                           .amount = d.amount,
                           .sequence = d.sequence,
                           .day = d.due_on,
                           .mandate = mandate->reference,
                           .given_on = mandate->given_on,
                           .debtor = debtor.name,
                           .iban = debtor.iban,
                           .text = r ? "Kassenzeichen " + grouped(r->kassenzeichen) : d.reference});
  }
  return pain008(collector, collections);
}

namespace {

/// A booking of a whole group: each debit that is not returned already, where the sum is theirs.
std::optional<std::int64_t> collect_group(acts::Transaction& tx, Desk const& desk, StatementLine const& line) {
  constexpr std::string_view before = "KL-";
  if (not line.group.starts_with(before)) return std::nullopt;
  auto const id = line.group.substr(before.size(), line.group.find('-', before.size()) - before.size());
  std::int64_t number = 0;
  for (char const c : id) {
    if (c < '0' or c > '9' or number > 1'000'000'000) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  auto const run = store::debit_run(tx.db, number);
  if (not run) return std::nullopt;
  std::vector<Debit> group;
  Money sum;
  for (auto& d : store::debits_of_run(tx.db, run->id)) {
    if (group_of(message_of(*run), d.sequence, d.due_on) != line.group) continue;
    sum.cents += d.amount.cents;
    if (d.state == Is::sent) group.push_back(std::move(d));
  }
  if (group.empty() or sum != line.amount) return std::nullopt;
  for (auto const& d : group) collect(tx, desk, d);
  return group.front().receivable;
}

}  // namespace

std::optional<std::int64_t> take_debit_line(acts::Transaction& tx, Desk const& desk, StatementLine const& line) {
  auto const d = line.end_to_end.empty() ? std::nullopt : store::debit_by_reference(tx.db, line.end_to_end);
  if (not d) return line.amount.cents > 0 and not line.returned ? collect_group(tx, desk, line) : std::nullopt;
  bool const comes = line.amount.cents > 0;
  // With what the bank takes for it, never less than was debited.
  if (line.returned and not comes and (d->state == Is::sent or d->state == Is::paid) and
      -line.amount.cents >= d->amount.cents) {
    bounce(tx, desk, *d, line.reason);
    return d->receivable;
  }
  if (not line.returned and comes and d->state == Is::sent and line.amount == d->amount) {
    collect(tx, desk, *d);
    return d->receivable;
  }
  return std::nullopt;
}

namespace {

template <class Each>
void each_mandate(db::Database& db, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Mandate> some;
    db.read([&](db::Connection& connection) { some = store::mandates_after(connection, last, in_a_commit); });
    for (auto const& one : some) each(one);
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

/// SEPA Core Rulebook 4.7: a debtor may claim back what was not authorised for thirteen months, and the creditor must
/// show the mandate then.
bool is_over(db::Connection& connection, Mandate const& m, std::string_view before) {
  if (m.debtor.empty() or store::has_open_debit(connection, m.id)) return false;
  auto const last = m.last_on.empty() ? m.given_on : m.last_on;
  bool const done = not m.revoked_at.empty() or (m.account == 0 and m.used > 0) or m.account != 0;
  return done and last < before and (m.revoked_at.empty() or m.revoked_at.substr(0, before.size()) < before);
}

}  // namespace

void forget_mandates(db::Connection& connection, Instant now) {
  auto const day = std::chrono::year_month_day{legal_time(now).day} - mandate_kept;
  auto const before = i18n::iso(day.ok() ? std::chrono::sys_days{day}
                                         : std::chrono::sys_days{day.year() / day.month() / std::chrono::last});
  std::int64_t last = 0;
  for (bool more = true; more;) {
    auto const some = store::mandates_after(connection, last, in_a_commit);
    for (auto one : some) {
      if (not is_over(connection, one, before)) continue;
      one.debtor.clear();
      if (one.revoked_at.empty()) one.revoked_at = iso_utc(now);
      store::save(connection, one);
    }
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

void renew_mandates(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_mandate(visit.db, [&](Mandate const& seen) {
    if (seen.debtor.empty() or crypto::sealed_by(seen.debtor) == keys.newest()) return;
    visit.db.write([&](db::Connection& connection) {
      auto one = store::mandate(connection, seen.id);
      if (not one or one->debtor.empty()) return;
      auto const debtor = debtor_of(keys, *one);
      if (debtor.iban.empty()) return;
      one->debtor = sealed_debtor(keys, *one, debtor, visit.house.random);
      store::save(connection, *one);
    });
  });
}

std::int64_t mandates_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_mandate(visit.db, [&](Mandate const& one) { found += crypto::sealed_by(one.debtor) == number ? 1 : 0; });
  return found;
}

}  // namespace kreislauf::payments
