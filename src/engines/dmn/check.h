#pragma once

#include "engines/dmn/model.h"

namespace kreislauf::dmn::internal {

/// Everything that can be said about a model without running it.
[[nodiscard]] std::vector<Problem> check(Loaded const& loaded);

/// Gaps, overlaps and rules that never apply; each with values that show it.
[[nodiscard]] std::vector<std::string> check_table(Table const& table);

/// Numbers as German writes them, which FEEL reads as something else: `12,50`, `25.000`, `5-10`.
[[nodiscard]] std::vector<std::string> number_habits(std::string_view cell);
/// The first of them for the end of a message, or nothing.
[[nodiscard]] std::string habit_in(std::string_view cell);

/// The values of one input cut into pieces that no rule tells apart.
struct Axis {
  std::vector<Value> samples;              ///< one value out of each piece
  std::vector<std::vector<bool>> accepts;  ///< by rule, by piece; rules that cannot be judged accept nothing
  std::vector<bool> unsure;                ///< rules whose test reads other names
};
/// nullopt when the tests of this input are of mixed kinds.
[[nodiscard]] std::optional<Axis> axis_of(Table const& table, std::size_t input);

}  // namespace kreislauf::dmn::internal
