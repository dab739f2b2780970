#include "tests/support/source.h"

namespace kreislauf::test {

std::filesystem::path source_folder() { return KREISLAUF_SOURCE_FOLDER; }

}  // namespace kreislauf::test
