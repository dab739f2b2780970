#include "administration/intake/rules/grouping.h"

#include <doctest/doctest.h>

using namespace kreislauf::intake;

namespace {

std::vector<Page> stack(std::vector<std::string> const& codes) {
  std::vector<Page> pages;
  for (auto const& code : codes) {
    auto const number = static_cast<std::int64_t>(pages.size()) + 1;
    pages.push_back({.file = 1, .number = number, .code = code, .trouble = code == "blank" ? "blank" : ""});
    if (code == "blank") pages.back().code.clear();
  }
  return pages;
}

constexpr auto a1 = "KL1 05554016 AAAAAAAAAAAA 1", a2 = "KL1 05554016 AAAAAAAAAAAA 2",
               b1 = "KL1 05554016 BBBBBBBBBBBB 1";

}  // namespace

TEST_CASE("a stack from the feeder becomes one sheet for each form, with what lies behind it") {
  auto const groups = rules::grouped(stack({a1, a2, "", b1, a1, a2}));
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].first == 0);
  CHECK(groups[0].last == 2);  // the enclosure without a code belongs to it
  CHECK(groups[1].code == b1);
  CHECK(groups[2].first == 4);
  CHECK(groups[2].printed == std::vector<int>{1, 2});
}

TEST_CASE("pages of one form may lie the wrong way round, and the same page again is another form") {
  CHECK(rules::grouped(stack({a2, a1})).size() == 1);
  CHECK(rules::grouped(stack({a1, a1})).size() == 2);
}

TEST_CASE("blank backs belong to nothing, and what comes before any form stands by itself") {
  auto const groups = rules::grouped(stack({"", "blank", a1, "blank", a2, "blank"}));
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].code.empty());
  CHECK(groups[0].last == 0);
  CHECK(groups[1].first == 2);
  CHECK(groups[1].last == 4);
  CHECK(rules::grouped(stack({"blank", "blank"})).empty());
}
