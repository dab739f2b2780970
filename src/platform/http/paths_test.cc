#include "platform/http/paths.h"

#include <doctest/doctest.h>

#include <stdexcept>

using kreislauf::http::PathTree;

TEST_CASE("a path is found by its segments; words come before values") {
  PathTree tree;
  tree.add("/", 0);
  tree.add("/dienste", 1);
  tree.add("/dienste/{dienst}", 2);
  tree.add("/dienste/neu", 3);
  tree.add("/{amt}/{tag}/plan", 4);
  CHECK(tree.find("/")->number == 0);
  CHECK(tree.find("/dienste")->number == 1);
  CHECK(tree.find("/dienste/neu")->number == 3);
  auto const found = tree.find("/dienste/hund%20anmelden");
  REQUIRE(found.has_value());
  CHECK(found->number == 2);
  CHECK(found->values[0].first == "dienst");
  CHECK(found->values[0].second == "hund anmelden");
  CHECK(tree.find("/dienste/neu/plan")->number == 4);  // a word that leads nowhere gives way to a value
  CHECK_FALSE(tree.find("/dienste/").has_value());
  CHECK_FALSE(tree.find("/dienste/a/b/c").has_value());
  CHECK_FALSE(tree.find("/dienste/%zz").has_value());
  CHECK_FALSE(tree.find("").has_value());
}

TEST_CASE("two patterns for the same address are refused, whatever their values are called") {
  PathTree tree;
  tree.add("/neues/{nummer}", 0);
  CHECK_THROWS_AS(tree.add("/neues/{kennung}", 1), std::logic_error);
  CHECK_THROWS_AS(tree.add("/neues/{nummer}", 1), std::logic_error);
}
