#pragma once

#include <chrono>

namespace kreislauf::payments {

/// Banks settle on this day (TARGET: closed on weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26
/// December). Public holidays of a Land do not count.
bool is_target_day(std::chrono::sys_days day);
/// This day, or the next on which banks settle.
std::chrono::sys_days target_day_from(std::chrono::sys_days day);

}  // namespace kreislauf::payments
