#include "platform/http/numbers.h"

#include <doctest/doctest.h>

using namespace kreislauf::http;

TEST_CASE("numbers in addresses are digits alone") {
  CHECK(number_in("12") == 12);
  CHECK(number_in("0") == 0);
  for (auto const* text : {"", "-1", "+1", "12abc", " 12", "99999999999999999999", "0x1"}) CHECK_FALSE(number_in(text));
}

TEST_CASE("the page of a list is at least the first") {
  CHECK(page_number("seite=3&q=x") == 3);
  CHECK(page_number("") == 1);
  CHECK(page_number("seite=-5") == 1);
  CHECK(page_number("seite=99999999") == 10'000);
}
