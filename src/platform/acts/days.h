#pragma once

#include <chrono>
#include <map>
#include <string>

#include "platform/db/db.h"

namespace kreislauf::acts {

/// The legal days on which daily jobs were last done in this database.
std::map<std::string, std::chrono::sys_days> job_days(db::Connection& connection);
void keep_job_day(db::Connection& connection, std::string_view job, std::chrono::sys_days day);

}  // namespace kreislauf::acts
