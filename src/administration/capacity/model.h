#pragma once

#include <chrono>
#include <cstdint>

#include "platform/db/connection.h"

namespace kreislauf::capacity {

/// One day of a calendar.
struct Day {
  std::chrono::sys_days day{};
  std::int64_t places = 0, taken = 0;

  static Day from(db::Row const& row);
};

}  // namespace kreislauf::capacity
