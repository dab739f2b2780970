#include <doctest/doctest.h>

#include "base/typed/typed.h"

using namespace kreislauf;

TEST_CASE("a code typed on any keyboard is the same code") {
  CHECK(typed::plain("  12\u00A0\u2009 34 ") == "12 34");
  CHECK(typed::plain("١٢٣ ۴۵۶ ७८९ １２３") == "123 456 789 123");
  CHECK(typed::plain("a\u2013b\u2014c\u2212d\u2011e\uFF0Df") == "a-b-c-d-e-f");
  CHECK(typed::plain("\uFEFF\u200E1\u200B2\u00AD3\u202A4\u2069") == "1234");
  CHECK(typed::plain("ＡＢ：１２／３") == "AB:12/3");
  CHECK(typed::plain("u\u0308") == "ü");
  CHECK(typed::plain("\t\r\n \u3000") == "");
  CHECK(typed::plain(std::string_view{"a\0b\x7F", 4}) == "ab");
}

TEST_CASE("free text of one line keeps what people see") {
  CHECK(typed::line("  Lange\u00A0\u00A0Straße\t12  ") == "Lange Straße 12");
  CHECK(typed::line("Stra\u00DFe \u0661\u0662 – Ａ") == "Straße ١٢ – Ａ");
  CHECK(typed::line("abc\u202Edef\u2066g") == "abcdefg");
  CHECK(typed::line("a\nb\r\nc") == "a b c");
  CHECK(typed::line("می\u200Cخواهم") == "می\u200Cخواهم");  // Persian needs its joiners
  CHECK(typed::line("👩\u200D👧 ❤\uFE0F") == "👩\u200D👧 ❤\uFE0F");
  CHECK(typed::line("a\u200B\u00ADb\uFEFF") == "ab");
  CHECK(typed::line("u\u200B\u0308") == "ü");
}

TEST_CASE("free text of several lines keeps its lines") {
  CHECK(typed::lines("eins  \r\nzwei\r\rdrei\u2028vier \n\n \n") == "eins\nzwei\n\ndrei\nvier");
  CHECK(typed::lines("  eingerückt\tso") == "  eingerückt so");
  CHECK(typed::lines(" \r\n\t\n") == "");
  CHECK(typed::lines("a\x07\u202Eb\u202C\u200F") == "a\u202Eb\u202C\u200F");
}
