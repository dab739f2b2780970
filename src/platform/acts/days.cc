#include "platform/acts/days.h"

namespace kreislauf::acts {

namespace {

constexpr auto all_days = "SELECT name, day FROM daily_jobs";
constexpr auto keep_day =
    "INSERT INTO daily_jobs (name, day) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET day = excluded.day";

}  // namespace

std::map<std::string, std::chrono::sys_days> job_days(db::Connection& connection) {
  std::map<std::string, std::chrono::sys_days> days;
  connection.each(all_days, [&](db::Row const& row) {
    days[row.string(0)] = std::chrono::sys_days{std::chrono::days{row.integer(1)}};
  });
  return days;
}

void keep_job_day(db::Connection& connection, std::string_view job, std::chrono::sys_days day) {
  connection.exec(keep_day, job, static_cast<std::int64_t>(day.time_since_epoch().count()));
}

}  // namespace kreislauf::acts
