#pragma once

#include <bit>

#include "engines/feel/decimal.h"

namespace kreislauf::feel {

__extension__ typedef unsigned __int128 uint128;

/// GCC's own decimal128 type; its arithmetic lives in libgcc.
typedef float Decimal128 __attribute__((mode(TD)));

/// Access to the binary-integer encoding (BID): sign, 14 bits of exponent (bias 6176), 113 bits of coefficient.
struct DecimalBits {
  bool negative = false;
  int exponent = 0;
  uint128 coefficient = 0;

  static constexpr int bias = 6176;
  static constexpr int largest_exponent = 6111;

  [[nodiscard]] static DecimalBits of(Decimal const& d) {
    return {.negative = (d.high_ >> 63) != 0,
            .exponent = static_cast<int>((d.high_ >> 49) & 0x3FFF) - bias,
            .coefficient = (static_cast<uint128>(d.high_ & Decimal::upper_digits) << 64) | d.low_};
  }
  /// Asks for coefficient < 10^34 and exponent in −6176..6111.
  [[nodiscard]] Decimal encode() const {
    Decimal d;
    d.low_ = static_cast<std::uint64_t>(coefficient);
    d.high_ = (static_cast<std::uint64_t>(negative) << 63) | (static_cast<std::uint64_t>(exponent + bias) << 49) |
              static_cast<std::uint64_t>(coefficient >> 64);
    return d;
  }
  /// Like encode, for any exponent: shifts into range if that is exact, nullopt otherwise.
  [[nodiscard]] std::optional<Decimal> fit() const;

  [[nodiscard]] static Decimal128 native(Decimal const& d) { return std::bit_cast<Decimal128>(d); }
  /// nullopt for infinity and not-a-number.
  [[nodiscard]] static std::optional<Decimal> from_native(Decimal128 value) {
    auto d = std::bit_cast<Decimal>(value);
    constexpr std::uint64_t special = std::uint64_t{0xF} << 59;
    if ((d.high_ & special) == special) return std::nullopt;
    return d;
  }
  [[nodiscard]] static bool small(Decimal const& d) { return (d.high_ & Decimal::upper_digits) == 0; }
};

inline constexpr uint128 power_of_ten(int exponent) {
  uint128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

inline constexpr uint128 coefficient_limit = power_of_ten(34);

}  // namespace kreislauf::feel
