#include "city/map/exchange/play_town.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/embedded.h"

using namespace kreislauf;

TEST_CASE("the invented towns are the same each time, with houses that stand on no street and not on each other") {
  auto const shapes = map::exchange::play_towns(embedded_file("demo/playtown.csv"));
  CHECK(shapes == map::exchange::play_towns(embedded_file("demo/playtown.csv")));
  std::vector<geo::Shape const*> houses;
  for (auto const& shape : shapes) {
    if (shape.kind == geo::Kind::building) houses.push_back(&shape);
  }
  CHECK(houses.size() > 300);
  for (auto const* house : houses) {
    auto const& corner = house->lines.front().front();
    auto const others = std::count_if(houses.begin(), houses.end(), [&](auto const* other) {
      return other != house and geo::holds(other->lines, corner);
    });
    CHECK(others == 0);
  }
}

TEST_CASE("a plan with a word that is no kind, or no number, says so") {
  CHECK_THROWS_WITH(map::exchange::play_towns("kind,name,points\nhut,,0 0\n"), "demo/playtown.csv: no kind \"hut\"");
  CHECK_THROWS_WITH(map::exchange::play_towns("kind,name,points\nstreet,,0 x\n"),
                    "demo/playtown.csv: \"x\" is no number");
}
