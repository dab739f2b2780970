#pragma once

#include <filesystem>
#include <ostream>

#include "engines/dmn/dmn.h"

namespace kreislauf::dmn {

/// Writes the literal expressions of a TCK folder as an ES module for the browser engine's test: each case with its
/// compiled function, its values and the value the server gets, or with the reason why the browser refuses it.
void write_browser_cases(std::filesystem::path const& folder, std::ostream& out, Environment const& environment);

}  // namespace kreislauf::dmn
