#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/geo/shape.h"

namespace kreislauf::map::exchange {

/// The invented towns of the demonstration: the plan of `demo/playtown.csv`, in metres around a town hall and turned
/// for each town, with houses along its streets. The same plan gives the same towns. Throws std::logic_error, with the
/// line, for a plan that cannot be read: it travels inside the program.
std::vector<geo::Shape> play_towns(std::string_view plan);

}  // namespace kreislauf::map::exchange
