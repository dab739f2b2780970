#include "engines/dmn/tck.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

using namespace kreislauf;

TEST_CASE("the DMN TCK passes") {
  auto const* shared = std::getenv("KREISLAUF_SHARED");
  auto source = std::filesystem::path{__FILE__}.parent_path() / "../../..";
  auto folder = (shared ? std::filesystem::path{shared} : source / "../shared") / "standards/dmn-tck";
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
