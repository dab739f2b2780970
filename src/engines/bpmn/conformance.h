#pragma once

#include <filesystem>
#include <iosfwd>

namespace kreislauf::bpmn {

struct Tally {
  int passed = 0;
  int failed = 0;
};

/// `kreislauf check bpmn PATH`. A folder with a cases.json runs all its cases; any other folder or a single
/// .bpmn file is reported: what is in it, what would run and why not. Prints each failure with expected and
/// actual trace and ends with the line `N passed, M failed`.
Tally check_bpmn(std::filesystem::path const& path, std::ostream& out);

}  // namespace kreislauf::bpmn
