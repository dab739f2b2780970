#include "base/calendar.h"

#include <array>
#include <utility>

namespace kreislauf {

using namespace std::chrono;

// Butcher's form of the Gregorian computus; the single letters are the customary names of its terms.
year_month_day easter(year in) {
  int const y = static_cast<int>(in);
  int const a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int const h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int const m = (a + 11 * h + 22 * l) / 451;
  int const of_march = h + l - 7 * m + 114;
  return in / (of_march / 31) / (of_march % 31 + 1);
}

std::optional<std::string_view> holiday_nrw(year_month_day date) {
  using namespace std::string_view_literals;
  static constexpr std::array<std::pair<month_day, std::string_view>, 6> fixed{{
      {January / 1, "Neujahr"sv},
      {May / 1, "Tag der Arbeit"sv},
      {October / 3, "Tag der Deutschen Einheit"sv},
      {November / 1, "Allerheiligen"sv},
      {December / 25, "1. Weihnachtstag"sv},
      {December / 26, "2. Weihnachtstag"sv},
  }};
  static constexpr std::array<std::pair<int, std::string_view>, 5> after_easter{{
      {-2, "Karfreitag"sv},
      {1, "Ostermontag"sv},
      {39, "Christi Himmelfahrt"sv},
      {50, "Pfingstmontag"sv},
      {60, "Fronleichnam"sv},
  }};
  for (auto const& [day, name] : fixed) {
    if (date.month() / date.day() == day) return name;
  }
  auto const offset = (sys_days{date} - sys_days{easter(date.year())}).count();
  for (auto const& [days_after, name] : after_easter) {
    if (offset == days_after) return name;
  }
  return std::nullopt;
}

}  // namespace kreislauf
