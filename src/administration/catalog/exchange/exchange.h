#pragma once

#include <vector>

#include "authority/command.h"

namespace kreislauf::catalog::exchange {

/// `import leika`, `import xzufi`, `import service`, `check service`, `check search`.
std::vector<authority::Command> commands();

}  // namespace kreislauf::catalog::exchange
