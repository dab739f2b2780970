#include "platform/ledger/tree.h"

#include <doctest/doctest.h>

#include <bit>
#include <map>
#include <string>

#include "platform/crypto/crypto.h"
#include "platform/ledger/growth.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

namespace {

/// The definition of RFC 6962 § 2.1 word for word, with what was computed once kept.
class NaiveTree {
 public:
  explicit NaiveTree(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) leaves_.push_back(leaf_hash("entry " + std::to_string(i)));
  }
  Hash root(std::uint64_t begin, std::uint64_t end) {
    if (begin == end) return empty_root();
    if (end - begin == 1) return leaves_.at(begin);
    auto const [known, fresh] = known_.try_emplace({begin, end});
    if (not fresh) return known->second;
    std::uint64_t k = 1;
    while (2 * k < end - begin) k *= 2;
    auto const hash = node_hash(root(begin, begin + k), root(begin + k, end));
    return known_[{begin, end}] = hash;
  }
  Hash operator()(Node node) { return root(node.index << node.height, (node.index + 1) << node.height); }
  Hash const& leaf(std::uint64_t index) const { return leaves_.at(index); }

 private:
  std::vector<Hash> leaves_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Hash> known_;
};

constexpr std::uint64_t largest = 2000;

Hash flipped(Hash hash, unsigned bit) {
  hash[bit / 8] = static_cast<unsigned char>(hash[bit / 8] ^ 1U << bit % 8);
  return hash;
}

}  // namespace

TEST_CASE("the root of no entries and of one is that of RFC 6962") {
  NaiveTree tree{1};
  CHECK(root_of(0, tree) == empty_root());
  CHECK(root_of(1, tree) == leaf_hash("entry 0"));
  CHECK(inclusion_proof(0, 1, tree).empty());
  CHECK(proves_inclusion({}, 0, 1, leaf_hash("entry 0"), root_of(1, tree)));
  CHECK_FALSE(proves_inclusion({}, 0, 0, leaf_hash("entry 0"), empty_root()));
}

TEST_CASE("a tree of any size has the root of the definition, whether it is computed or grows") {
  NaiveTree tree{largest};
  Growth growth;
  for (std::uint64_t size = 0; size <= largest; ++size) {
    REQUIRE(root_of(size, tree) == tree.root(0, size));
    REQUIRE(growth.root() == tree.root(0, size));
    REQUIRE(Growth{size, tree}.root() == tree.root(0, size));
    if (size < largest)
      growth.append(tree.leaf(size), [&](Node node, Hash const& hash) { REQUIRE(tree(node) == hash); });
  }
}

TEST_CASE("each entry is proven to be in each tree, and no other entry in its place") {
  NaiveTree tree{largest};
  crypto::SeededRandom random{1};
  for (std::uint64_t size = 1; size <= largest; ++size) {
    auto const root = tree.root(0, size);
    // All of them in small trees, in large ones the edges and some between.
    for (std::uint64_t index = 0; index < size; index += size < 130 ? 1 : 1 + size / 7) {
      auto const proof = inclusion_proof(index, size, tree);
      REQUIRE(proves_inclusion(proof, index, size, tree.leaf(index), root));
      REQUIRE(proof.size() <= static_cast<std::size_t>(std::bit_width(size - 1)));
      REQUIRE_FALSE(proves_inclusion(proof, index, size, tree.leaf((index + 1) % largest), root));
      REQUIRE_FALSE(proves_inclusion(proof, index + 1, size, tree.leaf(index), root));
      REQUIRE_FALSE(proves_inclusion(proof, index, size, tree.leaf(index), flipped(root, 77)));
      auto broken = proof;
      if (proof.empty()) continue;
      broken[index % proof.size()] = flipped(broken[index % proof.size()], static_cast<unsigned>(index % 256));
      REQUIRE_FALSE(proves_inclusion(broken, index, size, tree.leaf(index), root));
      broken = proof;
      broken.pop_back();
      REQUIRE_FALSE(proves_inclusion(broken, index, size, tree.leaf(index), root));
      broken = proof;
      broken.push_back(root);
      REQUIRE_FALSE(proves_inclusion(broken, index, size, tree.leaf(index), root));
    }
  }
}

TEST_CASE("each tree is proven to go on from each smaller one, and from no other") {
  NaiveTree tree{largest};
  for (std::uint64_t second = 1; second <= largest; ++second) {
    Extent const now{second, tree.root(0, second)};
    for (std::uint64_t first = 1; first <= second; first += second < 130 ? 1 : 1 + second / 7) {
      Extent const before{first, tree.root(0, first)};
      auto const proof = consistency_proof(first, second, tree);
      REQUIRE(proves_consistency(proof, before, now));
      REQUIRE_FALSE(proves_consistency(proof, {first, flipped(before.root, 5)}, now));
      REQUIRE_FALSE(proves_consistency(proof, before, {second, flipped(now.root, 5)}));
      auto broken = proof;
      broken.push_back(now.root);
      REQUIRE_FALSE(proves_consistency(broken, before, now));
      if (proof.empty()) continue;
      broken = proof;
      broken[first % proof.size()] = flipped(broken[first % proof.size()], static_cast<unsigned>(first % 256));
      REQUIRE_FALSE(proves_consistency(broken, before, now));
      broken = proof;
      broken.pop_back();
      REQUIRE_FALSE(proves_consistency(broken, before, now));
    }
  }
}

TEST_CASE("nothing proves that a tree goes on from an empty or a larger one") {
  NaiveTree tree{4};
  Extent const none{0, empty_root()}, two{2, tree.root(0, 2)}, four{4, tree.root(0, 4)};
  CHECK_FALSE(proves_consistency({}, none, four));
  CHECK_FALSE(proves_consistency({}, none, none));
  CHECK_FALSE(proves_consistency({}, four, two));
  CHECK_FALSE(proves_consistency({}, two, four));
}
