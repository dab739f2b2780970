#include "base/text.h"

#include <doctest/doctest.h>

#include <vector>

using namespace kreislauf;

TEST_CASE("code points are counted, found and written") {
  CHECK(text::code_points("Grüße 🐎") == 7);
  CHECK(text::byte_of("Grüße", 3) == 4);
  std::string out;
  text::append(out, U'🐎');
  CHECK(out == "🐎");
  CHECK(text::code_points("\xC3\x28\xFF") == 3);
}

TEST_CASE("a slip of the pen finds the word that was meant") {
  std::vector<std::string> names{"jahreseinkommen", "personen", "alter"};
  CHECK(text::did_you_mean("jahreseinkomen", names) == "jahreseinkommen");
  CHECK(text::did_you_mean("Personen", names) == "personen");
  CHECK_FALSE(text::did_you_mean("wohnort", names));
}
