#include "engines/feel/decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "engines/feel/decimal_bits.h"

namespace kreislauf::feel {
namespace {

constexpr int most_digits = 34;
constexpr int most_small_digits = 19;  // a 64-bit coefficient times 10^19 stays below 2^128

constexpr auto powers = [] {
  std::array<uint128, 39> table{};
  for (int i = 0; i < 39; ++i) table[static_cast<std::size_t>(i)] = power_of_ten(i);
  return table;
}();

uint128 ten_to(int exponent) { return powers[static_cast<std::size_t>(exponent)]; }

std::string digits_of(uint128 coefficient) {
  char buffer[40];
  auto* at = buffer + sizeof buffer;
  do {
    *--at = static_cast<char>('0' + static_cast<int>(coefficient % 10));
    coefficient /= 10;
  } while (coefficient != 0);
  return {at, buffer + sizeof buffer};
}

/// Removes zeros at the end of the coefficient.
DecimalBits shortest(DecimalBits bits) {
  if (bits.coefficient == 0) return {};
  while ((bits.coefficient >> 64) != 0 and bits.coefficient % 10 == 0 and
         bits.exponent < DecimalBits::largest_exponent) {
    bits.coefficient /= 10;
    ++bits.exponent;
  }
  if ((bits.coefficient >> 64) != 0) return bits;
  auto low = static_cast<std::uint64_t>(bits.coefficient);
  for (; low % 10 == 0 and bits.exponent < DecimalBits::largest_exponent; low /= 10) ++bits.exponent;
  bits.coefficient = low;
  return bits;
}

/// Sum of two signed magnitudes that fit 64 bits, on the smaller exponent; nullopt when it does not fit 34 digits.
std::optional<Decimal> add_small(DecimalBits a, DecimalBits b) {
  if (a.exponent < b.exponent) std::swap(a, b);
  auto difference = a.exponent - b.exponent;
  if (difference > 15) return std::nullopt;
  a.coefficient *= ten_to(difference);
  DecimalBits sum{.negative = a.negative, .exponent = b.exponent};
  if (a.negative == b.negative) {
    sum.coefficient = a.coefficient + b.coefficient;
  } else if (a.coefficient >= b.coefficient) {
    sum.coefficient = a.coefficient - b.coefficient;
  } else {
    sum.negative = b.negative;
    sum.coefficient = b.coefficient - a.coefficient;
  }
  if (sum.coefficient >= coefficient_limit) return std::nullopt;
  if (sum.coefficient == 0) sum.negative = false;
  return sum.encode();
}

int digits_in(uint128 coefficient) {
  auto upper = static_cast<std::uint64_t>(coefficient >> 64);
  auto bits =
      upper != 0 ? 128 - std::countl_zero(upper) : 64 - std::countl_zero(static_cast<std::uint64_t>(coefficient));
  auto least = bits * 1233 / 4096;  // log10 of 2, rounded down
  return least + (coefficient >= ten_to(least) ? 1 : 0);
}

/// Long division of coefficients that fit 64 bits, 18 digits at a time, rounded to even; asks for y ≠ 0.
DecimalBits divide_small(DecimalBits const& x, DecimalBits const& y) {
  auto dividend = static_cast<std::uint64_t>(x.coefficient), divisor = static_cast<std::uint64_t>(y.coefficient);
  DecimalBits result{
      .negative = x.negative != y.negative, .exponent = x.exponent - y.exponent, .coefficient = dividend / divisor};
  auto rest = dividend % divisor;
  if (rest == 0) return result;
  for (int missing; rest != 0 and (missing = most_digits - digits_in(result.coefficient)) > 0;) {
    auto step = std::min(missing, 18);
    auto scaled = rest * ten_to(step), part = scaled / divisor;
    result.coefficient = result.coefficient * ten_to(step) + part;
    result.exponent -= step;
    rest = static_cast<std::uint64_t>(scaled - part * divisor);
  }
  if (rest == 0) return shortest(result);
  auto above_half = rest > divisor - rest, half = rest == divisor - rest;
  if (above_half or (half and result.coefficient % 2 == 1)) ++result.coefficient;
  if (result.coefficient == coefficient_limit) result.coefficient /= 10, ++result.exponent;
  return result;
}

bool rounds_away(Rounding mode, bool negative, bool odd, int against_half, bool exact) {
  if (exact) return false;
  switch (mode) {
    case Rounding::half_even:
      return against_half > 0 or (against_half == 0 and odd);
    case Rounding::half_up:
      return against_half >= 0;
    case Rounding::half_down:
      return against_half > 0;
    case Rounding::up:
      return true;
    case Rounding::down:
      return false;
    case Rounding::floor:
      return negative;
    case Rounding::ceiling:
      return not negative;
  }
  return false;
}

struct Divided {
  uint128 quotient, rest;
};

Divided divided(uint128 dividend, uint128 divisor) {
  // Dividing 64 bits is one instruction, dividing 128 a function of libgcc.
  if (((dividend | divisor) >> 64) == 0) {
    auto low = static_cast<std::uint64_t>(dividend), by = static_cast<std::uint64_t>(divisor);
    return {low / by, low % by};
  }
  auto quotient = dividend / divisor;
  return {quotient, dividend - quotient * divisor};
}

/// Drops the last `count` digits.
uint128 drop_digits(DecimalBits const& bits, int count, Rounding mode) {
  if (count > most_digits + 1) count = most_digits + 1;  // nothing but a remainder is left
  auto unit = ten_to(count);
  auto [quotient, rest] = divided(bits.coefficient, unit);
  auto half = unit / 2;
  int against_half = rest > half ? 1 : rest == half ? 0 : -1;
  return quotient + (rounds_away(mode, bits.negative, quotient % 2 == 1, against_half, rest == 0) ? 1 : 0);
}

struct Scanned {
  DecimalBits bits;
  bool sticky = false;
};

std::optional<int> scan_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc{} or end != text.data() + text.size() or exponent > 10'000 or exponent < -10'000)
    return std::nullopt;
  return exponent;
}

}  // namespace

