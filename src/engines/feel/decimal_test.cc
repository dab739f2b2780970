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
  for (auto text : {"0", "-12.5", "100", "0.00001", "1234567890123456789012345678901234"})
    CHECK(number(text).print() == text);
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

TEST_CASE("a quotient is right to the last of 34 digits") {
  CHECK(shown(divide(number("2"), number("3"))) == "0.6666666666666666666666666666666667");
  CHECK(shown(divide(number("-24800"), number("0.03"))) == "-826666.6666666666666666666666666667");
  CHECK(shown(divide(number("1"), number("9999999999999999999"))) == "0.00000000000000000010000000000000000001");
  CHECK(shown(divide(number("18446744073709551615"), number("7"))) == "2635249153387078802.142857142857143");
  CHECK(shown(divide(number("1"), number("1024"))) == "0.0009765625");
  CHECK(shown(divide(number("1e-6000"), number("3e300"))) ==
        shown(divide(number("1.0000000000000000000000000e-6000"), number("3e300"))));
}

TEST_CASE("a root is right to the last of 34 digits") {
  CHECK(shown(square_root(number("83.4"))) == "9.132360045464699044549335592801572");
  CHECK(shown(square_root(number("9999999999999999999999999999999999"))) == "99999999999999999.99999999999999999");
  CHECK(shown(square_root(number("0.0000001"))) == "0.0003162277660168379331998893544432719");
  CHECK(shown(square_root(number("1e6144"))) == "1e+3072");
}

TEST_CASE("numbers of different scale are compared exactly") {
  CHECK(number("12.5") > number("10"));
  CHECK(number("-12.5") < number("10"));
  CHECK(number("-12.5") < number("-12.499"));
  CHECK(number("18446744073709551615") < number("18446744073709551615.0000000000001"));
  CHECK(number("-0.0") == number("0"));
  CHECK(number("1e-30") < number("1e30"));
}

TEST_CASE("the remainder takes the sign of the divisor") {
  CHECK(shown(modulo(number("12"), number("5"))) == "2");
  CHECK(shown(modulo(number("-12"), number("5"))) == "3");
  CHECK(shown(modulo(number("12"), number("-5"))) == "-3");
  CHECK(shown(modulo(number("10.1"), number("4.5"))) == "1.1");
  CHECK(shown(modulo(number("1e40"), number("7"))) == "4");
  CHECK(shown(modulo(number("12"), number("0"))) == "null");
}
