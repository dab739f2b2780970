#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/db/db.h"

namespace kreislauf::acts {

/// Something to be done outside of this database after the commit.
struct OutboxMessage {
  std::int64_t id = 0;
  std::string kind;     ///< `mail`
  std::string subject;  ///< `appointment:17`
  Instant due{};
  std::string payload;  ///< emptied when it is settled
  std::int64_t attempts = 0;
  std::string state = "waiting";  ///< waiting, sent, withdrawn, dead
  std::string last_error = {};
  std::string settled_at = {};
  /// From then on nobody needs it: a link that has ended, a reminder of what was yesterday. Withdrawn then, not sent;
  /// without it three days after it was due.
  std::optional<Instant> stale = {};
  static OutboxMessage from(db::Row const& row);
};
std::int64_t enqueue(db::Connection& connection, Instant now, OutboxMessage const& message);
/// Lets the number of the next message come with the next answer.
void foresee_message(db::Connection& connection);
/// Takes back what has not been sent: a reminder of a cancelled appointment. `kind` may be empty for all kinds.
void withdraw(db::Connection& connection, Instant now, std::string_view subject, std::string_view kind = {});

/// Sends one message; an empty text means done, else the reason (without personal data). `permanent: ...` is not tried
/// again; `unsure: ...` (it may have arrived) twice more at most; what `again_in` makes not before then.
using Sender = std::function<std::string(OutboxMessage const&)>;

/// A reason of a sender that was asked to wait: `again in 120 s: the push service answered 429`.
std::string again_in(std::chrono::seconds pause, std::string_view reason);

struct Delivery {
  std::size_t sent = 0, failed = 0, dead = 0, stale = 0;
  std::optional<Instant> next;  ///< when the next message is due
};
/// Sends what is due, oldest first, at most `limit`; each is marked in a write of its own after it was sent, so a crash
/// in between sends it again (at least once). Failures come back after 1, 2, 4 ... minutes, at most an hour; after 12
/// tries the message is dead and listed.
Delivery deliver(db::Database& database, Clock const& clock, Sender const& sender, std::size_t limit = 100);

/// What stands in the outbox and was not sent, without its payload: for lists.
struct Pending {
  std::int64_t id = 0;
  std::string kind, subject, state, created_at, due_at;
  std::int64_t attempts = 0;
  std::string last_error;
  static Pending from(db::Row const& row);
};
std::vector<Pending> pending(db::Database& database, std::size_t limit = 1000);
/// Makes a message that waits or is dead due now, with all its tries before it; false when there is none of that
/// number.
bool retry(db::Connection& connection, Instant now, std::int64_t id);

}  // namespace kreislauf::acts
