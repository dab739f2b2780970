#include "administration/identity/rules/keyboard.h"

#include <doctest/doctest.h>

using namespace kreislauf::identity::rules;

TEST_CASE("a walk over the keyboard is known by its turns") {
  for (auto const* straight :
       {"qwertz", "qwerty", "asdfghjkl", "lkjhg", "7777", "abcdef", "fedcba", "12345", "qaz", "147", "!\"", "!@#$%"}) {
    CAPTURE(straight);
    CHECK(turns_of_walk(straight) == 0);
  }
  CHECK(turns_of_walk("qwedsa") == 2);
  CHECK(turns_of_walk("159753") == std::nullopt);
  for (auto const* none : {"", "kranich", "q p", "1p", "yz1"}) {
    CAPTURE(none);
    CHECK(turns_of_walk(none) == std::nullopt);
  }
}
