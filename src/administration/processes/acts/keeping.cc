#include "administration/processes/acts/keeping.h"

#include "administration/processes/acts/sealing.h"
#include "administration/processes/store/store.h"

namespace kreislauf::processes {

namespace {

constexpr std::size_t at_once = 100;

/// All rows in order, a bounded piece at a time.
template <class Each>
void each_process(authority::TownVisit& visit, Each const& each) {
  std::string last;
  for (bool more = true; more;) {
    std::vector<Running> some;
    visit.db.read([&](db::Connection& connection) { some = store::after(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().subject;
  }
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_process(visit, [&](Running const& seen) {
    if (is_over(seen) or crypto::sealed_by(seen.state) == keys.newest()) return;
    visit.db.write([&](db::Connection& connection) {
      auto now = store::find(connection, seen.subject);  // it may have moved meanwhile
      if (not now or is_over(*now)) return;
      seal(keys, visit.house.random, *now, opened(keys, *now));
      store::save(connection, *now);
    });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_process(visit, [&](Running const& one) { found += crypto::sealed_by(one.state) == number ? 1 : 0; });
  return found;
}

}  // namespace kreislauf::processes
