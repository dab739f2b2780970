#include "platform/geo/walk.h"

#include <doctest/doctest.h>

using namespace kreislauf::geo;

namespace {

Point const middle = project({7.0053, 51.9536});
double const unit = metres_per_unit(middle.y);

/// Metres east and south of the middle.
Point at(double x, double y) {
  return {middle.x + static_cast<std::int32_t>(x / unit), middle.y + static_cast<std::int32_t>(y / unit)};
}
Shape way(std::vector<Point> points, Kind kind = Kind::street) { return {kind, "", {std::move(points)}}; }

double metres(std::vector<Shape> const& shapes, Point from, Point to) {
  return on_foot(shapes, from, {to}, 1500).front().value_or(-1);
}

}  // namespace

TEST_CASE("the way on foot goes round the corner, with the steps to the street and from it") {
  std::vector<Shape> const corner{way({at(0, 0), at(100, 0)}), way({at(100, 0), at(100, 200)}, Kind::path)};
  CHECK(metres(corner, at(0, -20), at(110, 200)) == doctest::Approx(20 + 100 + 200 + 10).epsilon(0.02));
  CHECK(metres(corner, at(20, 10), at(60, 10)) == doctest::Approx(10 + 40 + 10).epsilon(0.03));
}

TEST_CASE("nobody walks on a motorway, along rails, through what does not meet, or farther than asked") {
  CHECK(metres({way({at(0, 0), at(100, 0)}, Kind::motorway)}, at(0, 0), at(100, 0)) == -1);
  CHECK(metres({way({at(0, 0), at(100, 0)}, Kind::rail)}, at(0, 0), at(100, 0)) == -1);
  CHECK(metres({way({at(0, 0), at(100, 0)}), way({at(100, 50), at(100, 300)})}, at(0, 0), at(100, 300)) == -1);
  CHECK(metres({way({at(0, 0), at(2000, 0)})}, at(0, 0), at(2000, 0)) == -1);
  CHECK(metres({way({at(0, 300), at(100, 300)})}, at(0, 0), at(100, 300)) == -1);  // too far from any way
  CHECK(metres({}, at(0, 0), at(10, 0)) == -1);
}

TEST_CASE("an underpass is walked through and not drawn") {
  CHECK(metres({way({at(0, 0), at(0, 100)}), way({at(0, 100), at(100, 100)}, Kind::passage)}, at(0, 0), at(100, 100)) ==
        doctest::Approx(200).epsilon(0.02));
}

TEST_CASE("the shorter of two ways counts") {
  CHECK(metres({way({at(0, 0), at(300, 0), at(300, 300), at(100, 300), at(100, 0.0)}),
                way({at(0, 0), at(0, 100), at(100, 100), at(100, 300)})},
               at(0, 0), at(100, 300)) == doctest::Approx(400).epsilon(0.02));
}
