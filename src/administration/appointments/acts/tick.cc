#include <fmt/format.h>

#include "administration/appointments/acts/waiting.h"
#include "platform/acts/days.h"

namespace kreislauf::appointments {

namespace {

constexpr auto actor = "clock";
constexpr auto daily_job = "appointments.close_day";
constexpr int most_at_once = 200;

void forget_person(Appointment& a) { a.name = a.email = a.phone = a.note = a.person_hash = {}; }

void expire(acts::Transaction& tx, Environment const& env, FreeTimes const& free_times, Appointment const& before,
            Tick& report) {
  if (before.origin == "list") {
    offer_to_next(tx, env, free_times, before);
    ++report.offered;
    return;
  }
  auto const next = after(before.state, Verb::expire);
  if (not next) return;
  auto a = before;
  a.state = *next;
  tx.withdraw(a.subject());
  free_time(tx, a);
  // Nobody has confirmed: often a stranger to the address that was typed. The hash of the link stays until the day is
  // over, so that it is told that the link has ended.
  if (a.confirmed_at.empty()) forget_person(a);
  store::update(tx.db, a);
  note(tx, Verb::expire, a);
  ++report.expired;
}

bool is_over(Appointment const& a, std::string_view now) {
  return (a.state == State::reserved or a.state == State::preconfirmed) and a.until_at <= now;
}

/// Ends what is over of `due`. Read again: somebody may have confirmed in between.
Tick end_all(acts::Transaction& tx, Environment const& env, FreeTimes const& free_times,
             std::vector<Appointment> const& due, std::string_view now) {
  Tick report;
  // First all that is over, then who is next: who waits again now may be asked about another time.
  for (auto const& one : due) {
    auto const current = store::find(tx.db, one.id);
    if (current and current->state == State::reserved and is_over(*current, now)) end_offer(tx, *current);
  }
  for (auto const& one : due) {
    auto const current = store::find(tx.db, one.id);
    if (current and is_over(*current, now)) expire(tx, env, free_times, *current, report);
  }
  return report;
}

/// How a day that was not closed by hand ends: who was expected did not come, who was served is done.
State end_of_day(State state) {
  switch (state) {
    case State::processing:
    case State::pending:
      return State::finished;
    case State::blocked:
      return State::deleted;
    default:
      return State::missed;
  }
}

void erase(Appointment& a) {
  forget_person(a);
  a.token_hash = {};
  a.erased = true;
}

/// What an ended day has left: who is still in the house, and whose personal data are older than the office keeps them.
struct Leftovers {
  std::vector<Appointment> open, old;
  bool empty() const { return open.empty() and old.empty(); }
};

Leftovers leftovers(Environment const& env, FreeTimes const& free_times) {
  Leftovers left;
  env.db.read([&](db::Connection& connection) {
    left.open = store::left_open(connection, free_times.first);
    // Also of offices that no longer give appointments.
    for (auto const& office : store::offices_with_people(connection, free_times.first)) {
      auto const* calendar = free_times.of(office);
      auto const days = calendar == nullptr ? Settings{}.retention_days : calendar->plan->settings.retention_days;
      auto const found = store::to_erase(connection, office, free_times.first - std::chrono::days{days});
      left.old.insert(left.old.end(), found.begin(), found.end());
    }
  });
  return left;
}

void close(acts::Transaction& tx, Leftovers const& left, Tick& report) {
  for (auto const& one : left.open) {
    auto a = store::find(tx.db, one.id);
    if (not a or a->state != one.state) continue;  // somebody was quicker
    a->state = end_of_day(a->state);
    if (a->state == State::finished and a->finished_at.empty()) a->finished_at = a->started_at;
    store::update(tx.db, one, *a);
    tx.event("appointment.closed", a->subject(), fmt::format(R"({{"to":"{}"}})", name_of(a->state)));
    ++report.missed;
  }
  for (auto const& one : left.old) {
    auto a = store::find(tx.db, one.id);
    if (not a) continue;
    tx.withdraw(a->subject());
    erase(*a);
    store::update(tx.db, *a);
    ++report.erased;
  }
}

/// What nobody needs after a day has begun.
void tidy_up(acts::Transaction& tx, Day today) {
  for (auto& entry : store::entries_over(tx.db, today)) {
    entry.state = "over";
    entry.settled_at = iso_utc(tx.now);
    store::update(tx.db, entry);
  }
  store::erase_settled_entries(tx.db, tx.now - settled_entries_kept);
  store::erase_unconfirmed_entries(tx.db, tx.now - unconfirmed_entries_kept);
  store::drop_past(tx.db, today);
  acts::keep_job_day(tx.db, daily_job, today);
}

bool is_closed(Environment const& env, Day today) {
  bool closed = false;
  env.db.read([&](db::Connection& connection) {
    auto const done = acts::job_days(connection);
    auto const found = done.find(daily_job);
    closed = found != done.end() and found->second == today;
  });
  return closed;
}

}  // namespace

Tick tick(Environment const& env) {
  Tick report;
  auto const free_times = env.free_times();
  if (free_times->empty()) return report;
  std::vector<Appointment> due;
  auto const now = iso_utc(env.clock.now());
  env.db.read([&](db::Connection& connection) { due = store::overdue(connection, now, most_at_once); });
  if (not due.empty()) {
    acts::perform(env.db, env.clock, actor,
                  [&](acts::Transaction& tx) { report = end_all(tx, env, *free_times, due, now); });
  }
  env.db.read([&](db::Connection& connection) {
    if (auto const next = store::next_overdue(connection)) report.next = parse_iso_utc(*next);
  });
  return report;
}

Tick close_day(Environment const& env) {
  Tick report;
  auto const free_times = env.free_times();
  auto const today = free_times->first;
  if (is_closed(env, today)) return report;
  // In portions, looked for outside of the writer: a town with years of appointments goes on booking meanwhile.
  for (Leftovers left = leftovers(env, *free_times); not left.empty(); left = leftovers(env, *free_times)) {
    auto const before = report;
    acts::perform(env.db, env.clock, actor, [&](acts::Transaction& tx) {
      report = before;
      close(tx, left, report);
    });
  }
  acts::perform(env.db, env.clock, actor, [&](acts::Transaction& tx) { tidy_up(tx, today); });
  return report;
}

}  // namespace kreislauf::appointments
