#include "base/clock.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace std::chrono;

TEST_CASE("legal time follows both clock changes of Europe/Berlin") {
  auto const before_spring = parse_iso_utc("2026-03-29T00:59:00Z");
  CHECK(legal_time(before_spring).minute_of_day == 119);
  CHECK(legal_time(before_spring + 1min).minute_of_day == 180);
  auto const before_autumn = parse_iso_utc("2026-10-25T00:59:00Z");
  CHECK(legal_time(before_autumn).minute_of_day == 179);
  CHECK(legal_time(before_autumn + 1min).minute_of_day == 120);
}

TEST_CASE("late on New Year's Eve in UTC it is already the new year here") {
  auto const local = legal_time(parse_iso_utc("2026-12-31T23:30:00Z"));
  CHECK(local.day == year{2027} / 1 / 1);
  CHECK(local.weekday == 4);  // a Friday
}

TEST_CASE("moments are written as machines read them") {
  auto const moment = parse_iso_utc("2026-11-21T19:15:07Z");
  CHECK(iso_utc(moment) == "2026-11-21T19:15:07Z");
  CHECK(http_date(moment) == "Sat, 21 Nov 2026 19:15:07 GMT");
  CHECK(parse_iso_utc("nonsense") == Instant{});
}
