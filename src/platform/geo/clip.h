#pragma once

#include <vector>

#include "platform/geo/mercator.h"

namespace kreislauf::geo {

/// What of a ring lies in the box (Sutherland and Hodgman, 1974); empty where nothing does. Pieces hang together along
/// the edge of the box, where they enclose nothing: the answer to "odd number of rings?" stays right, also of a ring
/// that crosses itself.
Line clip_ring(Line const& ring, Box const& box);

/// What of a line lies in the box, in pieces.
std::vector<Line> clip_line(Line const& line, Box const& box);

/// The pieces of a line that touch the box, with whole stretches: neighbours share their points.
std::vector<Line> stretches_in(Line const& line, Box const& box);

}  // namespace kreislauf::geo
