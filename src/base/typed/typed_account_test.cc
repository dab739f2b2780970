#include <doctest/doctest.h>

#include "base/typed/typed.h"

using namespace kreislauf;
using typed::Fault;

TEST_CASE("the number of an account, as it is printed, pasted and typed") {
  for (auto const* text : {"DE02120300000000202051", "DE02 1203 0000 0000 2020 51", "de02 1203 0000 0000 2020 51",
                           "IBAN DE02 1203 0000 0000 2020 51", "DE02-1203-0000-0000-2020-51",
                           "\u00A0DE02\u00A01203\u00A00000\u00A00000\u00A02020\u00A051 ",
                           "ＤＥ０２１２０３００００００００２０２０５１"}) {
    INFO(text);
    auto const found = typed::iban(text);
    REQUIRE(found);
    CHECK(*found == "DE02120300000000202051");
  }
  CHECK(typed::iban("NL91 ABNA 0417 1643 00").has_value());
  CHECK(typed::iban("AT61 1904 3002 3457 3201").has_value());
}

TEST_CASE("what is wrong with the number of an account") {
  auto const fault = [](std::string_view text) { return typed::iban(text).error(); };
  CHECK(fault("") == Fault::empty);
  CHECK(fault("DE02120300000000202052") == Fault::sign);
  CHECK(fault("DE02120300000000202015") == Fault::sign);  // two digits changed places
  CHECK(fault("DE0212030000000020205") == Fault::too_short);
  CHECK(fault("DE021203000000002020511") == Fault::too_long);
  CHECK(fault("120300000000202051") == Fault::not_understood);
  CHECK(fault("XX02120300000000202051") == Fault::not_understood);
  CHECK(fault("DE021203000000002O2051") == Fault::letter);  // an O for a 0
  CHECK(fault("DE02<script>") == Fault::letter);
}

TEST_CASE("plates of vehicles, with the district and its letters apart") {
  auto const plate = [](std::string_view text) { return typed::plate(text).value_or("-"); };
  CHECK(plate("BOR-AB 123") == "BOR-AB 123");
  CHECK(plate("bor ab 123") == "BOR-AB 123");
  CHECK(plate("BOR-AB123") == "BOR-AB 123");
  CHECK(plate("b - c 1 e") == "B-C 1E");
  CHECK(plate("köl-x 12h") == "KÖL-X 12H");
  CHECK(plate("K-AB-1234") == "K-AB 1234");
  for (auto const* wrong :
       {"BORAB123", "BOR-ABC 123", "BOR-AB 12345", "BOR-AB 0123", "BOR-AB", "123", "B-Ä 1", "B-C 1X"})
    CHECK(plate(wrong) == "-");
  CHECK(typed::plate(" ").error() == Fault::empty);
}
