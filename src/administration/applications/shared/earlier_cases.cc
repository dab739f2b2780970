#include "administration/applications/shared/earlier_cases.h"

#include "administration/applications/acts/links.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "platform/acts/acts.h"

namespace kreislauf::applications {

namespace {

constexpr std::size_t in_a_commit = 100;
/// Once is enough: whatever is sent from then on becomes a case in the act that sends.
constexpr std::string_view subject = "applications", opened_all = "application.earlier_cases";

cases::Phase phase_of(State state) {
  switch (state) {
    case State::submitted:
      return cases::Phase::fresh;
    case State::delivered:
      return cases::Phase::working;
    case State::accepted:
    case State::rejected:
      return cases::Phase::decided;
    default:
      return cases::Phase::closed;
  }
}

void open_one(Applications& module, acts::Transaction& tx, crypto::Keys const& keys, Application const& a) {
  if (is_open(a.state) or cases::of_subject(tx.db, subject_of(a))) return;
  auto const form = module.library.version(a.version);
  if (form == nullptr) return;
  auto const entered = forms::entered_in(*form->compiled, opened(keys, a, a.entered));
  cases::open_earlier(
      tx, keys, module.house.random, module.cases.library,
      {.subject = subject_of(a),
       .number = a.number,
       .service = a.service,
       .office = a.office,
       .about = about(*form, entered)},
      {.arrived = parse_iso_utc(a.submitted_at), .phase = phase_of(a.state), .closed_at = a.settled_at});
}

}  // namespace

std::optional<Instant> open_earlier_cases(Applications& module, authority::TownVisit& visit) {
  bool done = false;
  visit.db.read([&](db::Connection& db) { done = acts::times(db, subject, opened_all, "clock", Instant{}) > 0; });
  if (done) return std::nullopt;
  auto const keys = visit.keys();
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Application> some;
    visit.db.read([&](db::Connection& db) { some = store::after_id(db, last, in_a_commit); });
    if (some.empty()) break;
    acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
      for (auto const& one : some) open_one(module, tx, keys, one);
    });
    more = some.size() == in_a_commit;
    last = some.back().id;
  }
  acts::perform(visit.db, visit.house.clock, "clock", [](acts::Transaction& tx) { tx.event(opened_all, subject); });
  return std::nullopt;
}

}  // namespace kreislauf::applications
