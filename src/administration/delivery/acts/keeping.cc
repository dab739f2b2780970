#include "administration/delivery/acts/keeping.h"

#include <fmt/format.h>

#include <set>

#include "administration/delivery/acts/hearing.h"
#include "administration/delivery/acts/ordering.h"
#include "administration/delivery/acts/submitting.h"

namespace kreislauf::delivery {

namespace {

constexpr std::size_t at_once = 200, most_at_restore = 100'000;

template <class Each>
void each_delivery(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Delivery> some;
    visit.db.read([&](db::Connection& connection) { some = store::after_id(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

std::vector<Destination> destinations_of(authority::TownVisit& visit) {
  std::vector<Destination> all;
  visit.db.read([&](db::Connection& connection) { all = store::destinations(connection); });
  return all;
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  auto& random = visit.house.random;
  auto const old = [&](std::string const& text) {
    return not text.empty() and crypto::sealed_by(text) != keys.newest();
  };
  for (auto& one : destinations_of(visit)) {
    if (not old(one.secret)) continue;
    one.secret = sealed_secret(keys, one, opened_secret(keys, one), random);
    visit.db.write([&](db::Connection& connection) { store::save(connection, one); });
  }
  each_delivery(visit, [&](Delivery const& seen) {
    if (not old(seen.reasons)) return;
    visit.db.write([&](db::Connection& connection) {
      auto one = store::find(connection, seen.id);
      if (not one or not old(one->reasons)) return;
      one->reasons = sealed_reasons(keys, *one, opened_reasons(keys, *one), random);
      store::save(connection, *one);
    });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  for (auto const& one : destinations_of(visit)) found += crypto::sealed_by(one.secret) == number ? 1 : 0;
  each_delivery(visit, [&](Delivery const& one) { found += crypto::sealed_by(one.reasons) == number ? 1 : 0; });
  return found;
}

void stop_after_restore(acts::Transaction& tx) {
  for (auto const state : {State::waiting, State::prepared}) {
    for (auto& one : store::in_state(tx.db, state, most_at_restore)) {
      if (not change(tx, one, Verb::fail)) continue;
      one.problem = "Die Daten kommen aus einer Kopie. Sehen Sie im Fachverfahren nach, ob der Antrag schon da ist.";
      one.settled_at = iso_utc(tx.now);
      one.ask_at.clear();
      store::save(tx.db, one);
      tx.withdraw(one.subject, outbox_kind);
    }
  }
}

authority::Verified verify(authority::TownVisit& visit) {
  authority::Verified out;
  std::set<std::string> in_outbox;
  for (auto const& one : acts::pending(visit.db, 100'000)) {
    if (one.kind == outbox_kind) in_outbox.insert(one.subject);
  }
  std::int64_t count = 0;
  each_delivery(visit, [&](Delivery const& d) {
    ++count;
    bool const goes = d.state == State::waiting or d.state == State::prepared;
    if (goes and not in_outbox.contains(d.subject))
      out.findings.push_back(fmt::format("delivery {}: it is to go and does not stand in the outbox", d.id));
    if (d.state == State::unknown and d.ask_at.empty())
      out.findings.push_back(fmt::format("delivery {}: nobody asks what has become of it", d.id));
  });
  out.counts = {{"deliveries", count}};
  return out;
}

}  // namespace kreislauf::delivery
