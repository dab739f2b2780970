#pragma once

#include "platform/geo/mercator.h"

namespace kreislauf::geo {

/// The line without points that lie nearer than `units` to what is left (Douglas and Peucker, 1973). Its ends stay.
Line simplified(Line const& line, double units);
/// The same of a ring; empty where it encloses nothing that could be seen.
Line simplified_ring(Line const& ring, double units);
/// What a ring encloses, in square units; negative where it runs against the clock.
double area_of(Line const& ring);

}  // namespace kreislauf::geo
