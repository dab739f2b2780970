#pragma once

#include <chrono>
#include <optional>

#include "administration/deadlines/deadlines.h"

namespace kreislauf::applications {

/// The last day on which something that is repeated was due: `first`, and then each time a length later, counted from
/// the first one (the 31st comes back after a short month). Nothing before the first.
std::optional<deadlines::Day> last_occurrence(deadlines::Day first, deadlines::Length every, deadlines::Day today);

}  // namespace kreislauf::applications
