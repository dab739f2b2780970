#include "authority/rules.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::authority;

TEST_CASE("the status of a town follows its size") {
  CHECK(rules::status_by_population(24'999, false, false) == Status::small);
  CHECK(rules::status_by_population(25'000, false, false) == Status::medium);
  CHECK(rules::status_by_population(60'000, false, false) == Status::large);
  CHECK(rules::status_by_population(110'000, true, false) == Status::independent);
  CHECK(rules::status_by_population(0, false, true) == Status::district);
}

TEST_CASE("opening hours are read, and what is wrong with them is said") {
  auto const hours = rules::parse_hours("Mo 08:00-12:30 14:00-16:00; Do 08:00-18:00");
  REQUIRE(hours);
  CHECK(hours->days[0] == std::vector<Span>{{480, 750}, {840, 960}});
  CHECK(hours->days[3] == std::vector<Span>{{480, 1080}});
  CHECK(hours->days[6].empty());
  CHECK(rules::parse_hours("Xx 08:00-12:00").error() == "\"Xx\" is no day; use Mo Di Mi Do Fr Sa So");
  CHECK(rules::parse_hours("Mo 8-12").error() == "\"8-12\" is no time span; write it like 08:00-12:30");
  CHECK(rules::parse_hours("Mo 12:00-08:00").error() == "\"12:00-08:00\" ends before it begins");
  CHECK(rules::parse_hours("Mo 08:00-12:00 11:00-13:00").error() == "the times on Mo overlap");
  CHECK(rules::parse_hours("Mo 08:00-12:00; Mo 13:00-14:00").error() == "Mo is named twice");
}

TEST_CASE("a visitor learns whether it is open now and when it opens next") {
  auto const hours = *rules::parse_hours("Mo 08:00-12:00 14:00-16:00; Do 08:00-18:00");
  auto const monday_noon = legal_time(parse_iso_utc("2026-11-23T11:30:00Z"));  // 12:30 in Gescher
  auto const now = rules::open_at(hours, monday_noon);
  CHECK_FALSE(now.open);
  CHECK(now.next_from == 14 * 60);
  CHECK(now.next_in_days == 0);
  auto const thursday = rules::open_at(hours, legal_time(parse_iso_utc("2026-11-26T16:59:00Z")));
  CHECK(thursday.open);
  CHECK(thursday.until == 18 * 60);
  auto const evening = rules::open_at(hours, legal_time(parse_iso_utc("2026-11-26T17:00:00Z")));
  CHECK_FALSE(evening.open);
  CHECK(evening.next_in_days == 4);
  CHECK(evening.next_weekday == 0);
}

TEST_CASE("on a public holiday the office is closed and the page says why") {
  auto const hours = *rules::parse_hours("Do 08:00-18:00; Fr 08:00-12:00");
  auto const now = rules::open_at(hours, legal_time(parse_iso_utc("2026-06-04T08:00:00Z")));
  CHECK_FALSE(now.open);
  CHECK(now.holiday == "Fronleichnam");
  CHECK(now.next_in_days == 1);
}

TEST_CASE("a point lies in a town when it is inside its border and not in its hole") {
  auto const rings = rules::rings_of("M0 0l10 0 0 10-10 0zM4 4l2 0 0 2-2 0z");
  REQUIRE(rings.size() == 2);
  CHECK(rings[0].size() == 4);
  CHECK(rules::contains(rings, {2, 2}));
  CHECK_FALSE(rules::contains(rings, {5, 5}));
  CHECK_FALSE(rules::contains(rings, {11, 2}));
}
