#pragma once

#include "engines/dmn/model.h"

namespace kreislauf::dmn::internal {

/// Finds the rules that may apply without looking at each: for every input, the line of its values is cut at all the
/// ends the rules mention, and each piece keeps one bit per rule.
class TableIndex {
 public:
  /// nullptr when the table is not suited (no constant tests) or the bits would need more than 16 MiB.
  [[nodiscard]] static std::shared_ptr<TableIndex const> build(Table const& table);

  using Bits = std::vector<std::uint64_t>;
  /// One bit per rule that applies or must still be asked; `exact` tells whether nothing must be asked any more.
  [[nodiscard]] Bits candidates(std::span<Value const> inputs, bool& exact) const;

 private:
  struct Column {
    feel::Kind kind = feel::Kind::null;  ///< of all constants; null: this column is not indexed
    std::vector<Value> ends;             ///< sorted, distinct
    std::vector<Bits> pieces;            ///< below ends[0], at it, between it and ends[1], …: 2 × ends + 1
    Bits unsure;                         ///< rules whose test is no set of constants
    bool all_sure = true;
  };
  [[nodiscard]] static std::optional<Column> column(Table const& table, std::size_t input);
  std::vector<Column> columns_;
  std::size_t rules_ = 0;
};

}  // namespace kreislauf::dmn::internal
