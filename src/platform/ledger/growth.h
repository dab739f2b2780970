#pragma once

#include <vector>

#include "platform/ledger/tree.h"

namespace kreislauf::ledger {

/// A tree that grows on its right. Of what is there already it needs the hashes of the whole subtrees only: at most 64.
class Growth {
 public:
  Growth() = default;
  /// Goes on behind the first `size` entries.
  Growth(std::uint64_t size, NodeAt nodes);

  /// Hears of each subtree that the new entry makes whole, the leaf itself first.
  using Whole = FunctionRef<void(Node, Hash const&)>;
  void append(Hash const& leaf, Whole whole);

  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;  ///< the largest first
};

}  // namespace kreislauf::ledger
