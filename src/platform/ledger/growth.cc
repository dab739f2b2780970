#include "platform/ledger/growth.h"

namespace kreislauf::ledger {

Growth::Growth(std::uint64_t size, NodeAt nodes) : size_{size} {
  for (auto const& node : whole_subtrees(0, size)) subtrees_.push_back(nodes(node));
}

void Growth::append(Hash const& leaf, Whole whole) {
  Node node{.height = 0, .index = size_++};
  auto hash = leaf;
  whole(node, hash);
  for (; (node.index & 1) != 0; node = {node.height + 1, node.index >> 1}, whole(node, hash)) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
}

Hash Growth::root() const {
  if (subtrees_.empty()) return empty_root();
  auto hash = subtrees_.back();
  for (auto left = subtrees_.rbegin() + 1; left != subtrees_.rend(); ++left) hash = node_hash(*left, hash);
  return hash;
}

}  // namespace kreislauf::ledger