Decimal::Decimal(std::int64_t value) {
  low_ = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  if (value < 0) high_ |= std::uint64_t{1} << 63;
}

std::optional<Decimal> DecimalBits::fit() const {
  auto bits = *this;
  if (bits.coefficient == 0) return Decimal{};
  while (bits.exponent > largest_exponent and bits.coefficient * 10 < coefficient_limit) {
    bits.coefficient *= 10;
    --bits.exponent;
  }
  while (bits.exponent < -bias and bits.coefficient % 10 == 0) {
    bits.coefficient /= 10;
    ++bits.exponent;
  }
  if (bits.exponent > largest_exponent) return std::nullopt;
  if (bits.exponent < -bias) {
    bits.coefficient = drop_digits(bits, -bias - bits.exponent, Rounding::half_even);
    bits.exponent = -bias;
  }
  return bits.encode();
}

std::optional<Decimal> Decimal::of(std::int64_t coefficient, int exponent) {
  auto bits = DecimalBits::of(Decimal{coefficient});
  bits.exponent = exponent;
  return bits.fit();
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  DecimalBits bits;
  if (text.starts_with('-') or text.starts_with('+')) {
    bits.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool digits = false, point = false;
  int dropped = 0;  // digits beyond the 35th only move the exponent
  std::size_t i = 0;
  for (; i < text.size() and text[i] != 'e' and text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      if (point) return std::nullopt;
      point = true;
      continue;
    }
    if (text[i] < '0' or text[i] > '9') return std::nullopt;
    digits = true;
    if (bits.coefficient < coefficient_limit) {
      bits.coefficient = bits.coefficient * 10 + static_cast<unsigned>(text[i] - '0');
      bits.exponent -= point ? 1 : 0;
    } else {
      if (text[i] != '0' and bits.coefficient % 5 == 0) bits.coefficient += 1;  // sticky: never exactly a half
      dropped += point ? 0 : 1;
    }
  }
  if (not digits) return std::nullopt;
  bits.exponent += dropped;
  if (i < text.size()) {
    auto exponent = scan_exponent(text.substr(i + 1));
    if (not exponent) return std::nullopt;
    bits.exponent += *exponent;
  }
  if (bits.coefficient >= coefficient_limit) {
    bits.coefficient = drop_digits(bits, 1, Rounding::half_even);
    ++bits.exponent;
    if (bits.coefficient >= coefficient_limit) bits.coefficient /= 10, ++bits.exponent;
  }
  return bits.fit();
}

std::optional<Decimal> Decimal::from_double(double value) {
  if (not std::isfinite(value)) return std::nullopt;
  char buffer[40];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  if (error != std::errc{}) return std::nullopt;
  return parse({buffer, end});
}

std::string Decimal::print() const {
  auto bits = shortest(DecimalBits::of(*this));
  auto digits = digits_of(bits.coefficient);
  auto count = static_cast<int>(digits.size());
  auto point = count + bits.exponent;  // where the point stands, counted from the first digit
  constexpr int plain = 60;
  if (point > plain or point < -plain) {
    if (count > 1) digits.insert(1, ".");
    digits += point > 0 ? "e+" : "e";
    digits += std::to_string(point - 1);
  } else if (bits.exponent > 0) {
    digits.append(static_cast<std::size_t>(bits.exponent), '0');
  } else if (point <= 0) {
    digits.insert(0, "0." + std::string(static_cast<std::size_t>(-point), '0'));
  } else if (bits.exponent < 0) {
    digits.insert(static_cast<std::size_t>(point), ".");
  }
  return bits.negative ? "-" + digits : digits;
}

