#include "platform/ocr/registration.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace kreislauf::ocr;

namespace {

/// A page as a printer makes it, at 8 points a millimetre: marks and a dark place for the code.
Grey printed() {
  Grey page{static_cast<int>(paper_width * 8), static_cast<int>(paper_height * 8)};
  auto const fill = [&](double x, double y, double w, double h) {
    for (int py = static_cast<int>(y * 8); py < (y + h) * 8; ++py) {
      for (int px = static_cast<int>(x * 8); px < (x + w) * 8; ++px) page.at(px, py) = 10;
    }
  };
  for (auto const& mark : mark_centres) fill(mark.x - 2, mark.y - 2, mark_size, mark_size);
  fill(50, 100, 20, 0.3);  // something to find again
  return page;
}

struct Scan {
  Grey picture;
  Mapping from_paper;
};

Scan scanned(double degrees, double scale, Point shift) {
  double const a = degrees * 3.14159265358979 / 180, s = 8 * scale;
  Mapping const forth{{s * std::cos(a), -s * std::sin(a), shift.x, s * std::sin(a), s * std::cos(a), shift.y, 0, 0, 1}};
  double const d = s * s;
  // Back from the scan to points of the printed page.
  Mapping const back{{8 * s * std::cos(a) / d, 8 * s * std::sin(a) / d,
                      -8 * (s * std::cos(a) * shift.x + s * std::sin(a) * shift.y) / d, -8 * s * std::sin(a) / d,
                      8 * s * std::cos(a) / d, -8 * (-s * std::sin(a) * shift.x + s * std::cos(a) * shift.y) / d, 0, 0,
                      1}};
  return {redrawn(printed(), back, 2000, 2700, 1), forth};
}

std::array<Point, 4> corners_in(Scan const& scan) {
  auto corners = code_corners();
  for (auto& one : corners) {
    one = scan.from_paper(one);
    one = {std::round(one.x), std::round(one.y)};  // a reader of codes tells whole points
  }
  return corners;
}

}  // namespace

TEST_CASE("a tilted, shrunk and shifted page is set straight to a fifth of a millimetre") {
  for (auto const degrees : {-3.0, -0.7, 0.0, 2.5}) {
    CAPTURE(degrees);
    auto const scan = scanned(degrees, 0.97, {160, 150});
    auto const found = registered(scan.picture, corners_in(scan));
    CHECK(found.marks == 4);
    CHECK(found.tilt == doctest::Approx(degrees).epsilon(0.05));
    for (auto const place : {Point{20, 20}, Point{190, 30}, Point{105, 150}, Point{30, 270}, Point{180, 260}}) {
      auto const is = found.to_picture(place), should = scan.from_paper(place);
      CHECK(std::hypot(is.x - should.x, is.y - should.y) < 0.2 * 8);
    }
  }
}

TEST_CASE("with a corner torn off three marks are enough, and it says how many there were") {
  auto scan = scanned(1.5, 1, {40, 40});
  auto const corner = scan.from_paper(mark_centres[1]);
  for (int y = 0; y < corner.y + 40; ++y) {
    for (int x = static_cast<int>(corner.x) - 40; x < scan.picture.width; ++x) scan.picture.at(x, y) = 250;
  }
  auto const found = registered(scan.picture, corners_in(scan));
  CHECK(found.marks == 3);
  auto const is = found.to_picture({105, 150}), should = scan.from_paper({105, 150});
  CHECK(std::hypot(is.x - should.x, is.y - should.y) < 0.4 * 8);
}

TEST_CASE("what was printed at a place is there on the straight page") {
  auto const scan = scanned(-2, 1.01, {50, 90});
  auto const straight = straightened(scan.picture, registered(scan.picture, corners_in(scan)));
  int const y = static_cast<int>(100.15 * straight_per_millimetre);
  int darkest = 255;
  for (int dy = -3; dy <= 3; ++dy)
    darkest = std::min(darkest, int{straight.at(static_cast<int>(60 * straight_per_millimetre), y + dy)});
  CHECK(darkest < 120);
  CHECK(straight.at(static_cast<int>(60 * straight_per_millimetre), y + 20) > 230);
}
