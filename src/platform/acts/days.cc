#include "platform/acts/days.h"

namespace kreislauf::acts {

namespace {

constexpr auto all_days = "SELECT name, day FROM daily_jobs";
constexpr auto last_day = "SELECT COALESCE(MAX(day), -1) FROM daily_jobs";
constexpr std::int64_t longest_gap = 3;
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

bool clock_is_plausible(db::Connection& connection, std::chrono::sys_days today) {
  auto const last = connection.number(last_day);
  auto const now = static_cast<std::int64_t>(today.time_since_epoch().count());
  return last < 0 or (now - last <= longest_gap and last - now <= longest_gap);
}

void confirm_day(db::Connection& connection, std::chrono::sys_days today) {
  // What was noted under a clock that stood ahead would look like the future for ever.
  connection.exec("DELETE FROM daily_jobs WHERE day > ?", static_cast<std::int64_t>(today.time_since_epoch().count()));
  keep_job_day(connection, "operator", today);
}

void keep_job_day(db::Connection& connection, std::string_view job, std::chrono::sys_days day) {
  connection.exec(keep_day, job, static_cast<std::int64_t>(day.time_since_epoch().count()));
}

}  // namespace kreislauf::acts
