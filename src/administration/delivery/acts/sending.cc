#include "administration/delivery/acts/sending.h"

#include <fmt/format.h>

#include "administration/delivery/acts/folder.h"
#include "administration/delivery/acts/ordering.h"
#include "administration/delivery/acts/submitting.h"
#include "platform/http/numbers.h"

namespace kreislauf::delivery {

namespace {

/// The outbox gives a message up after twelve tries: some hours. A specialist system may be away for a weekend.
constexpr std::int64_t most_tries = 10;
constexpr std::chrono::days patience{3};
constexpr std::chrono::hours later{1};

struct Found {
  std::optional<Delivery> delivery;
  std::optional<Destination> destination;
  bool earlier = false;  ///< one of the same application is still on its way
};

Found find(db::Database& db, std::int64_t id) {
  Found found;
  db.read([&](db::Connection& connection) {
    found.delivery = store::find(connection, id);
    if (not found.delivery) return;
    found.destination = store::destination(connection, found.delivery->destination);
    for (auto const& one : store::of_subject(connection, found.delivery->subject))
      found.earlier = found.earlier or (one.id < id and is_open(one.state));
  });
  return found;
}

/// The office sees from the first failure on what is the matter.
std::string give_up_or_wait(Work& work, Trouble const& trouble, acts::OutboxMessage const& message) {
  auto const now = work.module.house.clock.now();
  bool const old = parse_iso_utc(work.delivery.created_at) + patience <= now;
  if (trouble.forever or (message.attempts >= most_tries and old)) {
    work.settle(Verb::fail, [&](Delivery& d) {
      d.problem = trouble.words;
      d.ask_at.clear();
    });
    return "permanent: " + trouble.words;
  }
  acts::perform(work.visit.db, work.module.house.clock, "clock", [&](acts::Transaction& tx) {
    auto d = store::find(tx.db, work.delivery.id);
    if (not d or not is_open(d->state)) return;
    d->problem = trouble.words;
    store::save(tx.db, *d);
    if (message.attempts >= most_tries) enqueue(tx, *d, now + later);
  });
  return message.attempts >= most_tries ? std::string{} : trouble.words;
}

}  // namespace

std::string send(Deliveries& module, authority::TownVisit& visit, acts::OutboxMessage const& message) {
  auto const found = find(visit.db, http::number_in(message.payload).value_or(0));
  if (not found.delivery) return {};
  auto const state = found.delivery->state;
  // What was handed over is asked about, not sent again (acts/asking).
  if (state != State::waiting and state != State::prepared) return {};
  if (not found.destination) return "permanent: there is no such destination";
  if (found.earlier) return "an earlier delivery of this application is on its way";
  Work work{module, visit, *found.delivery, *found.destination};
  auto const trouble = work.destination.kind == by_folder ? into_folder(work) : to_service(work);
  if (not trouble) return {};
  return give_up_or_wait(work, *trouble, message);
}

}  // namespace kreislauf::delivery
