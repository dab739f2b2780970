#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "platform/acts/delivering.h"
#include "platform/acts/outbox.h"
#include "platform/db/embedded.h"

namespace kreislauf::acts {

namespace {

constexpr std::int64_t most_attempts = 12, most_unsure_attempts = 3;
constexpr auto longest_delay = std::chrono::days{3};

constexpr auto last_message = "SELECT COALESCE(MAX(id), 0) FROM outbox";
constexpr auto save_message = R"sql(
  INSERT INTO outbox (id, kind, subject, due_at, payload, state, attempts, last_error, created_at, settled_at, stale_at)
  VALUES (?, ?, ?, ?, ?, 'waiting', 0, '', ?, '', ?))sql";
// What was not sent is not kept: a payload holds personal data.
constexpr auto take_back =
    "UPDATE outbox SET state = 'withdrawn', payload = '', settled_at = ? WHERE subject = ? AND state = 'waiting'";
constexpr auto take_back_kind =
    "UPDATE outbox SET state = 'withdrawn', payload = '', settled_at = ? WHERE subject = ? AND kind = ? AND state = "
    "'waiting'";
constexpr auto due_messages = R"sql(
  SELECT id, kind, subject, due_at, payload, attempts, state, last_error, settled_at, stale_at FROM outbox
  WHERE state = 'waiting' AND due_at <= ? AND kind <> ? ORDER BY due_at, id LIMIT ?)sql";
constexpr auto drop_stale =
    "UPDATE outbox SET state = 'withdrawn', payload = '', last_error = 'stale', settled_at = ? WHERE id = ? AND state "
    "= "
    "'waiting'";
constexpr auto next_due = "SELECT MIN(due_at) FROM outbox WHERE state = 'waiting' AND kind <> ?";
constexpr auto mark_sent =
    "UPDATE outbox SET state = 'sent', payload = '', attempts = attempts + 1, last_error = '', settled_at = ? WHERE id "
    "= ? AND state = 'waiting'";
constexpr auto mark_failed =
    "UPDATE outbox SET attempts = attempts + 1, last_error = ?, due_at = ?, state = ? WHERE id = ? AND state = "
    "'waiting'";
constexpr auto pending_messages = R"sql(
  SELECT id, kind, subject, state, created_at, due_at, attempts, last_error FROM outbox
  WHERE state IN ('waiting', 'dead') ORDER BY id LIMIT ?)sql";
constexpr auto try_again =
    "UPDATE outbox SET state = 'waiting', attempts = 0, due_at = ? WHERE id = ? AND state IN ('waiting', 'dead')";

constexpr std::string_view asked_to_wait = "again in ";

/// What the other side has asked for, else 1, 2, 4 ... minutes, at most an hour.
std::chrono::seconds pause_before(std::int64_t attempts, std::string_view problem) {
  auto const usual =
      std::chrono::minutes{std::min<std::int64_t>(60, std::int64_t{1} << std::min<std::int64_t>(attempts, 6))};
  if (not problem.starts_with(asked_to_wait)) return usual;
  problem.remove_prefix(asked_to_wait.size());
  std::int64_t seconds = 0;
  std::from_chars(problem.data(), problem.data() + problem.size(), seconds);
  return std::max<std::chrono::seconds>(usual, std::chrono::seconds{seconds});
}

}  // namespace

std::string again_in(std::chrono::seconds pause, std::string_view reason) {
  return fmt::format("{}{} s: {}", asked_to_wait, pause.count(), reason);
}

OutboxMessage OutboxMessage::from(db::Row const& row) {
  return {.id = row.integer(0),
          .kind = row.string(1),
          .subject = row.string(2),
          .due = parse_iso_utc(row.string(3)),
          .payload = row.string(4),
          .attempts = row.integer(5),
          .state = row.string(6),
          .last_error = row.string(7),
          .settled_at = row.string(8),
          .stale = row.text(9).empty() ? std::nullopt : std::optional{parse_iso_utc(row.text(9))}};
}

std::int64_t enqueue(db::Connection& connection, Instant now, OutboxMessage const& message) {
  auto const id = connection.next(last_message);
  connection.later(save_message, id, message.kind, message.subject, iso_utc(std::max(now, message.due)),
                   message.payload, iso_utc(now), message.stale ? iso_utc(*message.stale) : std::string{});
  return id;
}

void foresee_message(db::Connection& connection) { connection.foresee(last_message); }

void withdraw(db::Connection& connection, Instant now, std::string_view subject, std::string_view kind) {
  if (kind.empty())
    connection.later(take_back, iso_utc(now), subject);
  else
    connection.later(take_back_kind, iso_utc(now), subject, kind);
}

Delivery deliver(db::Database& database, Clock const& clock, Sender const& sender, std::size_t limit) {
  return deliver_but(database, clock, {}, sender, limit);
}

Delivery deliver_but(db::Database& database, Clock const& clock, std::string_view left_out, Sender const& sender,
                     std::size_t limit) {
  Delivery report;
  std::vector<OutboxMessage> due;
  auto const now = clock.now();
  database.read([&](db::Connection& connection) {
    due = connection.query<OutboxMessage>(due_messages, iso_utc(now), left_out, limit);
  });
  for (auto const& message : due) {
    if (message.stale.value_or(message.due + longest_delay) <= now) {
      database.write([&](db::Connection& connection) { connection.exec(drop_stale, iso_utc(now), message.id); });
      ++report.stale;
      continue;
    }
    auto const problem = sender(message);
    database.write([&](db::Connection& connection) {
      if (problem.empty()) {
        connection.exec(mark_sent, iso_utc(clock.now()), message.id);
        return;
      }
      auto const most = problem.starts_with("permanent:") ? 1
                        : problem.starts_with("unsure:")  ? most_unsure_attempts
                                                          : most_attempts;
      bool const dead = message.attempts + 1 >= most;
      auto const pause = pause_before(message.attempts, problem);
      connection.exec(mark_failed, problem, iso_utc(clock.now() + pause), dead ? "dead" : "waiting", message.id);
      dead ? ++report.dead : ++report.failed;
    });
    if (problem.empty()) ++report.sent;
  }
  database.read([&](db::Connection& connection) {
    if (auto const next = connection.text(next_due, left_out)) report.next = parse_iso_utc(*next);
  });
  return report;
}

Pending Pending::from(db::Row const& row) {
  return {.id = row.integer(0),
          .kind = row.string(1),
          .subject = row.string(2),
          .state = row.string(3),
          .created_at = row.string(4),
          .due_at = row.string(5),
          .attempts = row.integer(6),
          .last_error = row.string(7)};
}

std::vector<Pending> pending(db::Database& database, std::size_t limit) {
  std::vector<Pending> found;
  database.read([&](db::Connection& connection) { found = connection.query<Pending>(pending_messages, limit); });
  return found;
}

bool retry(db::Connection& connection, Instant now, std::int64_t id) {
  return connection.exec(try_again, iso_utc(now), id) > 0;
}

}  // namespace kreislauf::acts
