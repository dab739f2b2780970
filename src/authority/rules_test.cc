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
  auto const at = [&](std::string_view moment) {
    return rules::open_at([&](auto day) { return rules::day_of(hours, {}, day); },
                          legal_time(parse_iso_utc(std::string{moment})));
  };
  auto const now = at("2026-11-23T11:30:00Z");  // Monday, 12:30 in Gescher
  CHECK_FALSE(now.open);
  CHECK(now.next_from == 14 * 60);
  CHECK(now.next_in_days == 0);
  auto const thursday = at("2026-11-26T16:59:00Z");
  CHECK(thursday.open);
  CHECK(thursday.until == 18 * 60);
  auto const evening = at("2026-11-26T17:00:00Z");
  CHECK_FALSE(evening.open);
  CHECK(evening.next_in_days == 4);
  CHECK(evening.next_day == std::chrono::sys_days{std::chrono::year{2026} / 11 / 30});
}

TEST_CASE("on a public holiday the office is closed and the page says why") {
  auto const hours = *rules::parse_hours("Do 08:00-18:00; Fr 08:00-12:00");
  auto const now = rules::open_at([&](auto day) { return rules::day_of(hours, {}, day); },
                                  legal_time(parse_iso_utc("2026-06-04T08:00:00Z")));
  CHECK_FALSE(now.open);
  CHECK(now.closed == "Fronleichnam");
  CHECK(now.next_in_days == 1);
}

TEST_CASE("while a closure covers now the office is closed, and after it open again") {
  using std::chrono::year, std::chrono::sys_days;
  auto const hours = *rules::parse_hours("Mo 08:00-12:00; Di 08:00-12:00");
  std::vector<OfficeClosure> const closures{
      {sys_days{year{2026} / 11 / 23}, sys_days{year{2026} / 11 / 23}, {9 * 60, 10 * 60}, "Personalversammlung"},
      {sys_days{year{2026} / 11 / 30}, sys_days{year{2027} / 1 / 3}, {0, 24 * 60}, "Umbau"}};
  auto const at = [&](std::string moment) {
    return rules::open_at([&](auto day) { return rules::day_of(hours, closures, day); },
                          legal_time(parse_iso_utc(moment)));
  };
  CHECK(at("2026-11-23T07:30:00Z").until == 9 * 60);  // 8:30: open, but only until the closure
  auto const meeting = at("2026-11-23T08:30:00Z");
  CHECK_FALSE(meeting.open);
  CHECK(meeting.closed == "Personalversammlung");
  CHECK(meeting.next_from == 10 * 60);
  CHECK(at("2026-11-23T09:00:00Z").open);
  auto const works = at("2026-11-30T08:30:00Z");
  CHECK_FALSE(works.open);
  CHECK(works.closed == "Umbau");
  CHECK(works.next_day == sys_days{year{2027} / 1 / 4});  // five weeks later
}

TEST_CASE("a point lies in a town when it is inside its border and not in its hole") {
  auto const rings = rules::rings_of("M0 0l10 0 0 10-10 0zM4 4l2 0 0 2-2 0z");
  REQUIRE(rings.size() == 2);
  CHECK(rings[0].size() == 4);
  CHECK(rules::contains(rings, {2, 2}));
  CHECK_FALSE(rules::contains(rings, {5, 5}));
  CHECK_FALSE(rules::contains(rings, {11, 2}));
}

TEST_CASE("a number is dialled as it is meant, however an office writes it") {
  CHECK(rules::dial_of("02542 60-0") == "+492542600");
  CHECK(rules::dial_of("+49 (0)2542 60-0") == "+492542600");
  CHECK(rules::dial_of("0049 2542 600") == "+492542600");
  CHECK(rules::dial_of("+49 02542 600") == "+492542600");
  CHECK(rules::dial_of("02542/60-116") == "+49254260116");
  CHECK(rules::dial_of("02542 60-116 / -012") == "+49254260116");
  CHECK(rules::dial_of("02542 60-116, 60-012") == "+49254260116");
  CHECK(rules::dial_of("02542 60-116 oder 60-012") == "+49254260116");
  CHECK(rules::dial_of("115") == "115");
  CHECK(rules::dial_of("nach Vereinbarung").empty());
}

TEST_CASE("a day that was asked for before is not worked out again") {
  int asked = 0;
  auto const day_of = rules::remembered([&asked](std::chrono::sys_days day) {
    ++asked;
    OfficeDay hours;
    hours.open = {{static_cast<int>(day.time_since_epoch().count() % 60), 600}};
    return hours;
  });
  std::chrono::sys_days const monday{std::chrono::year{2026} / 11 / 23};
  for (int round = 0; round < 3; ++round) {
    for (int ahead = -7; ahead < 25; ++ahead) {
      auto const day = monday + std::chrono::days{ahead};
      CHECK(day_of(day).open.front().first == static_cast<int>(day.time_since_epoch().count() % 60));
    }
  }
  CHECK(asked == 32);
  auto const in_a_year = monday + std::chrono::days{32 * 12};
  CHECK(day_of(in_a_year).open != day_of(monday).open);
}
