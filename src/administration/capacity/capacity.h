#pragma once

#include "administration/capacity/acts/taking.h"
#include "authority/module.h"

/// Days with so many places, of which other modules take some.
namespace kreislauf::capacity {

/// All that this module gives to the house.
authority::Module module();

/// Days with room from `first` on, at most `limit`, the earliest first.
std::vector<Day> free_days(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                           std::size_t limit);
/// All days from `first` on, full or not.
std::vector<Day> all_days(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                          std::size_t limit);

}  // namespace kreislauf::capacity
