#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "platform/geo/builder.h"
#include "platform/geo/clip.h"
#include "platform/geo/cut.h"
#include "platform/geo/mercator.h"
#include "platform/geo/simplify.h"

using namespace kreislauf::geo;

namespace {

Shape area(std::vector<Line> rings, Kind kind = Kind::wood) { return {kind, {}, std::move(rings)}; }

Line square(Point low, std::int32_t size) {
  return {low, {low.x + size, low.y}, {low.x + size, low.y + size}, {low.x, low.y + size}};
}

}  // namespace

TEST_CASE("a place is where other programs have it") {
  // By the formula of wiki.openstreetmap.org/wiki/Slippy_map_tilenames, computed apart from this program.
  CHECK(tile_at(project({8.8698, 48.5966})) == TileId{8595, 5654});
  CHECK(project({0, 0}) == Point{world_size / 2, world_size / 2});
  CHECK(project({-180, 85.05}).x == 0);
  auto const back = place_of(project({7.0053, 51.9536}));
  CHECK(back.longitude == doctest::Approx(7.0053).epsilon(1e-6));
  CHECK(back.latitude == doctest::Approx(51.9536).epsilon(1e-6));
}

TEST_CASE("a metre is a metre at every height") {
  // One thousandth of a degree of latitude is 111.2 m (sphere of 6,371 km: 111.19; ours is the longer axis).
  auto const metres = metres_between(project({7, 51.95}), project({7, 51.951}));
  CHECK(metres == doctest::Approx(111.3).epsilon(0.005));
  CHECK(metres_between(project({7, 51.95}), project({7.001, 51.95})) == doctest::Approx(68.6).epsilon(0.01));
}

TEST_CASE("what is no place is on no map") {
  CHECK_FALSE(on_map({7, 90}));
  CHECK_FALSE(on_map({181, 50}));
  CHECK_FALSE(on_map({std::numeric_limits<double>::quiet_NaN(), 50}));
  CHECK_FALSE(on_map({std::numeric_limits<double>::infinity(), 0}));
}

TEST_CASE("a ring is clipped to a box, and what it encloses there stays") {
  Box const box{{0, 0}, {100, 100}};
  CHECK(std::abs(area_of(clip_ring(square({50, 50}, 100), box))) == 2500);
  CHECK(clip_ring(square({200, 200}, 50), box).empty());
  CHECK(std::abs(area_of(clip_ring(square({-500, -500}, 2000), box))) == 10'000);
  auto const bow_tie = clip_ring({{-50, 10}, {150, 90}, {150, 10}, {-50, 90}}, box);
  CHECK(holds({bow_tie}, {5, 50}));
  CHECK(holds({bow_tie}, {95, 50}));
  CHECK_FALSE(holds({bow_tie}, {50, 15}));
}

TEST_CASE("a line that leaves and comes back is two pieces") {
  Box const box{{0, 0}, {100, 100}};
  auto const pieces = clip_line({{10, 50}, {150, 50}, {150, 60}, {10, 60}}, box);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0] == Line{{10, 50}, {100, 50}});
  CHECK(pieces[1] == Line{{100, 60}, {10, 60}});
  CHECK(clip_line({{-10, -10}, {-10, 200}}, box).empty());
  CHECK(stretches_in({{10, 50}, {150, 50}, {300, 50}}, box) == std::vector<Line>{{{10, 50}, {150, 50}}});
}

TEST_CASE("simplifying leaves what can be seen") {
  CHECK(simplified({{0, 0}, {50, 1}, {100, 0}}, 2) == Line{{0, 0}, {100, 0}});
  CHECK(simplified({{0, 0}, {50, 9}, {100, 0}}, 2).size() == 3);
  CHECK(simplified_ring(square({0, 0}, 100), 2).size() == 4);
  CHECK(simplified_ring(square({0, 0}, 1), 2).empty());
  CHECK(simplified_ring({{5, 5}, {5, 5}, {5, 5}}, 1).empty());
}

TEST_CASE("a wood with a clearing across four tiles has its clearing in each") {
  auto const corner = origin_of({8000, 5000});
  auto const wood =
      area({square({corner.x - 3000, corner.y - 3000}, 6000), square({corner.x - 500, corner.y - 500}, 1000)});
  int tiles = 0;
  bool all_right = true;
  CHECK(cut(wood, [&](TileId tile, Shape const& part) {
    ++tiles;
    auto const box = box_of(tile);
    for (auto const p : {Point{corner.x - 400, corner.y - 400}, Point{corner.x + 400, corner.y - 400},
                         Point{corner.x - 1000, corner.y + 900}, Point{corner.x + 2000, corner.y + 2000}}) {
      if (box.holds(p)) all_right = all_right and holds(part.lines, p) == holds(wood.lines, p);
    }
  }));
  CHECK(tiles == 4);
  CHECK(all_right);
}

TEST_CASE("a house on the edge is whole in both tiles, a street keeps the points that both share") {
  auto const edge = origin_of({8001, 5000});
  auto const house = area({square({edge.x - 20, edge.y + 50}, 40)}, Kind::building);
  int times = 0;
  cut(house, [&](TileId, Shape const& part) { times += part == house; });
  CHECK(times == 2);
  std::vector<Shape> parts;
  cut({Kind::street,
       "Allee",
       {{{edge.x - 900, edge.y + 9},
         {edge.x - 100, edge.y + 9},
         {edge.x + 80, edge.y + 9},
         {edge.x + 900, edge.y + 9}}}},
      [&](TileId, Shape part) { parts.push_back(std::move(part)); });
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].lines.front().back() == parts[1].lines.front()[1]);
}

TEST_CASE("what is larger than a Land is refused, not cut into millions of tiles") {
  CHECK_FALSE(cut(area({square({0, 0}, world_size - 1)}), [](TileId, Shape const&) { FAIL("given"); }));
}

TEST_CASE("a tile is whole when its source goes on all around it") {
  TileBuilder builder;
  auto const middle = origin_of({8000, 5000});
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -1; dx <= 1; ++dx) builder.place({middle.x + dx * tile_size + 10, middle.y + dy * tile_size + 10});
  builder.add({Kind::street, "Weg", {{{middle.x, middle.y}, {middle.x + 20 * tile_size, middle.y}}}});
  int whole = 0, tiles = 0;
  builder.each([&](BuiltTile&& tile) {
    whole += tile.whole;
    ++tiles;
    if (tile.whole) CHECK(tile.id == TileId{8000, 5000});
    for (auto const& shape : tile.shapes) CHECK(shape.name == "Weg");
  });
  CHECK(whole == 1);
  CHECK(tiles > 20);
}
