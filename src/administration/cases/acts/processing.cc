#include "administration/cases/acts/processing.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/acts/opining.h"
#include "administration/cases/store/store.h"
#include "administration/deadlines/deadlines.h"
#include "administration/processes/processes.h"
#include "authority/house.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

using processes::Errand, processes::Verb;

/// Who is asked by a process has as long as who is asked by a person mostly gets.
constexpr std::chrono::days for_opinions{14};
constexpr std::size_t at_once = 50;

/// Does the errands of a process on its case.
class Desk final : public processes::Host {
 public:
  explicit Desk(Moved const& moved) : m_{moved} {}

  std::optional<std::string> perform(Errand const& errand) override {
    auto const today = std::chrono::sys_days{legal_time(m_.tx.now).day};
    if (errand.verb == Verb::opinion) return ask(errand, today);
    bool const late = errand.verb == Verb::escalate;
    auto const length = deadlines::parse_length(errand.argument);
    m_.one.resubmit_on = i18n::iso(late or not length ? today : deadlines::end_of(today, *length));
    touch(m_.tx, m_.one);
    m_.tx.event(late ? "case.escalate" : "case.resubmit", m_.one.subject);
    store::save(m_.tx.db, m_.one);
    return std::string{};
  }

 private:
  /// A town without such an office, or whose only one has the case, does it by hand.
  std::optional<std::string> ask(Errand const& errand, std::chrono::sys_days today) {
    auto const& offices = m_.c.town->offices;
    auto const asked = std::find_if(offices.begin(), offices.end(), [&](authority::Office const& office) {
      return office.id.value() != m_.one.office and
             std::find(office.kinds.begin(), office.kinds.end(), errand.argument) != office.kinds.end();
    });
    if (asked == offices.end() or not is_open(m_.one.phase)) return std::nullopt;
    auto const id = ask_opinion(m_.tx, m_.c, m_.one,
                                {asked->id.value(), errand.name, deadlines::working_day_from(today + for_opinions)});
    return fmt::format("opinion:{}", id);
  }

  Moved const& m_;
};

/// Calls `act` with what moves the process of a case whose type has one.
template <class Act>
void with_process(Moved const& moved, Act const& act) {
  if (moved.type.process == nullptr) return;
  Desk desk{moved};
  act(processes::Mover{moved.tx, moved.c.keys, moved.c.random, *moved.type.process, name_of(moved.one), desk});
}

/// One case whose time has come.
void move_one(Library& library, authority::TownVisit& visit, std::string const& subject) {
  std::optional<Case> seen;
  visit.db.read([&](db::Connection& db) {
    seen = store::find(db, http::number_in(std::string_view{subject}.substr(subject.find(':') + 1)).value_or(0));
  });
  if (not seen) {
    acts::perform(visit.db, visit.house.clock, "clock",
                  [&](acts::Transaction& tx) { processes::store::remove(tx.db, subject); });
    return;
  }
  auto const c = authority::programme_context(visit, seen->site);
  auto const type = library.version(seen->version);
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto one = current(tx, seen->id);
    if (type->process == nullptr or not is_open(one.phase)) return processes::stop(tx, subject);
    with_process({tx, *c, *type, one}, [](processes::Mover const& mover) { processes::advance(mover); });
  });
}

}  // namespace

void begin_process(Moved const& moved, Facts const& facts) {
  with_process(moved, [&](processes::Mover const& mover) { processes::begin(mover, facts); });
}

void do_task(Moved const& moved, std::int64_t task, std::string_view choice) {
  if (not is_open(moved.one.phase)) throw NotNow{};
  bool done = false;
  with_process(moved, [&](processes::Mover const& mover) {
    done = processes::complete(mover, task, choice, staff_in(moved.tx.actor));
  });
  if (not done) throw NotNow{};
  moved.tx.event("case.task", moved.one.subject, fmt::format(R"({{"task":{},"choice":"{}"}})", task, choice));
  touch(moved.tx, moved.one);
  store::save(moved.tx.db, moved.one);
}

void tell_process(Moved const& moved, std::string_view message, Facts const& facts) {
  with_process(moved, [&](processes::Mover const& mover) { processes::tell(mover, message, facts); });
}

void tell_happened(Moved const& moved, std::string_view what) {
  with_process(moved, [&](processes::Mover const& mover) { processes::happened(mover, what); });
}

void end_process(Moved const& moved, std::string_view result) {
  with_process(moved,
               [&](processes::Mover const& mover) { processes::decided(mover, result, staff_in(moved.tx.actor)); });
}

std::vector<std::string> migrate(Moved const& moved, CaseType const& to) {
  auto& one = moved.one;
  std::vector<std::string> homeless;
  if (to.process == nullptr) processes::stop(moved.tx, name_of(one));
  if (to.process != nullptr)
    with_process(moved, [&](processes::Mover const& mover) { homeless = processes::migrate(mover, *to.process); });
  if (not homeless.empty()) return homeless;
  moved.tx.event("case.migrate", one.subject, fmt::format(R"({{"from":"{}","to":"{}"}})", one.version, to.version));
  one.version = to.version;
  if (to.status(one.status) == nullptr) one.status.clear();
  count_due(moved.tx, to, one);
  touch(moved.tx, one);
  store::save_version(moved.tx.db, one);
  store::save(moved.tx.db, one);
  return homeless;
}

std::optional<Instant> move_on(Library& library, authority::TownVisit& visit) {
  std::vector<processes::Running> due;
  do {
    visit.db.read(
        [&](db::Connection& db) { due = processes::store::due(db, iso_utc(visit.house.clock.now()), at_once); });
    for (auto const& one : due) move_one(library, visit, one.subject);
  } while (due.size() == at_once);
  std::string next;
  visit.db.read([&](db::Connection& db) { next = processes::store::next_due(db); });
  return next.empty() ? std::nullopt : std::optional{parse_iso_utc(next)};
}

}  // namespace kreislauf::cases
