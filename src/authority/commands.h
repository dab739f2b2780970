#pragma once

#include <vector>

#include "authority/command.h"

namespace kreislauf::authority {

/// `import authorities`, `offices`, `overrides`, `delegations`, `hosts`; `feedback`.
std::vector<Command> commands();

}  // namespace kreislauf::authority
