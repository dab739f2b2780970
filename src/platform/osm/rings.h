#pragma once

#include <vector>

#include "platform/geo/mercator.h"

namespace kreislauf::osm {

/// Rings made of ways that share their ends, in any order and direction. What never closes is left out.
struct Rings {
  std::vector<geo::Line> closed;  ///< without the first point again
  std::size_t open = 0;           ///< ways left over
};
Rings rings_of(std::vector<geo::Line> ways);

}  // namespace kreislauf::osm
