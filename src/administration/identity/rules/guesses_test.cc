#include "administration/identity/rules/guesses.h"

#include <doctest/doctest.h>

using namespace kreislauf::identity::rules;

namespace {

int bits(std::string_view folded) { return bits_to_guess(folded, {"gescher"}); }

}  // namespace

TEST_CASE("a password costs the cheapest pieces it can be put together from") {
  CHECK(bits("") == 0);
  CHECK(bits("x") == 5);
  CHECK(bits("8") == 3);
  CHECK(bits("?") == 3);
  CHECK(bits("password") == 10);
  CHECK(bits("p@ssw0rd") == 11);  // signs as letters
  CHECK(bits("password2024!") == 10 + 6 + 3);
  CHECK(bits("passwordpassword") == 10 + 2);
  CHECK(bits("schmetterling") == 16);
  CHECK(bits("gescher") == 6);
  CHECK(bits("gescher-schmetterling") == 6 + 3 + 16);
  CHECK(bits("qwertzuiop") == 7);
  CHECK(bits("24.12.1988") == 11);
  CHECK(bits("19881224") == 11);
  CHECK(bits("241288") == 11);
  CHECK(bits("201288") == 11);
  CHECK(bits("x-7-k-4") == 5 + 3 + 3 + 1 + 5 + 1 + 3);
}
