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

TEST_CASE("an hour that comes twice counts by its first pass, a skipped hour by the moment of the change") {
  CHECK(iso_utc(instant_of_legal(year{2026} / 10 / 25, 150)) == "2026-10-25T00:30:00Z");
  CHECK(iso_utc(instant_of_legal(year{2026} / 10 / 25, 180)) == "2026-10-25T02:00:00Z");
  CHECK(iso_utc(instant_of_legal(year{2026} / 3 / 29, 150)) == "2026-03-29T01:00:00Z");
  CHECK(iso_utc(instant_of_legal(year{2026} / 3 / 29, 24 * 60)) == "2026-03-29T22:00:00Z");
}

TEST_CASE("one day in the year lacks an hour") {
  auto const spring = skipped_minutes(year{2026} / 3 / 29);
  CHECK(spring.from == 120);
  CHECK(spring.to == 180);
  int other_days = 0;
  for (sys_days day = year{2026} / 1 / 1; day < sys_days{year{2027} / 1 / 1}; day += days{1}) {
    auto const skipped = skipped_minutes(day);
    if (skipped.from == skipped.to) ++other_days;
  }
  CHECK(other_days == 364);
}

TEST_CASE("late on New Year's Eve in UTC it is already the new year here") {
  auto const local = legal_time(parse_iso_utc("2026-12-31T23:30:00Z"));
  CHECK(local.day == year{2027} / 1 / 1);
  CHECK(local.weekday == 4);  // a Friday
}

TEST_CASE("what is no moment is the epoch, and every moment is read as it was written") {
  for (auto const* wrong : {"", "2026", "2026-11-21", "2026-11-21 19:15:07Z", "2026-13-01T00:00:00Z",
                            "2026-02-30T00:00:00Z", "2026-1-21T19:15:07Z", "+026-11-21T19:15:07Z",
                            " 2026-11-21T19:15:0", "2026-11-21T19-15-07Z", "2026-11-21T1a:15:07Z"}) {
    CAPTURE(wrong);
    CHECK(parse_iso_utc(wrong) == Instant{});
  }
  for (auto moment = parse_iso_utc("1969-12-30T22:58:59Z"); moment < parse_iso_utc("2105-01-01T00:00:00Z");
       moment += std::chrono::hours{9999} + std::chrono::seconds{61})
    CHECK(parse_iso_utc(iso_utc(moment)) == moment);
}

TEST_CASE("moments are written as machines read them") {
  auto const moment = parse_iso_utc("2026-11-21T19:15:07Z");
  CHECK(iso_utc(moment) == "2026-11-21T19:15:07Z");
  CHECK(http_date(moment) == "Sat, 21 Nov 2026 19:15:07 GMT");
  CHECK(parse_iso_utc("nonsense") == Instant{});
}

TEST_CASE("a moment on the clock on the wall is read or refused") {
  CHECK(iso_utc(*parse_legal("2026-11-23T09:30")) == "2026-11-23T08:30:00Z");
  CHECK(iso_utc(*parse_legal("2026-07-01T00:00")) == "2026-06-30T22:00:00Z");
  for (auto const* text : {"", "2026-11-23", "2026-11-23 09:30", "2026-02-30T09:30", "2026-11-23T24:30",
                           "2026-11-23T09:60", "2026-11-23T9:30"})
    CHECK_FALSE(parse_legal(text));
}

TEST_CASE("the clock of a demonstration begins where it is told and runs on") {
  auto const start = parse_iso_utc("2026-11-23T08:30:00Z");
  SampleClock const clock{start, 600};
  auto const first = clock.now();
  CHECK(first >= start);
  CHECK(first < start + std::chrono::hours{1});
  CHECK(clock.now() >= first);
}
