#include "engines/feel/temporal.h"

#include <doctest/doctest.h>

using namespace kreislauf::feel;

TEST_CASE("dates are read strictly and written the same way") {
  for (auto text : {"2026-11-21", "2024-02-29", "-0044-03-15", "999999999-12-31", "1582-10-15"}) {
    auto date = Date::parse(text);
    REQUIRE(date);
    CHECK(date->print() == text);
    CHECK(Date::from_days(date->days()) == date);
  }
  for (auto text : {"2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-11-21T", "002026-01-01", ""})
    CHECK_FALSE(Date::parse(text));
}

TEST_CASE("a month after 31 January is the last of February") {
  CHECK(add_months(*Date::parse("2026-01-31"), 1)->print() == "2026-02-28");
  CHECK(add_months(*Date::parse("2024-02-29"), -12)->print() == "2023-02-28");
}

TEST_CASE("the calendar knows weekdays and ISO weeks") {
  CHECK(Date::parse("2026-11-21")->weekday() == 6);
  CHECK(Date::parse("2021-01-03")->week_of_year() == 53);
  CHECK(Date::parse("2026-12-31")->day_of_year() == 365);
}

TEST_CASE("Berlin has summer time") {
  auto winter = DateTime::parse("2026-01-15T12:00:00@Europe/Berlin"),
       summer = DateTime::parse("2026-07-15T12:00:00@Europe/Berlin");
  REQUIRE(winter);
  REQUIRE(summer);
  CHECK(winter->utc_second() == DateTime::parse("2026-01-15T11:00:00Z")->utc_second());
  CHECK(summer->utc_second() == DateTime::parse("2026-07-15T10:00:00Z")->utc_second());
  CHECK(summer->print() == "2026-07-15T12:00:00@Europe/Berlin");
  CHECK_FALSE(DateTime::parse("2026-07-15T12:00:00@Europe/Gescher"));
  CHECK(DateTime::at(summer->utc_second(), 0, summer->zone).print() == summer->print());
}

TEST_CASE("durations are read, normalised and written") {
  CHECK(DaysDuration::parse("P1DT25H61M")->print() == "P2DT2H1M");
  CHECK(DaysDuration::parse("-PT0.5S")->print() == "-PT0.5S");
  CHECK(DaysDuration::parse("PT0S")->print() == "PT0S");
  CHECK(MonthsDuration::parse("P26M")->print() == "P2Y2M");
  for (auto text : {"P", "PT", "P1Y1D", "P1.5D", "PT1M1H", "1D", "P1DT"}) CHECK_FALSE(DaysDuration::parse(text));
}

TEST_CASE("time runs around the clock") {
  auto night = Time::parse("23:30:00");
  CHECK(add(*night, *DaysDuration::parse("PT45M"), false).print() == "00:15:00");
  CHECK(difference(*Time::parse("10:00:00Z"), *Time::parse("09:30:00+01:00"))->print() == "PT1H30M");
}
