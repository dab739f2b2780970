#include <doctest/doctest.h>

#include "engines/bpmn/instant.h"
#include "engines/bpmn/value.h"

using namespace kreislauf::bpmn;

TEST_CASE("a time without zone is German legal time, summer and winter") {
  CHECK(print(*parse_instant("2025-01-15T08:00:00")) == "2025-01-15T07:00:00Z");
  CHECK(print(*parse_instant("2025-07-15T08:00:00")) == "2025-07-15T06:00:00Z");
  CHECK(print(*parse_instant("2025-07-15T08:00:00+05:30")) == "2025-07-15T02:30:00Z");
  CHECK(print(*parse_instant("2025-07-15T08:00:00.250Z")) == "2025-07-15T08:00:00.250Z");
  CHECK(print(*parse_instant("2025-07-15")) == "2025-07-14T22:00:00Z");
}

TEST_CASE("a day is a day of the calendar, also when the clocks change") {
  auto const before = *parse_instant("2025-03-29T12:00:00");
  CHECK(print(add(before, *parse_duration("P1D"))) == "2025-03-30T10:00:00Z");
  CHECK(print(add(before, *parse_duration("PT24H"))) == "2025-03-30T11:00:00Z");
  CHECK(print(add(*parse_instant("2025-01-31T09:00:00"), *parse_duration("P1M"))) == "2025-02-28T08:00:00Z");
}

TEST_CASE("durations and repetitions are read as ISO 8601 writes them") {
  CHECK(*parse_duration("P1Y2M3W4DT5H6M7.5S") == Duration{14, 25, ((5 * 60 + 6) * 60 + 7) * 1000 + 500});
  CHECK(parse_cycle("R4/PT10S")->times == 4);
  CHECK(parse_cycle("R/2025-01-01T00:00:00Z/P1D")->start);
  CHECK(parse_cycle("R2/PT1H/2025-01-01")->end);
  for (char const* wrong : {"", "P", "PT", "1D", "P1X", "P1.5D", "PT1H1", "P1D1", "P9999999Y", "PT99999999999S"})
    CHECK_FALSE(parse_duration(wrong));
  for (char const* wrong : {"", "R", "R4", "R4/", "R/PT0S", "R-1/PT1S", "X/PT1S"}) CHECK_FALSE(parse_cycle(wrong));
  for (char const* wrong :
       {"2025-02-30", "2025-13-01", "25-01-01", "2025-01-01T25:00:00", "2025-01-01Tx", "2025-01-01T10:00:00+99:00"})
    CHECK_FALSE(parse_instant(wrong));
}

TEST_CASE("JSON comes back as it went out, dates included") {
  for (char const* text :
       {"null", "true", "[1,2.50,-3]", R"({"a":{"b":[]},"c":"x\"\\\n\u0001"})", R"({"@":"2025-01-31"})",
        R"({"@":"PT2H"})", R"({"@":"2025-01-31T10:00:00Z"})", "\"Ä\"", "{}", "12345678901234567890.12"}) {
    auto const value = from_json(text);
    REQUIRE(value);
    auto const again = from_json(to_json(*value));
    REQUIRE(again);
    CHECK(kreislauf::feel::same(*value, *again));
  }
  for (char const* wrong :
       {"", "{", "[1,]", "{\"a\"}", "01x", "\"", "nul", "1 2", "\"\\ud800\"", "{\"@\":\"quatsch\"}"})
    CHECK_FALSE(from_json(wrong));
  CHECK_FALSE(from_json(std::string(100'000, '[')));
}
