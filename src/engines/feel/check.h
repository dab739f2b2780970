#pragma once

#include <ostream>
#include <string_view>

#include "engines/feel/feel.h"

namespace kreislauf::feel {

/// Evaluates one expression against a context in JSON, writes the value and, if something became null, why. Answers
/// whether the expression compiled and stayed within its limits.
bool check_expression(std::string_view expression, std::string_view context_json, std::ostream& out,
                      Environment const& environment);

}  // namespace kreislauf::feel
