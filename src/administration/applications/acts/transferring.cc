#include "administration/applications/acts/transferring.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/change.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/telling.h"
#include "administration/applications/acts/transfer_mails.h"
#include "administration/applications/store/inside.h"
#include "administration/applications/store/reductions.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/versions.h"
#include "administration/capacity/capacity.h"
#include "administration/delivery/delivery.h"
#include "administration/payments/payments.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view purpose = "applications/transfer";
constexpr std::size_t id_length = 16;
/// As long as it may still come back it is kept here, whatever its form says.
constexpr std::int64_t least_kept_days = 60, kept_after_return_days = 30;
/// Nobody may lose it on the way because a program has stood still for some days.
constexpr std::chrono::days under_way_at_most{365};

std::string day_after(Instant now, std::int64_t days) {
  return i18n::iso(std::chrono::sys_days{legal_time(now).day} + std::chrono::days{days});
}

bool is_owed(payments::Receivable const& one) {
  using enum payments::State;
  return one.state == open or one.state == authorised or one.state == unknown or one.state == underpaid;
}

void order(acts::Transaction& tx, std::string_view kind, Transfer const& transfer) {
  tx.send({.kind = std::string{kind},
           .subject = subject_of(transfer),
           .due = tx.now,
           .payload = transfer.id,
           .stale = tx.now + under_way_at_most});
}

void enter(acts::Transaction& tx, crypto::Random& random, std::string_view kind, Application const& application) {
  ledger::append(tx.db, random,
                 {.kind = std::string{kind}, .at = tx.now, .actor = tx.actor, .subject = subject_of(application)});
}

/// It ends here for now, by either side.
void leave_here(acts::Transaction& tx, Application& application, std::int64_t kept_days) {
  change(tx, application, Verb::pass_on);
  application.settled_at = iso_utc(tx.now);
  application.erase_on = day_after(tx.now, kept_days);
  // What somebody was about to answer to us was never sent.
  application.amended.clear();
  store::save_amended(tx.db, application);
  capacity::give_back(tx, subject_of(application));
  delivery::recall(tx, subject_of(application));
  store::save(tx.db, application);
}

void go_on_here(acts::Transaction& tx, crypto::Random& random, Application& application, cases::Case& one,
                std::string_view from) {
  change(tx, application, Verb::come_back);
  application.settled_at.clear();
  application.erase_on.clear();
  if (application.delivered_at.empty()) application.delivered_at = iso_utc(tx.now);
  enter(tx, random, "application.came_back", application);
  store::save(tx.db, application);
  cases::take_back(tx, one, from);
}

}  // namespace

Hindrance hindrance_of(db::Connection& connection, Application const& a) {
  if (a.channel == Channel::staff or a.channel == Channel::clock or a.channel == Channel::trial)
    return Hindrance::inside;
  if (store::objection(connection, a.id)) return Hindrance::objection;
  auto const all = payments::all_of_subject(connection, subject_of(a));
  if (std::any_of(all.begin(), all.end(), is_owed)) return Hindrance::unpaid;
  auto const claim = store::reduction_of(connection, a.id);
  if (claim and claim->state == ReductionClaim::State::claimed) return Hindrance::reduction;
  return Hindrance::none;
}

std::string subject_of(Transfer const& transfer) { return "transfer:" + transfer.id; }

Told told_of(crypto::Keys const& keys, Transfer const& transfer) {
  if (transfer.sealed.empty()) return {};
  return told_in(keys.open(purpose, subject_of(transfer), transfer.sealed).value_or(std::string{}));
}

std::string sealed(crypto::Keys const& keys, Transfer const& transfer, Told const& told, crypto::Random& random) {
  return keys.seal(purpose, subject_of(transfer), text_of(told), random);
}

std::string paid_for(db::Connection& connection, i18n::Translator const& t, Application const& application) {
  Money sum{};
  for (auto const& one : payments::all_of_subject(connection, subject_of(application)))
    sum.cents += one.received.cents - one.refunded.cents;
  return sum.cents > 0 ? std::string{i18n::money(t, sum)} : std::string{};
}

void pass_on(acts::Transaction& tx, authority::TownContext const& c, Application& application, cases::Case& one,
             forms::Form const& form, Onward const& onward) {
  if (hindrance_of(tx.db, application) != Hindrance::none) throw Hindered{};
  auto const before = store::transfers_of(tx.db, application.id);
  auto const came =
      std::find_if(before.begin(), before.end(), [](Transfer const& it) { return it.way == Transfer::Way::in; });
  leave_here(tx, application, std::max<std::int64_t>(form.definition().terms.kept_days, least_kept_days));
  Transfer transfer{.way = Transfer::Way::out,
                    .id = c.random.hex(id_length),
                    .application = application.id,
                    .authority = onward.authority,
                    .office = onward.office,
                    .ground = onward.ground,
                    .site = onward.site,
                    .first_on = came == before.end()
                                    ? i18n::iso(legal_time(parse_iso_utc(application.submitted_at)).day)
                                    : came->first_on,
                    .staff = cases::staff_in(tx.actor),
                    .at = iso_utc(tx.now)};
  transfer.sealed = sealed(c.keys, transfer, onward.told, c.random);
  store::add(tx.db, transfer);
  enter(tx, c.random, "application.passed_on", application);
  cases::pass_on(tx, one, onward.authority);
  order(tx, crossing_kind, transfer);
}

