#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/errors.h"
#include "platform/db/db.h"

/// What makes an act happen once and provably: idempotency keys, events and the outbox. All three are written by the
/// transaction of the act itself, in the authority's own database.
namespace kreislauf::acts {

std::vector<db::Migration> authority_migrations();

/// The same key came again with other content: nothing was done.
struct KeyReused : Conflict {
  KeyReused() : Conflict{"this form was already sent with other answers"} {}
};

/// Who asks for what. `principal` is `guest`, `staff:7` or `api:NAME`; `route` the pattern of the route; `form_key` was
/// made when the form was opened (or is the Idempotency-Key of a program); `body` is compared by its hash.
struct Key {
  std::string principal;
  std::string_view route;  ///< a literal of the route table
  std::string form_key;
  std::string_view body;  ///< outlives the key
};

/// What was answered and is answered again: status, address to go to, body (programs only).
struct Answer {
  unsigned status = 303;
  std::string location = {};
  std::string body = {};
};

/// Runs `work` in the caller's transaction unless this key was used before; then gives the first answer again.
/// An exception from `work` leaves the key unused. An empty form_key is refused with BadRequest.
Answer once(db::Connection& connection, Instant now, Key const& key, std::function<Answer()> const& work);

struct Event {
  std::int64_t id = 0;
  std::string at = {};
  std::string kind;       ///< `appointment.confirmed`
  std::string subject;    ///< `appointment:17`
  std::string actor;      ///< `guest`, `staff:7`, `clock`
  std::string data = {};  ///< JSON without personal data, or empty
  static Event from(db::Row const& row);
};
void append(db::Connection& connection, Instant now, Event const& event);
std::vector<Event> events_of(db::Connection& connection, std::string_view subject);
/// Events with smaller numbers, newest first: the pages of an audit trail. `before` 0 begins with the newest.
std::vector<Event> events_before(db::Connection& connection, std::int64_t before, std::size_t limit);

/// Something to be done outside of this database after the commit.
struct Errand {
  std::int64_t id = 0;
  std::string kind;     ///< `mail`
  std::string subject;  ///< `appointment:17`
  Instant due{};
  std::string payload;  ///< emptied when it is settled
  std::int64_t attempts = 0;
  std::string state = "waiting";  ///< waiting, sent, withdrawn, dead
  std::string last_error = {};
  std::string settled_at = {};
  static Errand from(db::Row const& row);
};
std::int64_t enqueue(db::Connection& connection, Instant now, Errand const& errand);
/// Takes back what has not been sent: a reminder of a cancelled appointment. `kind` may be empty for all kinds.
void withdraw(db::Connection& connection, Instant now, std::string_view subject, std::string_view kind = {});

/// Does an errand; an empty text means done, else the reason (without personal data).
using Courier = std::function<std::string(Errand const&)>;

struct Delivery {
  std::size_t sent = 0, failed = 0, dead = 0;
  std::optional<Instant> next;  ///< when the next errand is due
};
/// Sends what is due, oldest first, at most `limit`; each is marked in a write of its own after it was sent, so a crash
/// in between sends it again (at least once). Failures come back after 1, 2, 4 ... minutes, at most an hour; after 12
/// tries the errand is dead and listed.
Delivery deliver(db::Database& database, Clock const& clock, Courier const& courier, std::size_t limit = 100);
/// Dead letters and what waits longer than an hour, for the operator.
std::vector<Errand> stuck(db::Database& database, Clock const& clock);

/// What stands in the outbox and was not sent, without its payload: for lists.
struct Pending {
  std::int64_t id = 0;
  std::string kind, subject, state, created_at, due_at;
  std::int64_t attempts = 0;
  std::string last_error;
  static Pending from(db::Row const& row);
};
std::vector<Pending> pending(db::Database& database, std::size_t limit = 1000);
/// Makes an errand that waits or is dead due now, with all its tries before it; false when there is none of that
/// number.
bool retry(db::Connection& connection, Instant now, std::int64_t id);

/// Removes answers older than `days` (30 unless law asks for more) and settled errands older than that.
void prune(db::Connection& connection, Instant now, int days);

}  // namespace kreislauf::acts
