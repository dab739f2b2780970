#include "administration/payments/rules/target_days.h"

#include "base/calendar.h"

namespace kreislauf::payments {

bool is_target_day(std::chrono::sys_days day) {
  using namespace std::chrono;
  weekday const week{day};
  if (week == Saturday or week == Sunday) return false;
  year_month_day const date{day};
  auto const md = date.month() / date.day();
  if (md == January / 1 or md == May / 1 or md == December / 25 or md == December / 26) return false;
  auto const sunday = sys_days{easter(date.year())};
  return day != sunday - days{2} and day != sunday + days{1};
}

std::chrono::sys_days target_day_from(std::chrono::sys_days day) {
  while (not is_target_day(day)) day += std::chrono::days{1};
  return day;
}

}  // namespace kreislauf::payments
