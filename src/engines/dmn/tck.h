#pragma once

#include <filesystem>
#include <ostream>

#include "engines/dmn/dmn.h"

namespace kreislauf::dmn {

struct TckOutcome {
  std::size_t passed = 0;
  std::size_t failed = 0;
};

/// Runs every `*-test-*.xml` below a folder against its model, writes each failure with expected and actual value and
/// ends with the line `N passed, M failed`.
TckOutcome check_tck(std::filesystem::path const& folder, std::ostream& out, Environment const& environment);

}  // namespace kreislauf::dmn
