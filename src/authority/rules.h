#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "authority/model.h"
#include "base/clock.h"
#include "base/result.h"

namespace kreislauf::authority::rules {

/// Status of a municipality by its number of people (§ 4 GO NRW: from 60,000 große, from 25,000 mittlere
/// kreisangehörige Stadt). Towns near a limit may differ by ordinance; the import takes the status from the file then.
Status status_by_population(std::int64_t population, bool independent, bool district);

/// Reads `Mo 08:00-12:30 14:00-16:00; Do 08:00-18:00`. Days: Mo Di Mi Do Fr Sa So, each at most once.
Result<OpeningHours> parse_hours(std::string_view text);

/// What a visitor wants to know at this moment.
struct OpenNow {
  bool open = false;
  int until = 0;         ///< minute of the day at which it closes, when open
  int next_from = -1;    ///< minute of the day at which it opens next, when closed; -1: not in the next two weeks
  int next_in_days = 0;  ///< 0 = today
  int next_weekday = 0;
  std::string_view holiday;  ///< name of today's public holiday, when there is one
};
OpenNow open_at(OpeningHours const& hours, LegalTime const& time);

/// The closed lines of an SVG path made of M, l and z with integers, as the data tool writes it.
std::vector<std::vector<Point>> rings_of(std::string_view path);
/// Even-odd rule: inside an odd number of rings.
bool contains(std::vector<std::vector<Point>> const& rings, Point point);

}  // namespace kreislauf::authority::rules
