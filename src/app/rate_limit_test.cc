#include "app/rate_limit.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace std::chrono_literals;

TEST_CASE("a client may hurry for a moment and is then asked to wait") {
  app::RateLimit limit{10, 3};
  auto const now = parse_iso_utc("2026-11-23T08:00:00Z");
  CHECK(limit.take("192.0.2.1", now) == 0);
  CHECK(limit.take("192.0.2.1", now) == 0);
  CHECK(limit.take("192.0.2.1", now) == 0);
  CHECK(limit.take("192.0.2.1", now) > 0);
  CHECK(limit.take("192.0.2.2", now) == 0);
  CHECK(limit.take("192.0.2.1", now + 150ms) == 0);
}

TEST_CASE("addresses of one IPv6 network share a bucket, and a clock that goes back gives nothing away") {
  app::RateLimit limit{1, 1};
  auto const now = parse_iso_utc("2026-11-23T08:00:00Z");
  CHECK(limit.take("2001:db8:1:2::a", now) == 0);
  CHECK(limit.take("2001:db8:1:2::b", now) > 0);
  CHECK(limit.take("2001:db8:1:2::b", now - 10s) > 0);
  CHECK(limit.take("2001:db8:1:3::a", now) == 0);
}

TEST_CASE("zero switches the limit off") {
  app::RateLimit limit{0, 0};
  for (int i = 0; i < 1000; ++i) CHECK(limit.take("192.0.2.1", Instant{}) == 0);
}
