#include "administration/payments/rules/kassenzeichen.h"

#include <doctest/doctest.h>

using namespace kreislauf::payments;
using std::chrono::year;

TEST_CASE("a Kassenzeichen notices one wrong digit and two swapped neighbours, wherever they are") {
  int tried = 0;
  for (std::int64_t serial = 1; serial < 400; serial += 7) {
    auto const right = kassenzeichen_of(year{2026}, serial);
    REQUIRE(is_kassenzeichen(right));
    for (std::size_t i = 0; i < right.size(); ++i) {
      for (char c = '0'; c <= '9'; ++c) {
        auto wrong = right;
        wrong[i] = c;
        if (wrong == right) continue;
        CHECK_FALSE(is_kassenzeichen(wrong));
        ++tried;
      }
      auto swapped = right;
      if (i > 0) std::swap(swapped[i - 1], swapped[i]);
      if (swapped != right) CHECK_FALSE(is_kassenzeichen(swapped));
    }
  }
  CHECK(tried > 6000);
}

TEST_CASE("it is found in what people and banks make of it") {
  auto const k = kassenzeichen_of(year{2026}, 17);
  CHECK(grouped(k).size() == 14);
  for (auto const& text :
       {k, grouped(k), "Kassenzeichen: " + grouped(k) + " Sperrmuell", k.substr(0, 7) + "\n" + k.substr(7),
        "KZ " + k.substr(0, 4) + "-" + k.substr(4, 4) + "/" + k.substr(8) + ", danke"})
    CHECK(kassenzeichen_in(text) == std::vector<std::string>{k});
  CHECK(kassenzeichen_in("Rechnung 4711").empty());
  CHECK(kassenzeichen_in(k + " und " + k).size() == 1);
}
