#pragma once

#include <vector>

#include "authority/route.h"

namespace kreislauf::app {

/// `/galerie`: every component of platform/kern in every state, for eyes and for the browser suite. Only in the
/// demonstration.
std::vector<authority::Route> gallery_routes();

}  // namespace kreislauf::app
