#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "platform/authored/problem.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// Reads a message of XDatenfelder 2 or 3: a schema (0102), or a single group (0103) or field (0104), which become a
/// schema without id around it. What is no such message is told with its line, and there is no schema.
std::optional<Schema> read(std::string_view xml, std::string_view file, std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms::exchange::xdatenfelder
