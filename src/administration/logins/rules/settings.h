#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/logins/logins.h"
#include "platform/authored/problem.h"

namespace kreislauf::logins {

/// Reads the file of the operator (docs/operations.md, "Logins"). Tells every problem with its line, and never a
/// secret.
Settings read_settings(std::string_view text, std::string_view file, std::vector<authored::Problem>& problems);

}  // namespace kreislauf::logins