void note_arrival(acts::Transaction& tx, Post const& post, crypto::Random& random, i18n::Translator const& t,
                  Transfer const& there, std::string_view authority_name, std::string_view service_name) {
  auto known = store::transfer(tx.db, Transfer::Way::out, there.id);
  // Heard before; or it has come back already, which says more.
  if (not known or known->state != Transfer::State::under_way) return;
  auto const application = store::find(tx.db, known->application);
  if (not application) return;
  known->state = Transfer::State::there;
  known->there = there.application;
  known->number = there.number;
  known->office = there.office;
  known->settled_at = iso_utc(tx.now);
  store::save(tx.db, *known);
  for (auto const side : {messages::Sender::office, messages::Sender::resident})
    messages::tick_off(tx, subject_of(*application), side);
  tx.event("application.handed_over", subject_of(*application),
           fmt::format(R"({{"authority":"{}"}})", known->authority));
  auto const to = opened(post.keys, *application, application->mail);
  tell_applicant(
      tx, post, random, t, *application,
      {.service_name = service_name,
       .mail = mail_passed_on(post, t, *application,
                              {.service = service_name, .authority = authority_name, .number = there.number}, to)});
}

void give_back(acts::Transaction& tx, authority::TownContext const& c, Application& application, cases::Case& one,
               Told const& told) {
  auto const all = store::transfers_of(tx.db, application.id);
  auto const found = std::find_if(all.begin(), all.end(), [](Transfer const& it) {
    return it.way == Transfer::Way::in and it.state == Transfer::State::there;
  });
  if (found == all.end()) throw TooLate{};
  leave_here(tx, application, least_kept_days);
  auto transfer = *found;
  transfer.state = Transfer::State::returning;
  auto known = told_of(c.keys, transfer);
  known.back_reason = told.back_reason;
  known.back_by = told.back_by;
  transfer.sealed = sealed(c.keys, transfer, known, c.random);
  store::save(tx.db, transfer);
  enter(tx, c.random, "application.passed_on", application);
  cases::pass_on(tx, one, transfer.authority);
  order(tx, returning_kind, transfer);
}

std::optional<Instant> carry_again(authority::TownVisit& visit) {
  constexpr std::size_t in_a_commit = 100;
  std::string last;
  for (bool more = true; more;) {
    std::vector<Transfer> some;
    acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
      some = store::on_their_way(tx.db, last, in_a_commit);
      for (auto const& one : some) {
        tx.withdraw(subject_of(one));
        order(tx, one.way == Transfer::Way::out ? crossing_kind : returning_kind, one);
      }
    });
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
  return std::nullopt;
}

bool take_back(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t, Back const& back,
               std::string_view service_name) {
  auto known = store::transfer(tx.db, Transfer::Way::out, back.transfer.id);
  if (not known) return false;
  if (known->state == Transfer::State::returned) return true;
  auto application = store::find(tx.db, known->application);
  if (not application) return false;
  auto one = cases::of_subject(tx.db, subject_of(*application));
  if (not one) return false;
  known->state = Transfer::State::returned;
  known->settled_at = iso_utc(tx.now);
  auto told = told_of(c.keys, *known);
  told.back_reason = back.told.back_reason;
  told.back_by = back.told.back_by;
  known->sealed = sealed(c.keys, *known, told, c.random);
  store::save(tx.db, *known);
  go_on_here(tx, c.random, *application, *one, known->authority);
  cases::note(tx, c, *one, fmt::format("{} ({}) gibt den Fall zurück: {}", back.from, told.back_by, told.back_reason));
  messages::take_over(tx, c, subject_of(*application), application->office, back.thread);
  tell_applicant(tx, {c.keys, c.authority, c.origin}, c.random, t, *application, {.service_name = service_name});
  return true;
}

void note_return(acts::Transaction& tx, Transfer const& transfer) {
  auto known = store::transfer(tx.db, Transfer::Way::in, transfer.id);
  if (not known or known->state != Transfer::State::returning) return;
  known->state = Transfer::State::returned;
  known->settled_at = iso_utc(tx.now);
  store::save(tx.db, *known);
  auto application = store::find(tx.db, known->application);
  if (not application) return;
  for (auto const side : {messages::Sender::office, messages::Sender::resident})
    messages::tick_off(tx, subject_of(*application), side);
  tx.event("application.handed_over", subject_of(*application),
           fmt::format(R"({{"authority":"{}"}})", known->authority));
  // Art. 5 Absatz 1 Buchstabe c DSGVO: who is not competent needs it no more.
  application->erase_on = day_after(tx.now, kept_after_return_days);
  store::save(tx.db, *application);
}

void keep_after_all(acts::Transaction& tx, authority::TownContext const& c, Transfer const& transfer,
                    std::string_view why) {
  auto known = store::transfer(tx.db, transfer.way, transfer.id);
  bool const out = transfer.way == Transfer::Way::out;
  if (not known or known->state != (out ? Transfer::State::under_way : Transfer::State::returning)) return;
  auto application = store::find(tx.db, known->application);
  auto one = application ? cases::of_subject(tx.db, subject_of(*application)) : std::nullopt;
  if (not one) return;
  known->state = out ? Transfer::State::returned : Transfer::State::there;
  known->settled_at = iso_utc(tx.now);
  store::save(tx.db, *known);
  go_on_here(tx, c.random, *application, *one, known->authority);
  cases::note(tx, c, *one, why);
}

}  // namespace kreislauf::applications
