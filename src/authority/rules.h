#pragma once

#include <cstdint>
#include <functional>
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

/// What follows for one day from hours that are the same each week, closures and the holidays of the Land.
OfficeDay day_of(OpeningHours const& hours, std::vector<OfficeClosure> const& closures, std::chrono::sys_days day);

/// The same answers, each worked out once: the pages of a town ask for the same few days again and again. For a town in
/// memory, which is replaced when its data change. May be called by several threads.
std::function<OfficeDay(std::chrono::sys_days)> remembered(std::function<OfficeDay(std::chrono::sys_days)> day_of);

/// What a visitor wants to know at this moment.
struct OpenNow {
  bool open = false;
  int until = 0;          ///< minute of the day at which it closes, when open
  int walk_in_until = 0;  ///< how long one is taken without appointment, when one is just now
  int walk_in_from = -1;  ///< when one is taken without appointment later today; -1: not any more
  int next_from = -1;     ///< minute of the day at which it opens next, when closed; -1: not within half a year
  int next_in_days = 0;   ///< 0 = today
  std::chrono::sys_days next_day{};
  std::string closed;          ///< why it is closed now, or will be when it closes: a closure or a public holiday
  bool tells_walk_in = false;  ///< as in OfficeDay
};
OpenNow open_at(std::function<OfficeDay(std::chrono::sys_days)> const& day_of, LegalTime const& time);

/// A number as it is shown: without spaces and hyphens at which it could break.
std::string unbroken(std::string_view phone);
/// What a telephone dials (E.164) for a number as offices write it; of several the first. Empty where there is none.
std::string dial_of(std::string_view phone);

/// The closed lines of an SVG path made of M, l and z with integers, as the data tool writes it.
std::vector<std::vector<Point>> rings_of(std::string_view path);
/// Even-odd rule: inside an odd number of rings.
bool contains(std::vector<std::vector<Point>> const& rings, Point point);

}  // namespace kreislauf::authority::rules
