#pragma once

#include <filesystem>

namespace kreislauf::test {

/// The checkout this program was built from, for tests that read examples. Named by the build, because __FILE__ is not
/// always a whole path.
std::filesystem::path source_folder();

}  // namespace kreislauf::test
