#include "engines/feel/decimal.h"

#include <doctest/doctest.h>

using namespace kreislauf::feel;

namespace {

Decimal number(char const* text) { return Decimal::parse(text).value(); }
std::string shown(std::optional<Decimal> const& value) { return value ? value->print() : "null"; }

}  // namespace

TEST_CASE("money adds up to the cent") {
  CHECK(shown(add(number("0.1"), number("0.2"))) == "0.3");
  CHECK(shown(multiply(number("19.99"), number("3"))) == "59.97");
  CHECK(shown(divide(number("1"), number("3"))) == "0.3333333333333333333333333333333333");
  CHECK(shown(divide(number("10"), number("0"))) == "null");
}

TEST_CASE("numbers are written plainly and read back") {
  for (auto text : {"0", "-12.5", "100", "0.00001", "1234567890123456789012345678901234"}) CHECK(number(text).print() == text);
  CHECK(number("1.50").print() == "1.5");
  CHECK(number("1.2e3").print() == "1200");
  CHECK(number("1e100").print() == "1e+100");
  CHECK(number("12345678901234567890123456789012345").print() == "12345678901234567890123456789012340");
  CHECK(number("12345678901234567890123456789012346").print() == "12345678901234567890123456789012350");
  CHECK_FALSE(Decimal::parse("1.2.3"));
  CHECK_FALSE(Decimal::parse(""));
  CHECK_FALSE(Decimal::parse("1e99999"));
}

TEST_CASE("comparison looks at the value, not at the digits") {
  CHECK(number("1.0") == number("1"));
  CHECK(number("-0") == number("0"));
  CHECK(number("0.1") < number("0.11"));
  CHECK(number("-5") < number("1e-20"));
  CHECK(number("1e30") > number("9.99e29"));
}

TEST_CASE("rounding knows the seven ways") {
  CHECK(shown(round(number("2.5"), 0, Rounding::half_even)) == "2");
  CHECK(shown(round(number("2.5"), 0, Rounding::half_up)) == "3");
  CHECK(shown(round(number("-2.5"), 0, Rounding::half_down)) == "-2");
  CHECK(shown(round(number("-1.1"), 0, Rounding::floor)) == "-2");
  CHECK(shown(round(number("1.1"), 0, Rounding::ceiling)) == "2");
  CHECK(shown(round(number("1.121"), 2, Rounding::up)) == "1.13");
  CHECK(shown(round(number("1250"), -2, Rounding::half_even)) == "1200");
}

TEST_CASE("roots, powers and logarithms are right to 34 digits") {
  CHECK(shown(square_root(number("2"))) == "1.414213562373095048801688724209698");
  CHECK(shown(square_root(number("16"))) == "4");
  CHECK(shown(square_root(number("-1"))) == "null");
  CHECK(shown(exponential(number("1"))) == "2.718281828459045235360287471352662");
  CHECK(shown(natural_log(number("10"))) == "2.302585092994045684017991454684364");
  CHECK(shown(power(number("2"), number("-2"))) == "0.25");
  CHECK(shown(power(number("2"), number("0.5"))) == "1.414213562373095048801688724209698");
  CHECK(shown(power(number("10"), number("7000"))) == "null");
}

TEST_CASE("the remainder takes the sign of the divisor") {
  CHECK(shown(modulo(number("12"), number("5"))) == "2");
  CHECK(shown(modulo(number("-12"), number("5"))) == "3");
  CHECK(shown(modulo(number("12"), number("-5"))) == "-3");
  CHECK(shown(modulo(number("10.1"), number("4.5"))) == "1.1");
  CHECK(shown(modulo(number("1e40"), number("7"))) == "4");
  CHECK(shown(modulo(number("12"), number("0"))) == "null");
}
