#include "administration/delivery/acts/ordering.h"

#include <fmt/format.h>

#include "administration/delivery/store/store.h"
#include "base/errors.h"

namespace kreislauf::delivery {

namespace {

constexpr std::size_t name_bytes = 8;
/// Whoever has switched a server off for weeks loses nothing by it.
constexpr std::chrono::days outbox_patience{180};

/// Something may lie in a folder of which nobody knows any more: a job looks.
bool may_lie_somewhere(acts::Transaction& tx, Delivery const& d) {
  auto const to = store::destination(tx.db, d.destination);
  return to and to->kind == by_folder and d.state != State::waiting;
}

void end_here(acts::Transaction& tx, Delivery& d) {
  bool const lies = d.state == State::prepared and may_lie_somewhere(tx, d);
  if (not change(tx, d, Verb::recall)) return;
  d.settled_at = iso_utc(tx.now);
  d.ask_at = lies ? iso_utc(tx.now) : std::string{};
  store::save(tx.db, d);
}

}  // namespace

bool change(acts::Transaction& tx, Delivery& d, Verb verb) {
  auto const state = after(d.state, verb);
  if (not state) return false;
  d.state = *state;
  tx.event(fmt::format("delivery.{}", name_of(verb)), subject_of(d));
  return true;
}

void enqueue(acts::Transaction& tx, Delivery const& d, Instant due) {
  tx.send({.kind = std::string{outbox_kind},
           .subject = d.subject,
           .due = due,
           .payload = std::to_string(d.id),
           .stale = tx.now + outbox_patience});
}

void order(acts::Transaction& tx, authority::TownContext const& c, Order const& order) {
  auto const to = store::live_of(tx.db, order.service);
  if (not to) return;
  Delivery d{.subject = order.subject,
             .number = order.number,
             .service = order.service,
             .office = order.office,
             .site = c.origin,
             .destination = to->id,
             // The number says to people what it is, the rest makes it the only one of its name, also beside others.
             .name = fmt::format("{}-{}-{}", c.authority.key.value(), order.number, c.random.hex(name_bytes)),
             .created_at = iso_utc(tx.now)};
  store::add(tx.db, d);
  tx.event("delivery.order", subject_of(d));
  enqueue(tx, d);
}

void recall(acts::Transaction& tx, std::string_view subject) {
  for (auto& d : store::of_subject(tx.db, subject)) end_here(tx, d);
  tx.withdraw(subject, outbox_kind);
}

void keep_here(acts::Transaction& tx, std::int64_t id) {
  auto d = store::find(tx.db, id);
  if (not d) throw NotFound{};
  if (d->state == State::failed or d->state == State::rejected) end_here(tx, *d);
}

void erase(acts::Transaction& tx, std::string_view subject) {
  for (auto& d : store::of_subject(tx.db, subject)) {
    if (not may_lie_somewhere(tx, d)) {
      store::remove(tx.db, d.id);
      continue;
    }
    d.state = State::erased;
    d.subject.clear();
    d.reasons.clear();
    d.ask_at = iso_utc(tx.now);
    store::save(tx.db, d);
  }
}

void send_again(acts::Transaction& tx, std::int64_t id) {
  auto d = store::find(tx.db, id);
  if (not d) throw NotFound{};
  if (not change(tx, *d, Verb::again)) return;
  d->submission.clear();
  d->case_id.clear();
  d->attachments.clear();
  d->tags.clear();
  d->reasons.clear();
  d->problem.clear();
  d->settled_at.clear();
  d->ask_at.clear();
  d->asked = 0;
  // Where its service goes now: a destination that was set up wrong may be the reason.
  if (auto const to = store::live_of(tx.db, d->service)) d->destination = to->id;
  store::save(tx.db, *d);
  enqueue(tx, *d);
}

}  // namespace kreislauf::delivery