double Decimal::to_double() const {
  auto text = print();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int64_t> Decimal::to_integer() const {
  auto bits = DecimalBits::of(*this);
  if (bits.coefficient == 0) return 0;
  if (bits.exponent < 0) bits = shortest(bits);
  if (bits.exponent < 0 or bits.exponent > 18) return std::nullopt;
  constexpr uint128 limit = uint128{1} << 63;
  if (bits.coefficient >= limit) return std::nullopt;
  auto magnitude = bits.coefficient * ten_to(bits.exponent);
  if (magnitude >= limit) return std::nullopt;
  auto value = static_cast<std::int64_t>(magnitude);
  return bits.negative ? -value : value;
}

bool Decimal::is_integer() const {
  auto bits = DecimalBits::of(*this);
  return bits.exponent >= 0 or shortest(bits).exponent >= 0;
}

bool Decimal::is_negative() const { return (high_ >> 63) != 0 and not is_zero(); }

std::optional<Decimal> add(Decimal const& a, Decimal const& b) {
  std::uint64_t low = 0;
  // One exponent, one sign, no upper digits: what most sums are made of.
  if (a.high_ == b.high_ and DecimalBits::small(a) and not __builtin_add_overflow(a.low_, b.low_, &low)) {
    auto sum = a;
    sum.low_ = low;
    if (low == 0) sum.high_ &= ~(std::uint64_t{1} << 63);
    return sum;
  }
  if (DecimalBits::small(a) and DecimalBits::small(b))
    if (auto sum = add_small(DecimalBits::of(a), DecimalBits::of(b))) return sum;
  return DecimalBits::from_native(DecimalBits::native(a) + DecimalBits::native(b));
}

std::optional<Decimal> subtract(Decimal const& a, Decimal const& b) { return add(a, negate(b)); }

std::optional<Decimal> multiply(Decimal const& a, Decimal const& b) {
  if (DecimalBits::small(a) and DecimalBits::small(b)) {
    auto x = DecimalBits::of(a), y = DecimalBits::of(b);
    DecimalBits product{.negative = x.negative != y.negative,
                        .exponent = x.exponent + y.exponent,
                        .coefficient = x.coefficient * y.coefficient};
    if (product.coefficient < coefficient_limit and product.exponent >= -DecimalBits::bias and
        product.exponent <= DecimalBits::largest_exponent)
      return product.encode();
  }
  return DecimalBits::from_native(DecimalBits::native(a) * DecimalBits::native(b));
}

std::optional<Decimal> divide(Decimal const& a, Decimal const& b) {
  if (b.is_zero()) return std::nullopt;
  if (DecimalBits::small(a) and DecimalBits::small(b)) {
    auto quotient = divide_small(DecimalBits::of(a), DecimalBits::of(b));
    if (quotient.exponent >= -DecimalBits::bias and quotient.exponent <= DecimalBits::largest_exponent)
      return quotient.encode();
  }
  return DecimalBits::from_native(DecimalBits::native(a) / DecimalBits::native(b));
}

Decimal negate(Decimal const& a) {
  auto negated = a;
  if (not a.is_zero()) negated.high_ ^= std::uint64_t{1} << 63;
  return negated;
}

Decimal absolute(Decimal const& a) { return a.is_negative() ? negate(a) : a; }

std::optional<Decimal> round(Decimal const& a, int scale, Rounding mode) {
  if (scale < -6111 or scale > 6176) return std::nullopt;
  auto bits = DecimalBits::of(a);
  if (bits.exponent >= -scale) return a;
  bits.coefficient = drop_digits(bits, -scale - bits.exponent, mode);
  bits.exponent = -scale;
  return bits.fit();
}

std::strong_ordering Decimal::compare_scaled(Decimal const& a, Decimal const& b) {
  if (DecimalBits::small(a) and DecimalBits::small(b)) {
    auto x = DecimalBits::of(a), y = DecimalBits::of(b);
    auto difference = x.exponent - y.exponent;
    if (difference >= -most_small_digits and difference <= most_small_digits) {
      (difference > 0 ? x : y).coefficient *= ten_to(std::abs(difference));
      if (x.negative == y.negative)
        return x.negative ? y.coefficient <=> x.coefficient : x.coefficient <=> y.coefficient;
      if (x.coefficient == 0 and y.coefficient == 0) return std::strong_ordering::equal;
      return x.negative ? std::strong_ordering::less : std::strong_ordering::greater;
    }
  }
  auto left = DecimalBits::native(a), right = DecimalBits::native(b);
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace kreislauf::feel
