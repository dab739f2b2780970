#include <boost/multiprecision/cpp_dec_float.hpp>

#include "engines/feel/decimal.h"
#include "engines/feel/decimal_bits.h"

// Functions beyond + − × ÷: computed with 60 digits, then rounded to the 34 that are kept.
namespace kreislauf::feel {
namespace {

using Wide = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<60>, boost::multiprecision::et_off>;

Wide widen(Decimal const& value) { return Wide{value.print()}; }

std::optional<Decimal> narrow(Wide const& value) {
  if (not boost::multiprecision::isfinite(value)) return std::nullopt;
  return Decimal::parse(value.str(45, std::ios_base::scientific));
}

std::optional<Decimal> integer_power(Decimal base, std::int64_t exponent) {
  auto inverse = exponent < 0;
  if (inverse and base.is_zero()) return std::nullopt;
  Wide result = boost::multiprecision::pow(widen(base), Wide{inverse ? -exponent : exponent});
  return narrow(inverse ? Wide{1} / result : result);
}

/// The power by squaring as long as every step is exact in 34 digits, nothing otherwise.
std::optional<Decimal> exact_power(Decimal const& base, std::int64_t exponent) {
  DecimalBits result{.coefficient = 1}, factor = DecimalBits::of(base);
  auto times = [](DecimalBits a, DecimalBits const& b) -> std::optional<DecimalBits> {
    if (a.coefficient != 0 and b.coefficient > (coefficient_limit - 1) / a.coefficient) return std::nullopt;
    return DecimalBits{.negative = a.negative != b.negative,
                       .exponent = a.exponent + b.exponent,
                       .coefficient = a.coefficient * b.coefficient};
  };
  for (auto rest = exponent; rest > 0; rest /= 2) {
    if (rest % 2 == 1) {
      auto product = times(result, factor);
      if (not product) return std::nullopt;
      result = *product;
    }
    if (rest == 1) break;
    auto square = times(factor, factor);
    if (not square) return std::nullopt;
    factor = *square;
  }
  return result.fit();
}

/// Is |exponent × ln base| far outside of what 34 digits and exponent 6144 can hold?
bool too_large(Wide const& logarithm) { return logarithm > 14200; }
bool vanishes(Wide const& logarithm) { return logarithm < -14300; }

}  // namespace

std::optional<Decimal> power(Decimal const& base, Decimal const& exponent) {
  auto whole = exponent.to_integer();
  if (exponent.is_zero()) return Decimal{1};
  if (base.is_zero()) return exponent.is_negative() ? std::nullopt : std::optional{Decimal{}};
  if (base.is_negative() and not exponent.is_integer()) return std::nullopt;
  if (whole and *whole > 0 and *whole < 200)
    if (auto exact = exact_power(base, *whole)) return exact;
  auto logarithm = widen(exponent) * boost::multiprecision::log(widen(absolute(base)));
  if (too_large(logarithm)) return std::nullopt;
  if (vanishes(logarithm)) return Decimal{};
  if (whole and *whole >= -10'000 and *whole <= 10'000) return integer_power(base, *whole);
  auto magnitude = narrow(boost::multiprecision::exp(logarithm));
  auto odd = whole and *whole % 2 != 0;
  return magnitude and base.is_negative() and odd ? negate(*magnitude) : magnitude;
}

std::optional<Decimal> natural_log(Decimal const& a) {
  if (a.is_negative() or a.is_zero()) return std::nullopt;
  return narrow(boost::multiprecision::log(widen(a)));
}

std::optional<Decimal> exponential(Decimal const& a) {
  auto wide = widen(a);
  if (too_large(wide)) return std::nullopt;
  if (vanishes(wide)) return Decimal{};
  return narrow(boost::multiprecision::exp(wide));
}

std::optional<Decimal> modulo(Decimal const& a, Decimal const& b) {
  if (b.is_zero()) return std::nullopt;
  auto x = DecimalBits::of(a), y = DecimalBits::of(b);
  if (x.exponent == y.exponent and not x.negative and not y.negative and DecimalBits::small(a) and
      DecimalBits::small(b))
    return DecimalBits{
        .exponent = x.exponent,
        .coefficient = static_cast<std::uint64_t>(x.coefficient) % static_cast<std::uint64_t>(y.coefficient)}
        .encode();
  // Bring both to one exponent: digit by digit, so that no intermediate result needs more than 128 bits.
  DecimalBits rest{.negative = x.negative, .exponent = std::min(x.exponent, y.exponent), .coefficient = x.coefficient};
  auto divisor = y.coefficient;
  bool divisor_larger = false;
  for (int i = rest.exponent; i < y.exponent and not divisor_larger; ++i) {
    if (divisor > coefficient_limit)
      divisor_larger = true;
    else
      divisor *= 10;
  }
  if (not divisor_larger) {
    rest.coefficient %= divisor;
    for (int i = rest.exponent; i < x.exponent;) {
      auto digits = std::min(3, x.exponent - i);  // 10^35 × 10^3 still fits 128 bits
      rest.coefficient = rest.coefficient * power_of_ten(digits) % divisor;
      i += digits;
    }
  }
  auto remainder = rest.fit();
  if (not remainder or remainder->is_zero()) return Decimal{};
  return x.negative == y.negative ? remainder : add(*remainder, b);
}

}  // namespace kreislauf::feel
