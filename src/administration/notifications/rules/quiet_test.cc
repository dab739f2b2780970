#include "administration/notifications/rules/quiet.h"

#include <doctest/doctest.h>

namespace kreislauf::notifications {

namespace {

Instant at(char const* legal) { return parse_legal(legal).value(); }

/// Minute by minute, as somebody with a clock and a calendar would.
Instant naive(Instant now, Quiet const& quiet) {
  auto moment = now;
  while (is_quiet(moment, quiet)) moment = std::chrono::floor<std::chrono::minutes>(moment) + std::chrono::minutes{1};
  return moment;
}

}  // namespace

TEST_CASE("what comes in the night is said in the morning, what comes by day at once") {
  Quiet const usual;
  CHECK(said_at(at("2026-11-23T20:59"), Hold::until_loud, usual) == at("2026-11-23T20:59"));
  CHECK(said_at(at("2026-11-23T21:00"), Hold::until_loud, usual) == at("2026-11-24T07:00"));
  CHECK(said_at(at("2026-11-24T06:59"), Hold::until_loud, usual) == at("2026-11-24T07:00"));
  CHECK(said_at(at("2026-11-24T07:00"), Hold::until_loud, usual) == at("2026-11-24T07:00"));
}

TEST_CASE("quiet hours need no midnight, and need not be") {
  Quiet const noon{.on = true, .from = 12 * 60, .to = 14 * 60};
  CHECK(said_at(at("2026-11-23T13:00"), Hold::until_loud, noon) == at("2026-11-23T14:00"));
  CHECK(said_at(at("2026-11-23T23:00"), Hold::until_loud, noon) == at("2026-11-23T23:00"));
  Quiet const none{.on = false};
  CHECK(said_at(at("2026-11-23T23:00"), Hold::until_loud, none) == at("2026-11-23T23:00"));
}

TEST_CASE("who wants rest on Sundays and holidays hears it on the next working morning") {
  Quiet const rest{.sundays = true};
  // Saturday evening before the first Sunday in Advent, and Christmas with a Sunday behind it.
  CHECK(said_at(at("2026-11-28T22:00"), Hold::until_loud, rest) == at("2026-11-30T07:00"));
  CHECK(said_at(at("2026-11-29T12:00"), Hold::until_loud, rest) == at("2026-11-30T07:00"));
  CHECK(said_at(at("2026-12-25T10:00"), Hold::until_loud, rest) == at("2026-12-28T07:00"));
  CHECK(said_at(at("2026-11-29T12:00"), Hold::until_loud, Quiet{}) == at("2026-11-29T12:00"));
}

TEST_CASE("what must be said on its day waits for the morning only where that is the same day") {
  Quiet const usual;
  CHECK(said_at(at("2026-11-23T03:00"), Hold::same_day, usual) == at("2026-11-23T07:00"));
  CHECK(said_at(at("2026-11-23T22:00"), Hold::same_day, usual) == at("2026-11-23T22:00"));
  CHECK(said_at(at("2026-11-29T12:00"), Hold::same_day, Quiet{.sundays = true}) == at("2026-11-29T12:00"));
}

TEST_CASE("the nights on which the clocks change end at seven, too") {
  Quiet const usual;
  CHECK(said_at(at("2026-10-24T23:00"), Hold::until_loud, usual) == at("2026-10-25T07:00"));
  CHECK(at("2026-10-25T07:00") - at("2026-10-24T23:00") == std::chrono::hours{9});
  CHECK(said_at(at("2027-03-27T23:00"), Hold::until_loud, usual) == at("2027-03-28T07:00"));
  CHECK(at("2027-03-28T07:00") - at("2027-03-27T23:00") == std::chrono::hours{7});
  // An end inside of the hour that spring leaves out.
  Quiet const short_night{.on = true, .from = 22 * 60, .to = 150};
  auto const said = said_at(at("2027-03-28T01:30"), Hold::until_loud, short_night);
  CHECK_FALSE(is_quiet(said, short_night));
  CHECK(said == at("2027-03-28T03:00"));
}

TEST_CASE("for a whole year and any hours it is what a clock and a calendar say") {
  for (auto const& quiet : {Quiet{}, Quiet{.sundays = true}, Quiet{.on = true, .from = 0, .to = 1439, .sundays = true},
                            Quiet{.on = true, .from = 150, .to = 149}, Quiet{.on = false, .sundays = true},
                            Quiet{.on = true, .from = 600, .to = 600}}) {
    for (auto moment = at("2026-10-01T00:07"); moment < at("2027-06-01T00:00"); moment += std::chrono::minutes{1'637}) {
      auto const said = said_at(moment, Hold::until_loud, quiet);
      CAPTURE(iso_utc(moment));
      REQUIRE(said == naive(moment, quiet));
    }
  }
}

}  // namespace kreislauf::notifications
