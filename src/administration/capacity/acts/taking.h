#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "administration/capacity/model.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

namespace kreislauf::capacity {

/// On that day nothing is free any more: another day is to be chosen.
struct Full : Conflict {
  Full() : Conflict{"no place is left on this day"} {}
};

/// Takes a place for `subject`, which has at most one: the one from before is given back. Throws Full.
void take(acts::Transaction& tx, std::string_view calendar, std::chrono::sys_days day, std::string_view subject);
/// It is not needed any more; nothing where there is none.
void give_back(acts::Transaction& tx, std::string_view subject);
/// How many are served on these days; what is taken stays taken, also where that is more.
void set_places(acts::Transaction& tx, std::string_view calendar, std::vector<std::chrono::sys_days> const& days,
                std::int64_t places);

}  // namespace kreislauf::capacity
