#include <cmath>

#include "engines/feel/decimal_bits.h"

// The square root, in whole numbers: the root of 69 or 70 digits has 35, one more than is kept.
namespace kreislauf::feel {
namespace {

struct Wide {
  uint128 high, low;
};

std::uint64_t upper(uint128 x) { return static_cast<std::uint64_t>(x >> 64); }
std::uint64_t lower(uint128 x) { return static_cast<std::uint64_t>(x); }

Wide product(uint128 a, uint128 b) {
  auto low = uint128{lower(a)} * lower(b), high = uint128{upper(a)} * upper(b);
  auto left = uint128{upper(a)} * lower(b), right = uint128{lower(a)} * upper(b);
  auto middle = uint128{upper(low)} + lower(left) + lower(right);
  return {high + upper(left) + upper(right) + upper(middle), (middle << 64) | lower(low)};
}

/// Rounded down; asks for x ≥ 2^126, so that the root fills 64 bits.
std::uint64_t root(uint128 x) {
  constexpr auto largest = ~std::uint64_t{0};
  auto estimate = std::sqrt(static_cast<long double>(x));
  auto r = estimate >= 0x1p64L ? largest : static_cast<std::uint64_t>(estimate);
  while (uint128{r} * r > x) --r;
  while (r < largest and uint128{r + 1} * (r + 1) <= x) ++r;
  return r;
}

/// Rounded down. Paul Zimmermann's way ("Karatsuba Square Root", 1999): the root of the upper half, then one division.
uint128 root(Wide x) {
  // In pairs of bits, until the upper half is large enough: it is never 0 here.
  auto zeros = upper(x.high) != 0 ? std::countl_zero(upper(x.high)) : 64 + std::countl_zero(lower(x.high));
  auto shift = zeros / 2;
  if (shift > 0) x = {(x.high << 2 * shift) | (x.low >> (128 - 2 * shift)), x.low << 2 * shift};
  auto first = root(x.high);
  auto rest = x.high - uint128{first} * first;  // ≤ 2 × first
  auto half = (rest << 63) | (upper(x.low) >> 1);
  auto second = half / first;
  auto left = ((half % first) << 1) | (upper(x.low) & 1);
  auto square = product(second, second);  // 2^128 when `second` is 2^64
  auto square_upper = (square.high << 64) | upper(square.low);
  bool too_large = left < square_upper or (left == square_upper and lower(x.low) < lower(square.low));
  return ((uint128{first} << 64) + second - (too_large ? 1 : 0)) >> shift;
}

}  // namespace

std::optional<Decimal> square_root(Decimal const& a) {
  if (a.is_negative()) return std::nullopt;
  if (a.is_zero()) return Decimal{};
  auto bits = DecimalBits::of(a);
  // Filled up to 34 digits, and so many more that the exponent is even: the root has 35 digits.
  constexpr int stride = 11;
  constexpr auto in_strides = coefficient_limit / power_of_ten(stride), full = coefficient_limit / 10;
  for (; bits.coefficient < in_strides; bits.exponent -= stride) bits.coefficient *= power_of_ten(stride);
  for (; bits.coefficient < full; --bits.exponent) bits.coefficient *= 10;
  constexpr auto even = power_of_ten(36), odd = power_of_ten(35);
  auto is_even = bits.exponent % 2 == 0;
  auto more = is_even ? 36 : 35;
  auto digits = root(product(bits.coefficient, is_even ? even : odd));
  // Never exactly half: a root that ends in 5 has a square that ends in 25, not in zeros.
  return DecimalBits{.exponent = (bits.exponent - more) / 2 + 1, .coefficient = (digits + 5) / 10}.encode();
}

}  // namespace kreislauf::feel
