#include "administration/cases/shared/presence.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::cases;

TEST_CASE("who looks at a case is known to others for three minutes, and of one authority only") {
  Presence presence;
  auto const now = parse_iso_utc("2026-11-23T09:00:00Z");
  using Staff = std::vector<std::int64_t>;
  CHECK(presence.note("05554016", 7, 1, now).empty());
  CHECK(presence.note("05554016", 7, 1, now).empty());  // oneself is not somebody else
  CHECK(presence.note("05554016", 7, 2, now + std::chrono::minutes{2}) == Staff{1});
  CHECK(presence.note("05554016", 8, 2, now + std::chrono::minutes{2}).empty());
  CHECK(presence.note("05554020", 7, 3, now + std::chrono::minutes{2}).empty());
  CHECK(presence.note("05554016", 7, 1, now + std::chrono::minutes{4}) == Staff{2});
  CHECK(presence.note("05554016", 7, 3, now + std::chrono::minutes{8}).empty());
}
