#pragma once

#include <vector>

#include "authority/command.h"

namespace kreislauf::identity {

/// `kreislauf staff add|list|reset|lock|unlock TOWN ...`: for who runs the machine; the actor is `operator`.
std::vector<authority::Command> commands();

}  // namespace kreislauf::identity
