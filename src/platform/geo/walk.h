#pragma once

#include <optional>
#include <vector>

#include "platform/geo/shape.h"

namespace kreislauf::geo {

/// How far it is on foot from one place to others, along the ways among `shapes`, in metres. Where a way begins is the
/// nearest point of one that is within 120 m, in a straight line. Nothing where no way leads, or none within
/// `farthest` metres.
std::vector<std::optional<double>> on_foot(std::vector<Shape> const& shapes, Point from, std::vector<Point> const& to,
                                           double farthest);

}  // namespace kreislauf::geo
