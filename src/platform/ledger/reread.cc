#include "platform/ledger/reread.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/ledger/store.h"

namespace kreislauf::ledger {

namespace {

constexpr std::uint64_t entries_a_page = 4096;

Growth growth_from(db::Connection& connection, std::uint64_t from) {
  auto nodes = store::nodes(connection);
  return {from, nodes};
}

}  // namespace

std::string sentence(Finding const& finding) {
  if (finding.first == finding.last) return fmt::format("entry {} {}", finding.first, finding.reason);
  return fmt::format("one of the entries {} to {} {}", finding.first, finding.last, finding.reason);
}

Reread::Reread(db::Connection& connection, std::uint64_t from, std::vector<Head> heads, StoredHashes stored)
    : connection_{connection},
      from_{from},
      heads_{std::move(heads)},
      stored_{stored},
      tree_{growth_from(connection, from)} {}

std::optional<Finding> Reread::run(std::uint64_t most) {
  auto const end = sealed() + most;
  for (bool more = true; more and not finding_ and tree_.size() < end;) {
    auto const page = std::min(entries_a_page, end - tree_.size()), before = tree_.size();
    for (auto const& leaf : store::leaves(connection_, before, page)) {
      if (not finding_) read(leaf.number, leaf.text);
    }
    more = tree_.size() - before == page;
  }
  if (not finding_ and tree_.size() < sealed())
    finding_ = {tree_.size(), sealed() - 1, "was sealed and is not there any more"};
  for (std::size_t level = 0; level < edges_.size(); ++level) keep(static_cast<int>(level), edges_[level]);
  return finding_;
}

void Reread::read(std::uint64_t number, std::string_view leaf) {
  auto const expected = tree_.size();
  if (number != expected) {
    finding_ = {expected, expected, "is missing"};
    return;
  }
  tree_.append(leaf_hash(leaf), [this](Node node, Hash const& hash) { take(node, hash); });
  while (not finding_ and next_head_ < heads_.size() and heads_[next_head_].extent.size == tree_.size())
    compare_with_head();
}

void Reread::take(Node node, Hash const& hash) {
  if (node.height % tile_height != 0) return;
  auto const level = node.height / tile_height;
  auto& edge = edge_of(level, node.index / tile_width);
  auto const place = node.index % tile_width;
  edge.now.push_back(hash);
  auto const span = std::uint64_t{1} << node.height;
  auto const end = (node.index + 1) * span;
  if (stored_ == StoredHashes::renewed or suspect_ or end > sealed()) return;
  // Which of both is wrong shows at the next head: here it is only seen that they are not of one kind.
  if (place >= edge.stored.size() or edge.stored[place] != hash) suspect_ = {end - span, end - 1, ""};
}

Reread::Edge& Reread::edge_of(int level, std::uint64_t number) {
  auto const at = static_cast<std::size_t>(level);
  if (edges_.size() <= at) edges_.resize(at + 1);
  auto& edge = edges_[at];
  if (edge.number == number) return edge;
  keep(level, edge);
  edge = {.number = number, .stored = store::hashes(connection_, level, number), .now = {}};
  // Those left of the first entry are already in the root that a head is compared with.
  auto const known = std::min<std::uint64_t>(width_in(from_, level, number), edge.stored.size());
  edge.now.assign(edge.stored.begin(), edge.stored.begin() + static_cast<std::ptrdiff_t>(known));
  return edge;
}

void Reread::keep(int level, Edge const& edge) {
  if (not edge.now.empty() and edge.now != edge.stored) new_hashes_[{level, edge.number}] = edge.now;
}

void Reread::compare_with_head() {
  auto const& head = heads_[next_head_++];
  auto const before = next_head_ > 1 ? heads_[next_head_ - 2].extent.size : 0;
  bool const fits = tree_.root() == head.extent.root;
  if (fits and not suspect_) return;
  finding_ = suspect_.value_or(Finding{before, head.extent.size - 1, ""});
  finding_->reason = fits ? "is as it was sealed, but its stored hash is not" : "is not what was sealed";
}

}  // namespace kreislauf::ledger
