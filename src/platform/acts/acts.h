#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/errors.h"
#include "base/function_ref.h"
#include "platform/acts/outbox.h"
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
/// made when the form was opened (or is the Idempotency-Key of a program); `asked` is what was asked for, compared by
/// its hash: empty where it holds secrets, of which no hash may be stored.
struct Key {
  std::string principal;
  std::string route;
  std::string form_key;
  std::string asked;
};

/// What was answered and is answered again: status, address to go to, body (programs only).
struct Answer {
  unsigned status = 303;
  std::string location = {};
  std::string body = {};
};
/// The usual answer of an act: the page that shows what is now.
inline Answer see(std::string location) { return {.status = 303, .location = std::move(location), .body = {}}; }

struct Event {
  std::int64_t id = 0;
  std::string at = {};
  std::string kind;       ///< `appointment.confirmed`
  std::string subject;    ///< `appointment:17`
  std::string actor;      ///< `guest`, `staff:7`, `clock`
  std::string data = {};  ///< JSON without personal data, or empty
  static Event from(db::Row const& row);
};

/// An act while it happens: what it reads and writes, what is noted of it, and what shall leave the house after the
/// commit. Nothing slow belongs in here (hashes of passwords, pages, the network): others wait for the same commit.
class Transaction {
 public:
  Transaction(db::Connection& connection, Instant moment, std::string who)
      : db{connection}, now{moment}, actor{std::move(who)} {}

  db::Connection& db;
  Instant const now;
  std::string const actor;

  /// `subject` names what it is about by number (`appointment:17`), `data` is JSON without personal data.
  void event(std::string_view kind, std::string_view subject, std::string_view data = {});
  std::int64_t send(OutboxMessage const& message) { return enqueue(db, now, message); }
  /// Takes back what has not been sent.
  void withdraw(std::string_view subject, std::string_view kind = {}) { acts::withdraw(db, now, subject, kind); }
};

/// Runs `work` in the next commit of the database unless this key was used before; then gives the first answer again.
/// Key, event, state, outbox and answer are one commit. An exception from `work` leaves the key unused and changes
/// nothing. An empty form key is refused with BadRequest.
Answer perform(db::Database& database, Clock const& clock, Key const& key, std::string_view actor,
               FunctionRef<Answer(Transaction&)> work);
/// What was answered to this key, where it came with the same content; nothing where it has not come, or with another.
std::optional<Answer> answered(db::Connection& connection, Key const& key);
/// The same for work that nobody asked for (jobs, commands): no key, no answer.
void perform(db::Database& database, Clock const& clock, std::string_view actor, FunctionRef<void(Transaction&)> work);

/// How often this actor has done so to this subject since then.
int times(db::Connection& connection, std::string_view subject, std::string_view kind, std::string_view actor,
          Instant since);
std::vector<Event> events_of(db::Connection& connection, std::string_view subject);
/// Events with smaller numbers, newest first: the pages of an audit trail. `before` 0 begins with the newest.
std::vector<Event> events_before(db::Connection& connection, std::int64_t before, std::size_t limit);

/// Removes answers older than `days` (30 unless law asks for more) and settled messages older than that; empties what
/// is stale or was due so long ago, also where nothing can be sent.
void prune(db::Connection& connection, Instant now, int days);

}  // namespace kreislauf::acts
