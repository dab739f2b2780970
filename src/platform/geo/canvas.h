#pragma once

#include <string>
#include <vector>

#include "platform/geo/drawing.h"
#include "platform/geo/labels.h"
#include "platform/html/html.h"

// The inside of `draw`: geometry.cc writes the ground, lettering.cc names and signs.
namespace kreislauf::geo {

/// Turns units into the picture.
class Canvas {
 public:
  explicit Canvas(View const& at) : view{at}, units_{at.units_per_pixel()}, box_{at.box()} {}

  Spot spot(Point p) const {
    return {(p.x - view.middle.x) / units_ + view.width / 2.0, (p.y - view.middle.y) / units_ + view.height / 2.0};
  }
  Box const& box() const { return box_; }
  double units() const { return units_; }

  View const& view;

 private:
  double units_;
  Box box_;
};

/// Shapes of one kind, in the order in which they came.
using ByKind = std::vector<std::vector<Shape const*>>;

void draw_ground(html::Writer& out, Canvas const& canvas, ByKind const& shapes);
void draw_lettering(html::Writer& out, Canvas const& canvas, ByKind const& shapes);

/// A number of pixels with at most one digit behind the point.
std::string pixels(double value);

}  // namespace kreislauf::geo
