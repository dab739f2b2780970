#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kreislauf::feel {

enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };

/// A decimal number of up to 34 digits (IEEE 754-2008 decimal128), always finite. An operation whose result does not
/// exist or does not fit answers nullopt, which FEEL shows as null.
class Decimal {
 public:
  constexpr Decimal() = default;
  Decimal(int value) : Decimal{static_cast<std::int64_t>(value)} {}
  Decimal(std::int64_t value);

  /// `-12.50`, `.5`, `1.2e10`; nullopt for anything else.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
  /// The shortest decimal that reads back as this double.
  [[nodiscard]] static std::optional<Decimal> from_double(double value);
  /// `coefficient` × 10^`exponent`.
  [[nodiscard]] static std::optional<Decimal> of(std::int64_t coefficient, int exponent);

  [[nodiscard]] std::string print() const;  ///< plain notation, no trailing zeros
  [[nodiscard]] double to_double() const;
  [[nodiscard]] std::optional<std::int64_t> to_integer() const;  ///< nullopt when it has a fraction or does not fit
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] bool is_zero() const { return (low_ | (high_ & upper_digits)) == 0; }
  [[nodiscard]] bool is_negative() const;

  friend std::optional<Decimal> add(Decimal const& a, Decimal const& b);
  friend std::optional<Decimal> subtract(Decimal const& a, Decimal const& b);
  friend std::optional<Decimal> multiply(Decimal const& a, Decimal const& b);
  friend std::optional<Decimal> divide(Decimal const& a, Decimal const& b);
  friend std::optional<Decimal> power(Decimal const& base, Decimal const& exponent);
  friend std::optional<Decimal> modulo(Decimal const& a, Decimal const& b);  ///< sign of the divisor, as FEEL wants it
  friend std::optional<Decimal> square_root(Decimal const& a);
  friend std::optional<Decimal> natural_log(Decimal const& a);
  friend std::optional<Decimal> exponential(Decimal const& a);
  friend Decimal negate(Decimal const& a);
  friend Decimal absolute(Decimal const& a);
  /// Rounded to `scale` digits after the point (negative: before it); nullopt when scale is out of −6111..6176.
  friend std::optional<Decimal> round(Decimal const& a, int scale, Rounding mode);

  friend bool operator==(Decimal const& a, Decimal const& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(Decimal const& a, Decimal const& b) {
    // Same sign, exponent and upper digits, as numbers of one kind mostly have: the lower digits decide.
    if (a.high_ == b.high_) return (a.high_ >> 63) != 0 ? b.low_ <=> a.low_ : a.low_ <=> b.low_;
    return compare_scaled(a, b);
  }

 private:
  static std::strong_ordering compare_scaled(Decimal const& a, Decimal const& b);
  friend struct DecimalBits;
  static constexpr std::uint64_t upper_digits = (std::uint64_t{1} << 49) - 1;  // the part of high_ that holds digits
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0x3040'0000'0000'0000;  // coefficient 0, exponent 0
};

std::optional<Decimal> add(Decimal const& a, Decimal const& b);
std::optional<Decimal> subtract(Decimal const& a, Decimal const& b);
std::optional<Decimal> multiply(Decimal const& a, Decimal const& b);
std::optional<Decimal> divide(Decimal const& a, Decimal const& b);
std::optional<Decimal> power(Decimal const& base, Decimal const& exponent);
std::optional<Decimal> modulo(Decimal const& a, Decimal const& b);
std::optional<Decimal> square_root(Decimal const& a);
std::optional<Decimal> natural_log(Decimal const& a);
std::optional<Decimal> exponential(Decimal const& a);
Decimal negate(Decimal const& a);
Decimal absolute(Decimal const& a);
std::optional<Decimal> round(Decimal const& a, int scale, Rounding mode);

}  // namespace kreislauf::feel
