#include "platform/ledger/tree.h"

#include <algorithm>
#include <bit>

namespace kreislauf::ledger {

using namespace std::string_view_literals;

Hash leaf_hash(std::string_view leaf) { return crypto::sha256({"\0"sv, leaf}); }

Hash node_hash(Hash const& left, Hash const& right) {
  return crypto::sha256({"\1"sv, crypto::bytes_of(left), crypto::bytes_of(right)});
}

Hash empty_root() { return crypto::sha256({}); }

std::vector<Node> whole_subtrees(std::uint64_t begin, std::uint64_t end) {
  std::vector<Node> found;
  for (auto at = begin; at < end;) {
    int const height = static_cast<int>(std::bit_width(end - at)) - 1;
    found.push_back({height, at >> height});
    at += std::uint64_t{1} << height;
  }
  return found;
}

namespace {

Hash root_between(std::uint64_t begin, std::uint64_t end, NodeAt nodes) {
  auto const subtrees = whole_subtrees(begin, end);
  auto hash = nodes(subtrees.back());
  for (auto left = subtrees.rbegin() + 1; left != subtrees.rend(); ++left) hash = node_hash(nodes(*left), hash);
  return hash;
}

/// The largest power of two smaller than `size`: so many entries are left of the root.
std::uint64_t left_of(std::uint64_t size) { return std::bit_floor(size - 1); }

bool is_right(std::uint64_t index) { return (index & 1) != 0; }

}  // namespace

Hash root_of(std::uint64_t size, NodeAt nodes) { return size == 0 ? empty_root() : root_between(0, size, nodes); }

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, NodeAt nodes) {
  std::vector<Hash> proof;
  for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
    auto const middle = begin + left_of(end - begin);
    if (index < middle) {
      proof.push_back(root_between(middle, end, nodes));
      end = middle;
    } else {
      proof.push_back(root_between(begin, middle, nodes));
      begin = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t first, std::uint64_t second, NodeAt nodes) {
  std::vector<Hash> proof;
  std::uint64_t begin = 0, end = second;
  while (first != end) {
    auto const middle = begin + left_of(end - begin);
    if (first <= middle) {
      proof.push_back(root_between(middle, end, nodes));
      end = middle;
    } else {
      proof.push_back(root_between(begin, middle, nodes));
      begin = middle;
    }
  }
  // Where the first tree is one whole subtree, whoever checks knows its hash: it is the first root.
  if (begin > 0) proof.push_back(root_between(begin, end, nodes));
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool proves_inclusion(std::span<Hash const> proof, std::uint64_t index, std::uint64_t size, Hash const& leaf,
                      Hash const& root) {
  if (index >= size) return false;
  auto at = index, last = size - 1;
  auto hash = leaf;
  for (auto const& other : proof) {
    if (last == 0) return false;
    if (is_right(at) or at == last) {
      hash = node_hash(other, hash);
      // Its subtree is the last of its height: it stands alone until it is somebody's right neighbour.
      for (; not is_right(at) and at != 0; at >>= 1) last >>= 1;
    } else {
      hash = node_hash(hash, other);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 and hash == root;
}

bool proves_consistency(std::span<Hash const> proof, Extent const& first, Extent const& second) {
  if (first.size == 0 or first.size > second.size) return false;
  if (first.size == second.size) return proof.empty() and first.root == second.root;
  bool const is_whole = std::has_single_bit(first.size);
  if (not is_whole and proof.empty()) return false;
  auto at = first.size - 1, last = second.size - 1;
  for (; is_right(at); at >>= 1) last >>= 1;
  auto before = is_whole ? first.root : proof.front(), after = before;
  for (auto const& other : proof.subspan(is_whole ? 0 : 1)) {
    if (last == 0) return false;
    if (is_right(at) or at == last) {
      before = node_hash(other, before);
      after = node_hash(other, after);
      for (; not is_right(at) and at != 0; at >>= 1) last >>= 1;
    } else {
      after = node_hash(after, other);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 and before == first.root and after == second.root;
}

}  // namespace kreislauf::ledger
