#include "administration/deadlines/rules/period.h"

#include <doctest/doctest.h>

#include "administration/deadlines/rules/period_cases_for_tests.h"
#include "platform/i18n/dates.h"

using namespace kreislauf;
using namespace kreislauf::deadlines;

namespace {

Day day(std::string_view text) { return *i18n::parse_iso(text); }
std::string shown(std::optional<Day> day) { return day ? i18n::iso(*day) : std::string{"-"}; }

}  // namespace

TEST_CASE("periods end on the day that the law says") {
  for (auto const& one : period_cases) {
    CAPTURE(one.law);
    CAPTURE(one.from);
    CAPTURE(one.length);
    auto const length = parse_length(one.length);
    REQUIRE(length.has_value());
    CHECK(shown(last_day(day(one.from), *length, one.begin)) == one.last);
    CHECK(shown(end_of(day(one.from), *length, one.begin)) == one.end);
  }
}

TEST_CASE("a length is read as ISO 8601 writes it, and nothing else") {
  CHECK(parse_length("P10D") == Length{10, Unit::days});
  CHECK(parse_length("P3M") == quarter);
  for (auto const wrong : {"", "P", "PD", "P0D", "P-1D", "3M", "P3", "P3H", "P1.5M", "P99999999999D", "P101Y", "p3m"})
    CHECK_FALSE(parse_length(wrong));
}

TEST_CASE("§ 190 BGB: what is added is counted from where it ended") {
  // Ends on Sunday 28 February 2027, so on Monday 1 March; a month more is counted from there.
  auto const end = end_of(day("2026-11-30"), quarter);
  CHECK(shown(extended(end, {1, Unit::months})) == "2027-04-01");
  CHECK(shown(extended(day("2027-02-28"), {1, Unit::months})) == "2027-04-01");
  CHECK(shown(extended(day("2026-12-04"), {2, Unit::weeks})) == "2026-12-18");
}

TEST_CASE("§§ 189 and 192 BGB: half a year, half a month, begin, middle and end of a month") {
  CHECK(shown(last_day(day("2026-08-31"), half_year)) == "2027-02-28");
  CHECK(shown(last_day(day("2026-11-23"), half_month)) == "2026-12-08");
  using namespace std::chrono;
  CHECK(shown(day_of(year{2028} / 2, Part::begin)) == "2028-02-01");
  CHECK(shown(day_of(year{2028} / 2, Part::middle)) == "2028-02-15");
  CHECK(shown(day_of(year{2028} / 2, Part::end)) == "2028-02-29");
}

TEST_CASE("working days are counted without weekends and holidays") {
  CHECK(shown(after_working_days(day("2026-12-23"), 3)) == "2026-12-29");
  CHECK(shown(after_working_days(day("2026-04-02"), 1)) == "2026-04-07");
  CHECK_FALSE(is_working_day(day("2026-06-04")));  // Fronleichnam, § 2 Feiertagsgesetz NW
  CHECK(is_working_day(day("2026-12-24")));        // no holiday, though town halls are closed
  CHECK(is_working_day(day("2026-12-31")));
}

TEST_CASE("§ 209 BGB: days on which a period is stopped do not count") {
  auto const last = day("2026-11-12");
  std::vector<Stop> stops{{day("2026-11-05"), day("2026-11-08")}};
  CHECK(shown(end_with_stops(last, stops)) == "2026-11-16");
  stops.push_back({day("2026-11-16"), day("2026-11-16")});
  CHECK(shown(end_with_stops(last, stops)) == "2026-11-17");
  stops.push_back({day("2026-11-17"), std::nullopt});
  CHECK(shown(end_with_stops(last, stops)) == "-");
  stops.back().until = day("2026-11-01");  // ended before it began: counts for nothing
  CHECK(shown(end_with_stops(last, stops)) == "2026-11-17");
}

TEST_CASE("lengths are said as people say them") {
  CHECK(german_of(quarter) == "drei Monate");
  CHECK(german_of({1, Unit::weeks}) == "eine Woche");
  CHECK(german_of({14, Unit::days}) == "14 Tage");
}
