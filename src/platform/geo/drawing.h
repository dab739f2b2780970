#pragma once

#include <string>
#include <vector>

#include "platform/geo/palette.h"
#include "platform/geo/shape.h"

namespace kreislauf::geo {

/// What a picture shows: so many pixels around a point, at a scale.
struct View {
  Point middle;
  int width = 720, height = 440;  ///< pixels
  double metres_per_pixel = 1.1;
  Theme theme = Theme::light;
  std::string_view town = {};    ///< stands in front of the names of its stops, where everybody knows it
  std::string_view credit = {};  ///< who made the data, for whoever opens the picture by itself

  double units_per_pixel() const { return metres_per_pixel / metres_per_unit(middle.y); }
  /// What is seen, and a little more: signs and texts at the edge.
  Box box() const;
};

/// The neighbourhood of the middle as SVG, the middle marked. Of shapes that come twice (from two tiles) one is drawn.
std::string draw(View const& view, std::vector<Shape> const& shapes);

}  // namespace kreislauf::geo
