#include "administration/deadlines/rules/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/calendar.h"

namespace kreislauf::deadlines {

namespace {

using std::chrono::days, std::chrono::months, std::chrono::years, std::chrono::year_month_day;

constexpr int most_years = 100;

Day last_of(std::chrono::year_month month) { return Day{month / std::chrono::last}; }

/// The day with this number in a month, or its last one where it has none (§ 188 (3) BGB).
Day numbered(std::chrono::year_month month, unsigned number) {
  auto const last = last_of(month);
  auto const day = Day{month / std::chrono::day{1}} + days{number - 1};
  return std::min(day, last);
}

int months_in(Length length) { return length.unit == Unit::years ? length.number * 12 : length.number; }

}  // namespace

std::optional<Length> parse_length(std::string_view text) {
  constexpr std::string_view letters = "DWMY";
  if (text.size() < 3 or not text.starts_with('P')) return std::nullopt;
  auto const unit = letters.find(text.back());
  if (unit == std::string_view::npos) return std::nullopt;
  auto const digits = text.substr(1, text.size() - 2);
  Length length{.unit = static_cast<Unit>(unit)};
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), length.number);
  if (read.ec != std::errc{} or read.ptr != digits.data() + digits.size() or length.number < 1) return std::nullopt;
  constexpr std::array<int, 4> in_a_year{366, 53, 12, 1};
  if (length.number > most_years * in_a_year[unit]) return std::nullopt;
  return length;
}

Day last_day(Day from, Length length, Begin begin) {
  // § 188 (1) and (2) BGB: days and weeks run from the first day that counts.
  auto const first = begin == Begin::event ? from + days{1} : from;
  if (length.unit == Unit::days) return first + days{length.number - 1};
  if (length.unit == Unit::weeks) return first + days{length.number * 7 - 1};
  // Months and years end on the day with the number of the event, or on the one before that of the begin.
  year_month_day const date{from};
  auto const number = static_cast<unsigned>(date.day());
  auto const month = date.year() / date.month() + months{months_in(length)};
  if (begin == Begin::event) return numbered(month, number);
  return number == 1 ? last_of(month - months{1}) : numbered(month, number - 1);
}

bool is_working_day(Day day) {
  auto const weekday = std::chrono::weekday{day}.iso_encoding();
  return weekday < 6 and not holiday_nrw(year_month_day{day});
}

Day working_day_from(Day day) {
  while (not is_working_day(day)) day += days{1};
  return day;
}

Day after_working_days(Day day, int number) {
  for (; number > 0; --number) day = working_day_from(day + days{1});
  return day;
}

Day end_of(Day from, Length length, Begin begin) { return working_day_from(last_day(from, length, begin)); }

Day extended(Day end, Length by) { return working_day_from(last_day(working_day_from(end), by, Begin::event)); }

std::optional<Day> end_with_stops(Day last, std::span<Stop const> stops) {
  std::vector<Stop> order{stops.begin(), stops.end()};
  std::sort(order.begin(), order.end(), [](Stop const& a, Stop const& b) { return a.from < b.from; });
  Day counted = Day::min();  // until where stopped days have been counted
  for (auto const& stop : order) {
    if (stop.from > last) continue;
    if (not stop.until) return std::nullopt;
    auto const first = std::max(stop.from, counted == Day::min() ? stop.from : counted + days{1});
    if (*stop.until < first) continue;
    last += *stop.until - first + days{1};
    counted = *stop.until;
  }
  return working_day_from(last);
}

Day day_of(std::chrono::year_month month, Part part) {
  if (part == Part::end) return last_of(month);
  return Day{month / std::chrono::day{part == Part::begin ? 1U : 15U}};
}

std::string german_of(Length length) {
  struct Words {
    std::string_view one, many;
  };
  constexpr std::array<Words, 4> words{
      {{"ein Tag", "Tage"}, {"eine Woche", "Wochen"}, {"ein Monat", "Monate"}, {"ein Jahr", "Jahre"}}};
  auto const& [one, many] = words[static_cast<std::size_t>(length.unit)];
  constexpr std::array<std::string_view, 13> numbers{"",       "",     "zwei", "drei", "vier", "fünf", "sechs",
                                                     "sieben", "acht", "neun", "zehn", "elf",  "zwölf"};
  if (length.number == 1) return std::string{one};
  if (length.number < 13) return fmt::format("{} {}", numbers[static_cast<std::size_t>(length.number)], many);
  return fmt::format("{} {}", length.number, many);
}

}  // namespace kreislauf::deadlines
