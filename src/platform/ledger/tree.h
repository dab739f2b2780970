#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "platform/crypto/sha256.h"

/// Merkle trees as in RFC 6962 § 2.1 and RFC 9162 § 2.1: entries in order, one root for all of them, and short proofs
/// that an entry is under a root and that one root goes on from another.
namespace kreislauf::ledger {

using crypto::Hash;

/// SHA-256(0x00 || leaf) and SHA-256(0x01 || left || right): no leaf can be taken for a node.
Hash leaf_hash(std::string_view leaf);
Hash node_hash(Hash const& left, Hash const& right);
/// The root of no entries: SHA-256 of nothing.
Hash empty_root();

/// A whole subtree: the 2^height entries from index * 2^height on. The leaves have height 0.
struct Node {
  int height = 0;
  std::uint64_t index = 0;
  auto operator<=>(Node const&) const = default;
};
/// Where the hashes of whole subtrees come from.
using NodeAt = FunctionRef<Hash(Node)>;

/// The whole subtrees that the entries from `begin` to before `end` are made of, the largest first. `begin` is a
/// multiple of a power of two that is not smaller than their number.
std::vector<Node> whole_subtrees(std::uint64_t begin, std::uint64_t end);

/// The root of the first `size` entries.
Hash root_of(std::uint64_t size, NodeAt nodes);
/// From the neighbour of the entry up (RFC 9162 § 2.1.3.1). `index` is smaller than `size`.
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, NodeAt nodes);
/// That the tree of `second` entries goes on from that of `first` (RFC 9162 § 2.1.4.1); 0 < first <= second.
std::vector<Hash> consistency_proof(std::uint64_t first, std::uint64_t second, NodeAt nodes);

/// RFC 9162 § 2.1.3.2
bool proves_inclusion(std::span<Hash const> proof, std::uint64_t index, std::uint64_t size, Hash const& leaf,
                      Hash const& root);

/// How many entries a tree has, and their root.
struct Extent {
  std::uint64_t size = 0;
  Hash root = {};
  bool operator==(Extent const&) const = default;
};
/// RFC 9162 § 2.1.4.2. From an empty tree any other goes on, so that nothing proves it: false.
bool proves_consistency(std::span<Hash const> proof, Extent const& first, Extent const& second);

}  // namespace kreislauf::ledger
