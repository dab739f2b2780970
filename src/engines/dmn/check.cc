#include "engines/dmn/check.h"

namespace kreislauf::dmn::internal {

std::vector<Problem> check(Loaded const& loaded) { return loaded.problems; }

}  // namespace kreislauf::dmn::internal
