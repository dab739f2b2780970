#include "platform/ledger/overdue.h"

#include <algorithm>

#include "platform/ledger/leaf.h"

namespace kreislauf::ledger {

namespace {

bool is_too_long(std::optional<Instant> const& since, Instant now) { return since and now - *since > longest_unsealed; }

}  // namespace

std::optional<Instant> Sealing::unsealed_since() const {
  if (not first_) return std::nullopt;
  // An entry that nobody can read has no moment: as old as can be.
  auto const leaf = leaf_in(first_->leaf);
  return std::max(leaf ? leaf->at : Instant{}, first_->epoch_began);
}

void Sealing::refuse_when_overdue(Instant now) const {
  if (is_too_long(unsealed_since(), now)) throw SealingOverdue{};
}

std::optional<Instant> unsealed_since(db::Connection& connection) {
  Sealing sealing;
  sealing.ask(connection);
  connection.settle();
  return sealing.unsealed_since();
}

bool is_overdue(db::Connection& connection, Instant now) { return is_too_long(unsealed_since(connection), now); }

}  // namespace kreislauf::ledger
