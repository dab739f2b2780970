#include "platform/acts/acts.h"

#include "platform/crypto/crypto.h"
#include "platform/db/embedded.h"

namespace kreislauf::acts {

namespace {

constexpr auto take_key = R"sql(
  INSERT INTO idempotency_keys (principal, route, form_key, body_hash, status, location, body, answered_at)
  VALUES (?, ?, ?, ?, 0, '', '', ?) ON CONFLICT (principal, route, form_key) DO NOTHING)sql";
constexpr auto find_key = "SELECT body_hash, status, location, body FROM idempotency_keys WHERE principal = ? AND route = ? AND form_key = ?";
constexpr auto keep_answer = "UPDATE idempotency_keys SET status = ?, location = ?, body = ? WHERE principal = ? AND route = ? AND form_key = ?";
constexpr auto drop_answers = "DELETE FROM idempotency_keys WHERE answered_at < ?";

constexpr auto save_event = "INSERT INTO events (id, at, kind, subject, actor, data) VALUES (?, ?, ?, ?, ?, ?)";
constexpr auto older_events = "SELECT id, at, kind, subject, actor, data FROM events WHERE id < ? ORDER BY id DESC LIMIT ?";
constexpr auto events_of_subject = "SELECT id, at, kind, subject, actor, data FROM events WHERE subject = ? ORDER BY id";

}  // namespace

std::vector<db::Migration> authority_migrations() { return db::embedded_migrations("src/platform/acts", "authority_"); }

Answer once(db::Connection& connection, Instant now, Key const& key, std::function<Answer()> const& work) {
  if (key.form_key.empty() || key.form_key.size() > 200) throw BadRequest{"the key of the form is missing; open the form again"};
  auto const hash = crypto::sha256_hex(key.body);
  if (connection.exec(take_key, key.principal, key.route, key.form_key, hash, iso_utc(now)) == 0) {
    Answer before;
    std::string first;
    connection.each(find_key, [&](db::Row const& row) {
      first = row.string(0);
      before = {.status = static_cast<unsigned>(row.integer(1)), .location = row.string(2), .body = row.string(3)};
    }, key.principal, key.route, key.form_key);
    if (first != hash) throw KeyReused{};
    return before;
  }
  auto answer = work();
  connection.exec(keep_answer, answer.status, answer.location, answer.body, key.principal, key.route, key.form_key);
  return answer;
}

Event Event::from(db::Row const& row) {
  return {.id = row.integer(0), .at = row.string(1), .kind = row.string(2), .subject = row.string(3), .actor = row.string(4), .data = row.string(5)};
}

void append(db::Connection& connection, Instant now, Event const& event) {
  connection.exec(save_event, db::next_number(connection, "events"), iso_utc(now), event.kind, event.subject, event.actor, event.data);
}

std::vector<Event> events_of(db::Connection& connection, std::string_view subject) { return connection.query<Event>(events_of_subject, subject); }

std::vector<Event> events_before(db::Connection& connection, std::int64_t before, std::size_t limit) {
  return connection.query<Event>(older_events, before > 0 ? before : INT64_MAX, limit);
}

void prune(db::Connection& connection, Instant now, int days) {
  auto const horizon = iso_utc(now - std::chrono::days{days});
  connection.exec(drop_answers, horizon);
  connection.exec("DELETE FROM outbox WHERE state IN ('sent', 'withdrawn') AND settled_at < ?", horizon);
}

}  // namespace kreislauf::acts
