#pragma once

#include <array>
#include <cstdint>
#include <vector>

/// Grey pictures, and how places on paper lie in them. Pure: bytes in, bytes out.
namespace kreislauf::ocr {

struct Point {
  double x = 0, y = 0;
};

/// Rows from the top, 0 is black and 255 white.
struct Grey {
  int width = 0, height = 0;
  std::vector<std::uint8_t> points = {};

  Grey() = default;
  Grey(int w, int h, std::uint8_t paper = 255)
      : width{w}, height{h}, points(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), paper) {}
  std::uint8_t at(int x, int y) const {
    return points[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  std::uint8_t& at(int x, int y) {
    return points[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  bool has(int x, int y) const { return x >= 0 and y >= 0 and x < width and y < height; }
  /// Between four points; white beyond the edge.
  double between(Point at) const;
};

/// Of a plane onto another (a homography): what a scanner turns, shifts and stretches, and a camera foreshortens.
struct Mapping {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};
  Point operator()(Point p) const;
};

/// The mapping that brings each `from` closest to its `to` (least squares): of two points turned, scaled and shifted,
/// of three affine, of four or more a homography.
Mapping mapping_of(std::vector<Point> const& from, std::vector<Point> const& to);

/// The picture as `to_source` says where each of its points lies in the source. `step` is how many points of the source
/// one of it covers: where it is more than one, they are averaged.
Grey redrawn(Grey const& source, Mapping const& to_source, int width, int height, double step);
/// A smaller or larger picture of the same.
Grey resized(Grey const& source, int width, int height);
/// Turned by quarters, clockwise.
Grey turned(Grey const& source, int quarters);

}  // namespace kreislauf::ocr
