#include "base/calendar.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace std::chrono;

TEST_CASE("Easter falls where the church calendar has it") {
  CHECK(easter(year{2026}) == year{2026} / April / 5);
  CHECK(easter(year{2027}) == year{2027} / March / 28);
  CHECK(easter(year{2038}) == year{2038} / April / 25);
}

TEST_CASE("North Rhine-Westphalia has eleven holidays, and Reformation Day is none of them") {
  int holidays = 0;
  for (sys_days day = year{2026} / 1 / 1; day < sys_days{year{2027} / 1 / 1}; day += days{1}) {
    if (holiday_nrw(day)) ++holidays;
  }
  CHECK(holidays == 11);
  CHECK(holiday_nrw(year{2026} / June / 4) == "Fronleichnam");
  CHECK_FALSE(holiday_nrw(year{2026} / October / 31));
}
