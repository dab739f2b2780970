#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"
#include "base/errors.h"
#include "platform/db/db.h"
#include "platform/ledger/store.h"

/// When nobody seals any more: acts go on for four hours, then they are refused, because what they write could be
/// changed unseen.
namespace kreislauf::ledger {

constexpr auto longest_unsealed = std::chrono::hours{4};

struct SealingOverdue : StoreError {
  SealingOverdue() : StoreError{"the ledger has not been sealed for four hours; see that the sealing process runs"} {}
};

/// When the oldest entry was written that no head covers; after a restore not before the epoch began. An idle ledger
/// needs no heads, so it is never overdue.
std::optional<Instant> unsealed_since(db::Connection& connection);
/// True when acts are to be refused.
bool is_overdue(db::Connection& connection, Instant now);

/// The same for acts: asked together with their other questions, it costs no trip of its own.
class Sealing {
 public:
  /// This object must live until the next answer.
  void ask(db::Connection& connection) { store::ask_first_unsealed(connection, first_); }
  /// Throws SealingOverdue.
  void refuse_when_overdue(Instant now) const;
  std::optional<Instant> unsealed_since() const;

 private:
  std::optional<store::Unsealed> first_;
};

}  // namespace kreislauf::ledger
