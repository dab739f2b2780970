#pragma once

#include "engines/dmn/model.h"

namespace kreislauf::dmn::internal {

/// Everything that can be said about a model without running it.
[[nodiscard]] std::vector<Problem> check(Loaded const& loaded);

}  // namespace kreislauf::dmn::internal
