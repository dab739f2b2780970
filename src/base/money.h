#pragma once

#include <compare>
#include <cstdint>

namespace kreislauf {

/// An amount in integer euro cents. Never a floating-point number.
struct Money {
  std::int64_t cents = 0;
  auto operator<=>(Money const&) const = default;
};

}  // namespace kreislauf
