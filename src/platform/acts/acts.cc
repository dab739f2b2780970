#include "platform/acts/acts.h"

#include "platform/crypto/crypto.h"
#include "platform/db/embedded.h"
#include "platform/ledger/overdue.h"

namespace kreislauf::acts {

namespace {

// The writes of an authority run one after the other, those of other programs too (group_writer.cc): what was not found
// cannot come in between.
constexpr auto keep_answer = R"sql(
  INSERT INTO idempotency_keys (principal, route, form_key, body_hash, status, location, body, answered_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto find_key =
    "SELECT body_hash, status, location, body FROM idempotency_keys WHERE principal = ? AND route = ? AND form_key = ?";
// The newest stays: the next number follows from it.
constexpr auto drop_messages =
    "DELETE FROM outbox WHERE state IN ('sent', 'withdrawn') AND settled_at < ? AND id < (SELECT MAX(id) FROM outbox)";
// What came too late, where nothing could be sent at all.
constexpr auto drop_stale = R"sql(
  UPDATE outbox SET state = 'withdrawn', payload = '', last_error = 'stale', settled_at = ?
  WHERE state = 'waiting' AND stale_at <> '' AND stale_at < ?)sql";
// What nobody could deliver is not kept either: its payload holds personal data.
constexpr auto give_up =
    "UPDATE outbox SET state = 'withdrawn', payload = '', settled_at = ? WHERE state = 'dead' AND created_at < ?";
constexpr auto give_up_waiting =
    "UPDATE outbox SET state = 'withdrawn', payload = '', settled_at = ? WHERE state = 'waiting' AND due_at < ?";
constexpr auto drop_answers = "DELETE FROM idempotency_keys WHERE answered_at < ?";

constexpr auto last_event = "SELECT COALESCE(MAX(id), 0) FROM events";
constexpr auto save_event = "INSERT INTO events (id, at, kind, subject, actor, data) VALUES (?, ?, ?, ?, ?, ?)";
constexpr auto older_events =
    "SELECT id, at, kind, subject, actor, data FROM events WHERE id < ? ORDER BY id DESC LIMIT ?";
constexpr auto events_of_subject =
    "SELECT id, at, kind, subject, actor, data FROM events WHERE subject = ? ORDER BY id";
constexpr auto count_events = "SELECT COUNT(*) FROM events WHERE subject = ? AND kind = ? AND actor = ? AND at >= ?";

}  // namespace

std::vector<db::Migration> authority_migrations() {
  auto all = db::embedded_migrations("src/platform/acts", "authority_");
  for (auto& one : ledger::authority_migrations()) all.push_back(std::move(one));  // acts look whether it is sealed
  return all;
}

namespace {

/// What was answered to a key, if it came before with the same content.
class Before {
 public:
  Before(Key const& key) : key_{key}, hash_{crypto::sha256_hex(key.asked)} {}

  std::string const& hash() const { return hash_; }
  void ask(db::Connection& connection) {
    connection.ask(
        find_key,
        [this](db::Row const& row) {
          other_content_ = row.text(0) != hash_;
          answer_ = {.status = static_cast<unsigned>(row.integer(1)), .location = row.string(2), .body = row.string(3)};
        },
        key_.principal, key_.route, key_.form_key);
  }
  std::optional<Answer> const& answer(db::Connection& connection) {
    // Asked before the first of the group ran: the same form may have come twice in it.
    if (not connection.first_time(key_.principal + '\n' + key_.route + '\n' + key_.form_key)) {
      ask(connection);
      connection.settle();
    }
    if (other_content_) throw KeyReused{};
    return answer_;
  }

 private:
  Key const& key_;
  std::string const hash_;
  std::optional<Answer> answer_;
  bool other_content_ = false;
};

}  // namespace

void Transaction::event(std::string_view kind, std::string_view subject, std::string_view data) {
  db.later(save_event, db.next(last_event), iso_utc(now), kind, subject, actor, data);
}

Answer perform(db::Database& database, Clock const& clock, Key const& key, std::string_view actor,
               FunctionRef<Answer(Transaction&)> work) {
  if (key.form_key.empty() or key.form_key.size() > 200)
    throw BadRequest{"the key of the form is missing; open the form again"};
  Before before{key};
  ledger::Sealing sealing;
  Answer answer;
  auto const questions = [&](db::Connection& connection) {
    before.ask(connection);
    connection.foresee(last_event);
    foresee_message(connection);
    ledger::foresee_entry(connection);
    sealing.ask(connection);
  };
  database.write_after(questions, [&](db::Connection& connection) {
    if (auto const& given = before.answer(connection)) {
      answer = *given;
      return;
    }
    Transaction tx{connection, clock.now(), std::string{actor}};
    sealing.refuse_when_overdue(tx.now);
    answer = work(tx);
    connection.later(keep_answer, key.principal, key.route, key.form_key, before.hash(), answer.status, answer.location,
                     answer.body, iso_utc(tx.now));
  });
  return answer;
}

std::optional<Answer> answered(db::Connection& connection, Key const& key) {
  std::optional<Answer> found;
  auto const hash = crypto::sha256_hex(key.asked);
  connection.each(
      find_key,
      [&](db::Row const& row) {
        if (row.text(0) != hash) return;
        found =
            Answer{.status = static_cast<unsigned>(row.integer(1)), .location = row.string(2), .body = row.string(3)};
      },
      key.principal, key.route, key.form_key);
  return found;
}

void perform(db::Database& database, Clock const& clock, std::string_view actor, FunctionRef<void(Transaction&)> work) {
  database.write([&](db::Connection& connection) {
    Transaction tx{connection, clock.now(), std::string{actor}};
    work(tx);
  });
}

Event Event::from(db::Row const& row) {
  return {.id = row.integer(0),
          .at = row.string(1),
          .kind = row.string(2),
          .subject = row.string(3),
          .actor = row.string(4),
          .data = row.string(5)};
}

std::vector<Event> events_of(db::Connection& connection, std::string_view subject) {
  return connection.query<Event>(events_of_subject, subject);
}

int times(db::Connection& connection, std::string_view subject, std::string_view kind, std::string_view actor,
          Instant since) {
  return static_cast<int>(connection.number(count_events, subject, kind, actor, iso_utc(since)));
}

std::vector<Event> events_before(db::Connection& connection, std::int64_t before, std::size_t limit) {
  return connection.query<Event>(older_events, before > 0 ? before : INT64_MAX, limit);
}

void prune(db::Connection& connection, Instant now, int days) {
  auto const horizon = iso_utc(now - std::chrono::days{days});
  connection.exec(drop_answers, horizon);
  connection.exec(drop_messages, horizon);
  connection.exec(give_up, iso_utc(now), horizon);
  connection.exec(give_up_waiting, iso_utc(now), horizon);
  connection.exec(drop_stale, iso_utc(now), iso_utc(now));
}

}  // namespace kreislauf::acts
