#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>

#include "base/typed/typed.h"

using namespace kreislauf;
using typed::Comma;
using typed::Fault;

namespace {

std::string cents(std::string_view text, Comma language = Comma::comma) {
  auto const found = typed::money(text, language);
  return found ? fmt::format("{}", found->cents) : fmt::format("fault {}", static_cast<int>(found.error()));
}

}  // namespace

TEST_CASE("amounts, as people write them") {
  for (auto const language : {Comma::comma, Comma::point}) {
    for (auto const* text :
         {"1.234,56 €",   "1234,56",       "1234.56",           "1 234,56",    "1\u202F234,56", "1'234.56",
          "1’234,56",     "1,234.56",      "€ 1.234,56",        "EUR 1234,56", "1.234,56 Euro", "1234,56 EUR",
          "1234,56€",     "1234 € 56",     "1234 Euro 56 Cent", "١٬٢٣٤٫٥٦",    "۱۲۳۴٫۵۶",       "１２３４，５６",
          "1234,56 євро", "1.234,56 avro", "1234.56 euros"}) {
      CAPTURE(text);
      CHECK(cents(text, language) == "123456");
    }
    for (auto const* text : {"12", "12,-", "12,--", "12,–", "12.-", "EUR 12", "12 Euro", "12,00", "12.00", "12,0",
                             "12,", "12 €", "€12", "12,- €", "12 €,-", "€ 12,-", "012"}) {
      CAPTURE(text);
      CHECK(cents(text, language) == "1200");
    }
    CHECK(cents("1234,5", language) == "123450");
    CHECK(cents("0", language) == "0");
    CHECK(cents(",50", language) == "50");
    CHECK(cents("1.234.567", language) == "123456700");
    CHECK(cents("1,234,567", language) == "123456700");
    CHECK(cents("1,234,567.8", language) == "123456780");
    CHECK(cents("999.999.999,99", language) == "99999999999");
  }
}

TEST_CASE("three digits behind a sign are thousands where the language groups so, and unclear elsewhere") {
  CHECK(cents("1.234") == "123400");
  CHECK(cents("1,234", Comma::point) == "123400");
  CHECK(typed::money("1.234", Comma::point).error() == Fault::not_understood);
  CHECK(typed::money("1,234").error() == Fault::not_understood);
  CHECK(typed::money("0.123").error() == Fault::not_understood);
  CHECK(typed::money("1234.567").error() == Fault::not_understood);
}

TEST_CASE("amounts that are none are refused with the reason") {
  for (auto const* text : {"-12", "−12,50", "12-", "- 12 €", "€ -12", "-12 €"}) {
    CAPTURE(text);
    CHECK(typed::money(text).error() == Fault::sign);
  }
  for (auto const* text : {"zwölf", "12 Dollar", "12a", "12 € im Monat", "1e5", "0x12", "zwölf Euro"}) {
    CAPTURE(text);
    CHECK(typed::money(text).error() == Fault::letter);
  }
  for (auto const* text : {"12,345",   "1.23.45",   "1.234.56", "1,23,45",   "12 50", "12,5,", ".",     ",",
                           "€",        "-",         "10-20",    "1.234,567", "1,2.3", "$12",   "12+3",  "12 € 5",
                           "12 € 500", "1'234.567", "12,34,",   "12/",       "1..2",  "٫",     "1٫234", "1٫2٫3"}) {
    CAPTURE(text);
    CHECK(typed::money(text).error() == Fault::not_understood);
  }
  CHECK(typed::money("1.000.000.000").error() == Fault::too_large);
  CHECK(typed::money("1000000000,00").error() == Fault::too_large);
  CHECK(typed::money("99999999999999999999999").error() == Fault::too_large);
  CHECK(typed::money("").error() == Fault::empty);
}

TEST_CASE("whole numbers, grouped or not") {
  for (auto const* text : {"1234", "1.234", "1,234", "1 234", "1'234", "1’234", "1\u00A0234", "١٢٣٤", "١٬٢٣٤",
                           "１２３４", " +1234 ", "01234"}) {
    CAPTURE(text);
    CHECK(typed::number(text).value() == 1234);
  }
  CHECK(typed::number("1.234.567").value() == 1'234'567);
  CHECK(typed::number("-5").value() == -5);
  CHECK(typed::number("− 5").value() == -5);
  CHECK(typed::number("0").value() == 0);
  CHECK(typed::number("9223372036854775807").value() == std::numeric_limits<std::int64_t>::max());
  CHECK(typed::number("9223372036854775808").error() == Fault::too_large);
  CHECK(typed::number("-9223372036854775809").error() == Fault::too_small);
  for (auto const* text : {"1.5", "1,5", "12.34", "1.2345", "1.234,567", "1..234", ".234", "1.", "1.234.", "-", "+",
                           "--1", "1 2", "0.123", "1-2", "½"}) {
    CAPTURE(text);
    CHECK(typed::number(text).error() == Fault::not_understood);
  }
  for (auto const* text : {"zwei", "2a", "1e5", "0x10", "NaN", "二", "\xFF"}) {
    CAPTURE(text);
    CHECK(typed::number(text).error() == Fault::letter);
  }
  CHECK(typed::number(" ").error() == Fault::empty);
}
