#include "engines/dmn/index.h"

#include <algorithm>

namespace kreislauf::dmn::internal {
namespace {

constexpr std::size_t most_bytes = 16u << 20;

bool less(Value const& a, Value const& b) {
  auto order = feel::compare(a, b);
  return order and *order < 0;
}

std::size_t words(std::size_t rules) { return (rules + 63) / 64; }

void set(TableIndex::Bits& bits, std::size_t rule) { bits[rule / 64] |= std::uint64_t{1} << (rule % 64); }

/// Booleans have no order of their own; here false comes first.
Value sortable(Value const& v) { return v.is(feel::Kind::boolean) ? Value{v.boolean() ? 1 : 0} : v; }

struct Constants {
  std::vector<std::optional<feel::TestSet>> tests;  ///< by rule
  std::vector<Value> ends;
  feel::Kind kind = feel::Kind::null;
  bool mixed = false;
};

Constants constants_of(Table const& table, std::size_t input) {
  Constants all;
  for (auto const& rule : table.rules) {
    auto const& cell = rule.conditions[input];
    auto set = cell.expression ? feel::test_set(*cell.expression) : std::nullopt;
    bool suits = set.has_value();
    if (set)
      for (auto& range : set->ranges)
        for (auto* end : {&range.low, &range.high}) {
          if (end->is_null()) {
            suits = suits and not(range.low.is_null() and range.high.is_null());
            continue;
          }
          if (all.kind == feel::Kind::null) all.kind = end->kind();
          all.mixed |= end->kind() != all.kind;
          *end = sortable(*end);
          all.ends.push_back(*end);
        }
    all.tests.push_back(suits ? std::move(set) : std::nullopt);
  }
  std::sort(all.ends.begin(), all.ends.end(), less);
  all.ends.erase(std::unique(all.ends.begin(), all.ends.end(),
                             [](auto const& a, auto const& b) { return not less(a, b) and not less(b, a); }),
                 all.ends.end());
  return all;
}

/// The piece an end lies at: odd numbers are the ends themselves.
std::size_t piece_of(std::vector<Value> const& ends, Value const& value) {
  auto at = std::lower_bound(ends.begin(), ends.end(), value, less);
  auto index = static_cast<std::size_t>(at - ends.begin());
  bool exactly = at != ends.end() and not less(value, *at);
  return 2 * index + (exactly ? 1 : 0);
}

}  // namespace

std::optional<TableIndex::Column> TableIndex::column(Table const& table, std::size_t input) {
  auto all = constants_of(table, input);
  if (all.mixed or all.kind == feel::Kind::null) return std::nullopt;
  // Times and moments with and without zone have no common order.
  if (all.kind == feel::Kind::time or all.kind == feel::Kind::date_time) return std::nullopt;
  Column made{.kind = all.kind, .ends = std::move(all.ends), .pieces = {}, .unsure = Bits(words(table.rules.size()))};
  auto pieces = 2 * made.ends.size() + 1;
  if (pieces * words(table.rules.size()) * 8 > most_bytes / 4) return std::nullopt;
  made.pieces.assign(pieces, Bits(words(table.rules.size())));
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule) {
    auto const& test = all.tests[rule];
    if (not test) {
      set(made.unsure, rule);
      made.all_sure = false;
      for (auto& piece : made.pieces) set(piece, rule);
      continue;
    }
    std::vector<bool> inside(pieces, test->anything);
    for (auto const& range : test->ranges) {
      auto from = range.low.is_null() ? 0 : piece_of(made.ends, range.low) + (range.low_included ? 0 : 1);
      auto to = range.high.is_null() ? pieces : piece_of(made.ends, range.high) + (range.high_included ? 1 : 0);
      for (auto i = from; i < to; ++i) inside[i] = true;
    }
    for (std::size_t i = 0; i < pieces; ++i)
      if (inside[i] != test->negated) set(made.pieces[i], rule);
  }
  return made;
}

std::shared_ptr<TableIndex const> TableIndex::build(Table const& table) {
  auto index = std::make_shared<TableIndex>();
  index->rules_ = table.rules.size();
  bool any = false;
  for (std::size_t input = 0; input < table.inputs.size(); ++input) {
    auto made = column(table, input);
    any |= made.has_value();
    index->columns_.push_back(made ? std::move(*made) : Column{});
  }
  return any ? index : nullptr;
}

TableIndex::Bits TableIndex::candidates(std::span<Value const> inputs, bool& exact) const {
  Bits found(words(rules_), ~std::uint64_t{0});
  if (rules_ % 64 != 0) found.back() = (std::uint64_t{1} << (rules_ % 64)) - 1;
  exact = true;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto const& column = columns_[i];
    if (column.kind == feel::Kind::null or inputs[i].kind() != column.kind) {
      exact = false;  // ask the rules themselves
      continue;
    }
    exact = exact and column.all_sure;
    auto const& piece = column.pieces[piece_of(column.ends, sortable(inputs[i]))];
    for (std::size_t w = 0; w < found.size(); ++w) found[w] &= piece[w];
  }
  return found;
}

}  // namespace kreislauf::dmn::internal
