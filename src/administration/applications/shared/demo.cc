#include "administration/applications/shared/demo.h"

#include "administration/applications/shared/demo_cases.h"
#include "administration/capacity/capacity.h"
#include "base/calendar.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

void fill_days(authority::House& house) {
  constexpr std::string_view calendar = "sperrmuell-abholen";
  constexpr int weeks = 8, thursday = 3;
  constexpr std::int64_t places = 12;
  auto const* town = house.authorities.directory()->by_slug("gescher");
  if (town == nullptr) return;
  auto& db = house.store.authority(town->key);
  auto const today = std::chrono::sys_days{legal_time(house.clock.now()).day};
  bool filled = false;
  db.read([&](db::Connection& connection) { filled = not capacity::all_days(connection, calendar, today, 1).empty(); });
  if (filled) return;
  std::vector<std::chrono::sys_days> days;
  for (auto day = today; day < today + std::chrono::days{7 * weeks}; day += std::chrono::days{1}) {
    bool const works = not holiday_nrw(std::chrono::year_month_day{day});
    if (i18n::weekday_number(day) == thursday and works) days.push_back(day);
  }
  acts::perform(db, house.clock, "demo",
                [&](acts::Transaction& tx) { capacity::set_places(tx, calendar, days, places); });
}

}  // namespace

void fill_demo(Applications& module) {
  fill_days(module.house);
  fill_demo_cases(module);
}

}  // namespace kreislauf::applications
