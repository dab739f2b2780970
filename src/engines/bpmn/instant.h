#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kreislauf::bpmn {

/// A point in time, to the millisecond, UTC. The engine has no clock: every call that needs the time is given
/// it.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2025-03-01T08:00:00Z", with milliseconds when there are any.
std::string print(Instant instant);

/// An ISO 8601 duration. Years, months and days are steps in the calendar of Europe/Berlin, the legal time of
/// German authorities: a day may have 23 or 25 hours.
struct Duration {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int64_t milliseconds = 0;
  bool operator==(Duration const&) const = default;
};

/// An ISO 8601 repetition, "R4/PT10S", "R/2025-03-01T08:00:00/P1D", also with an end instead of a start.
struct Cycle {
  std::int32_t times = -1;  // -1: without end
  std::optional<Instant> start;
  std::optional<Instant> end;
  Duration every;
};

/// ISO 8601 date and time, also with a named zone (`@Europe/Berlin`); without zone it is legal time in Germany, without
/// time the beginning of the day.
Result<Instant> parse_instant(std::string_view text);
Result<Duration> parse_duration(std::string_view text);
Result<Cycle> parse_cycle(std::string_view text);

std::string print(Duration const& duration);

Instant add(Instant instant, Duration const& duration);

/// The n-th time of a cycle, counted from its start: the 31st stays the 31st wherever a month has one.
Instant time_of(Instant start, Duration const& every, std::int64_t n);
/// Which time of a cycle is the first that is later than `after`.
std::int64_t first_later(Instant start, Duration const& every, Instant after);

}  // namespace kreislauf::bpmn
