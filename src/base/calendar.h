#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace kreislauf {

/// Easter Sunday of a year in the Gregorian calendar.
std::chrono::year_month_day easter(std::chrono::year year);

/// Name of the public holiday in North Rhine-Westphalia on this day (§ 2 Feiertagsgesetz NW), or nothing.
std::optional<std::string_view> holiday_nrw(std::chrono::year_month_day day);

}  // namespace kreislauf
