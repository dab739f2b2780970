#include "engines/dmn/tck.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

#include "tests/support/source.h"

using namespace kreislauf;

TEST_CASE("the DMN TCK passes") {
  auto const* shared = std::getenv("KREISLAUF_SHARED");
  auto folder = (shared ? std::filesystem::path{shared} : test::source_folder() / "../shared") / "standards/dmn-tck";
  if (not std::filesystem::exists(folder)) {
    MESSAGE("skipped: no DMN TCK at " << folder.string());
    return;
  }
  feel::Environment environment{.now = *feel::DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};
  std::ostringstream report;
  auto outcome = dmn::check_tck(folder, report, environment);
  INFO(report.str());
  CHECK(outcome.failed == 0);
  CHECK(outcome.passed >= 2'600);
}
