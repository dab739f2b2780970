#include <fmt/format.h>

#include "administration/appointments/acts/waiting.h"

namespace kreislauf::appointments {

namespace {

constexpr int most_at_once = 200;
constexpr int key_days = 30;
constexpr std::int64_t changes_kept = 20'000;

constexpr auto drop_changes = "DELETE FROM slot_changes WHERE seq < ?";
constexpr auto drop_claims = "DELETE FROM slot_claims WHERE day < ?";
constexpr auto drop_series = "DELETE FROM number_series WHERE name LIKE 'tickets/%' AND name NOT LIKE ?";
constexpr auto closed_day = "SELECT day FROM daily_jobs WHERE name = 'appointments'";
constexpr auto keep_closed_day =
    "INSERT INTO daily_jobs (name, day) VALUES ('appointments', ?) ON CONFLICT (name) DO UPDATE SET day = excluded.day";
constexpr auto erase_entries =
    "UPDATE waiting_list SET name = '', email = '', token_hash = '', person_hash = '' WHERE state IN ('taken', "
    "'withdrawn', 'over') AND settled_at < ? AND email <> ''";

void expire(db::Connection& connection, Place const& place, Board const& board, Appointment a, Tick& report) {
  if (a.origin == "list") {
    offer_to_next(connection, place, board, a);
    ++report.offered;
    return;
  }
  auto const next = after(a.state, Verb::expire);
  if (not next) return;
  a.state = *next;
  acts::withdraw(connection, place.clock.now(), a.subject());
  free_time(connection, a);
  store::update(connection, a);
  note(connection, place, Verb::expire, a);
  ++report.expired;
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
  a.name = a.email = a.phone = a.note = a.token_hash = a.person_hash = {};
  a.erased = true;
}

/// What an ended day has left: who is still in the house, and whose personal data are older than the office keeps them.
struct Leftovers {
  std::vector<Appointment> open, old;
  bool empty() const { return open.empty() and old.empty(); }
};

Leftovers leftovers(Place const& place, Board const& board) {
  Leftovers left;
  place.db.read([&](db::Connection& connection) {
    left.open = store::left_open(connection, board.first);
    for (auto const& calendar : board.calendars) {
      auto const& settings = calendar->plan->settings;
      auto const found =
          store::to_erase(connection, settings.office, board.first - std::chrono::days{settings.retention_days});
      left.old.insert(left.old.end(), found.begin(), found.end());
    }
  });
  return left;
}

void close(db::Connection& connection, Place const& place, Leftovers const& left, Tick& report) {
  for (auto const& one : left.open) {
    auto a = store::find(connection, one.id);
    if (not a or a->state != one.state) continue;  // somebody was quicker
    a->state = end_of_day(a->state);
    if (a->state == State::finished and a->finished_at.empty()) a->finished_at = a->started_at;
    store::update(connection, one, *a);
    acts::append(connection, place.clock.now(),
                 {.kind = "appointment.closed",
                  .subject = a->subject(),
                  .actor = "clock",
                  .data = fmt::format(R"({{"to":"{}"}})", name_of(a->state))});
    ++report.missed;
  }
  for (auto const& one : left.old) {
    auto a = store::find(connection, one.id);
    if (not a) continue;
    erase(*a);
    store::update(connection, *a);
    ++report.erased;
  }
}

bool is_closed(Place const& place, Day today) {
  bool closed = false;
  place.db.read([&](db::Connection& connection) {
    connection.each(closed_day, [&](db::Row const& row) { closed = row.integer(0) == number_of(today); });
  });
  return closed;
}

}  // namespace

Tick tick(Place const& place) {
  Tick report;
  auto const board = place.board();
  if (board->empty()) return report;
  std::vector<Appointment> due;
  auto const now = iso_utc(place.clock.now());
  place.db.read([&](db::Connection& connection) { due = store::overdue(connection, now, most_at_once); });
  if (not due.empty()) {
    place.db.write([&](db::Connection& connection) {
      report = {};
      // First all that is over, then who is next: who waits again now may be asked about another time.
      for (auto const& one : due) {
        auto const current = store::find(connection, one.id);
        if (current and current->state == State::reserved and current->until_at <= now)
          end_offer(connection, place, *current);
      }
      for (auto const& one : due) {
        // Read again: somebody may have confirmed in between.
        auto const current = store::find(connection, one.id);
        if (current and (current->state == State::reserved or current->state == State::preconfirmed) and
            current->until_at <= now)
          expire(connection, place, *board, *current, report);
      }
    });
  }
  place.db.read([&](db::Connection& connection) {
    if (auto const next = store::next_overdue(connection)) report.next = parse_iso_utc(*next);
  });
  return report;
}

Tick close_day(Place const& place) {
  Tick report;
  auto const board = place.board();
  if (board->empty() or is_closed(place, board->first)) return report;
  // In portions, looked for outside of the writer: a town with years of appointments goes on booking meanwhile.
  for (Leftovers left = leftovers(place, *board); not left.empty(); left = leftovers(place, *board)) {
    auto before = report;
    place.db.write([&](db::Connection& connection) {
      report = before;
      close(connection, place, left, report);
    });
  }
  auto const today = board->first;
  auto const now = place.clock.now();
  place.db.write([&](db::Connection& connection) {
    for (auto& entry : store::entries_over(connection, today)) {
      entry.state = "over";
      entry.settled_at = iso_utc(now);
      store::update(connection, entry);
    }
    connection.exec(erase_entries, iso_utc(now - std::chrono::days{key_days}));
    connection.exec(drop_claims, number_of(today) - 1);
    connection.exec(drop_changes, store::change_range(connection).second - changes_kept);
    connection.exec(drop_series, fmt::format("tickets/{}/%", number_of(today)));
    acts::prune(connection, now, key_days);
    connection.exec(keep_closed_day, number_of(today));
  });
  return report;
}

}  // namespace kreislauf::appointments
