#include "engines/feel/temporal.h"
#include "engines/feel/text_tools.h"

namespace kreislauf::feel {
namespace {

constexpr std::int64_t furthest_year = 999'999'999;

bool leap(std::int64_t year) { return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0); }

int month_length(std::int64_t year, std::int64_t month) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 and leap(year) ? 29 : lengths[month - 1];
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::optional<Date> Date::of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -furthest_year or year > furthest_year or month < 1 or month > 12 or day < 1 or
      day > month_length(year, month))
    return std::nullopt;
  return Date{.year = static_cast<std::int32_t>(year),
              .month = static_cast<std::uint8_t>(month),
              .day = static_cast<std::uint8_t>(day)};
}

// Days from civil and back: counting from 1 March of year 0 puts the leap day at the end of the year.
std::int64_t Date::days() const {
  auto y = static_cast<std::int64_t>(year) - (month <= 2 ? 1 : 0);
  auto era = floor_divide(y, 400);
  auto year_of_era = y - era * 400;
  auto day_of_march_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_march_year - 719'468;
}

std::optional<Date> Date::from_days(std::int64_t days) {
  if (days > 366'000'000'000 or days < -366'000'000'000) return std::nullopt;
  days += 719'468;
  auto era = floor_divide(days, 146'097);
  auto day_of_era = days - era * 146'097;
  auto year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  auto shifted = (5 * day_of_year + 2) / 153;
  auto month = shifted < 10 ? shifted + 3 : shifted - 9;
  return of(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted + 2) / 5 + 1);
}

std::optional<Date> Date::parse(std::string_view text) {
  Scanner scan{text};
  bool negative = scan.take('-');
  auto leading_zero = scan.peek() == '0';
  auto year = scan.digits(4, 9);
  if (not year or (leading_zero and scan.digits_taken() > 4) or not scan.take('-')) return std::nullopt;
  auto month = scan.digits(2, 2);
  if (not month or not scan.take('-')) return std::nullopt;
  auto day = scan.digits(2, 2);
  if (not day or not scan.at_end()) return std::nullopt;
  return of(negative ? -*year : *year, *month, *day);
}

int Date::weekday() const {
  auto since_thursday = days() % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>((since_thursday + 7 + 3) % 7) + 1;
}

int Date::day_of_year() const { return static_cast<int>(days() - Date{.year = year, .month = 1, .day = 1}.days()) + 1; }

int Date::week_of_year() const {
  // ISO 8601: the week belongs to the year in which its Thursday lies.
  auto thursday = from_days(days() + 4 - weekday());
  return thursday ? (thursday->day_of_year() - 1) / 7 + 1 : 1;
}

std::string Date::print() const {
  std::string out = year < 0 ? "-" : "";
  append_padded(out, year < 0 ? -static_cast<std::int64_t>(year) : year, 4);
  out += '-';
  append_padded(out, month, 2);
  out += '-';
  append_padded(out, day, 2);
  return out;
}

std::optional<Date> add_months(Date date, std::int64_t months) {
  if (months > 24'000'000'000 or months < -24'000'000'000) return std::nullopt;
  auto index = static_cast<std::int64_t>(date.year) * 12 + date.month - 1 + months;
  auto year = floor_divide(index, 12);
  auto month = index - year * 12 + 1;
  auto longest = month_length(year, month);
  return Date::of(year, month, date.day > longest ? longest : date.day);
}

std::int64_t months_between(Date from, Date to) {
  auto months = (static_cast<std::int64_t>(to.year) - from.year) * 12 + to.month - from.month;
  if (months > 0 and to.day < from.day) --months;
  if (months < 0 and to.day > from.day) ++months;
  return months;
}

}  // namespace kreislauf::feel
