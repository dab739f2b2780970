#pragma once

#include <chrono>
#include <map>
#include <string>

#include "platform/db/db.h"

namespace kreislauf::acts {

/// The legal days on which daily jobs were last done in this database.
std::map<std::string, std::chrono::sys_days> job_days(db::Connection& connection);
/// A clock that has jumped ahead must destroy nothing: when the last day on which anything was done daily lies more
/// than three days back, or ahead, nothing is closed, erased or sent until an operator has looked (`kreislauf close`).
bool clock_is_plausible(db::Connection& connection, std::chrono::sys_days today);
/// The operator has looked: it is this day.
void confirm_day(db::Connection& connection, std::chrono::sys_days today);
void keep_job_day(db::Connection& connection, std::string_view job, std::chrono::sys_days day);

}  // namespace kreislauf::acts
