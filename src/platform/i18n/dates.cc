#include "platform/i18n/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf::i18n {

namespace {

using std::chrono::sys_days;
using Week = std::array<std::string_view, 7>;

constexpr Week days{message("Montag"),  message("Dienstag"), message("Mittwoch"), message("Donnerstag"),
                    message("Freitag"), message("Samstag"),  message("Sonntag")};

constexpr std::array months{message("Januar"),    message("Februar"), message("März"),     message("April"),
                            message("Mai"),       message("Juni"),    message("Juli"),     message("August"),
                            message("September"), message("Oktober"), message("November"), message("Dezember")};

constexpr Week german_short{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};

struct Date {
  int year;
  unsigned month, day;
};

Date date_of(sys_days day) {
  std::chrono::year_month_day const date{day};
  return {int{date.year()}, unsigned{date.month()}, unsigned{date.day()}};
}

std::size_t in_week(int day) { return static_cast<std::size_t>((day % 7 + 7) % 7); }

std::string_view month_name(Translator const& t, Date const& date) { return t(months[date.month - 1]); }

/// The number that these digits are; -1 when there is anything else.
int number_in(std::string_view digits) {
  int number = 0;
  for (char const c : digits) {
    if (c < '0' or c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::string clock(int minute) {
  auto text = clock_iso(minute);
  if (text.size() == 5 and text[0] == '0') text.erase(0, 1);
  return text;
}

std::string clock_iso(int minute) {
  if (minute < 0 or minute >= 100 * 60) return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
  auto const digit = [](int value) { return static_cast<char>('0' + value % 10); };
  return {digit(minute / 600), digit(minute / 60), ':', digit(minute % 60 / 10), digit(minute % 60)};
}

std::string iso(sys_days day) {
  auto const date = date_of(day);
  if (date.year < 0 or date.year > 9999) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  auto const digit = [](unsigned value) { return static_cast<char>('0' + value % 10); };
  auto const year = static_cast<unsigned>(date.year);
  return {digit(year / 1000),
          digit(year / 100),
          digit(year / 10),
          digit(year),
          '-',
          digit(date.month / 10),
          digit(date.month),
          '-',
          digit(date.day / 10),
          digit(date.day)};
}

std::optional<sys_days> parse_iso(std::string_view text) {
  if (text.size() != 10 or text[4] != '-' or text[7] != '-') return std::nullopt;
  auto const year = number_in(text.substr(0, 4)), month = number_in(text.substr(5, 2)), day = number_in(text.substr(8));
  if (std::min({year, month, day}) < 0) return std::nullopt;
  auto const date = std::chrono::year{year} / month / day;
  return date.ok() ? std::optional{sys_days{date}} : std::nullopt;
}

int weekday_number(sys_days day) { return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1; }

std::string_view weekday(Translator const& t, int day) { return t(days[in_week(day)]); }

std::string_view weekday(Translator const& t, sys_days day) { return weekday(t, weekday_number(day)); }

std::string weekday_short(Translator const& t, int day) {
  constexpr Week english{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr Week turkish{"Pzt", "Sal", "Çar", "Per", "Cum", "Cmt", "Paz"};
  constexpr Week ukrainian{"Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Нд"};
  switch (t.language()) {
    case Language::german:
      return std::string{german_short[in_week(day)]};
    case Language::english:
      return std::string{english[in_week(day)]};
    case Language::turkish:
      return std::string{turkish[in_week(day)]};
    case Language::ukrainian:
      return std::string{ukrainian[in_week(day)]};
    case Language::arabic:
      break;
  }
  return std::string{weekday(t, day)};
}

std::string_view comma(Translator const& t) { return t.language() == Language::arabic ? "، " : ", "; }

std::string day_and_month(Translator const& t, sys_days day) {
  auto const date = date_of(day);
  // Translators: day, month
  return t("{0}. {1}", date.day, month_name(t, date));
}

std::string long_date(Translator const& t, sys_days day) {
  auto const date = date_of(day);
  // Translators: day, month, year
  return t("{0}. {1} {2}", date.day, month_name(t, date), date.year);
}

std::string named_day(Translator const& t, sys_days day) {
  return fmt::format("{}{}{}", weekday(t, day), comma(t), day_and_month(t, day));
}

std::string full_day(Translator const& t, sys_days day) {
  return fmt::format("{}{}{}", weekday(t, day), comma(t), long_date(t, day));
}

std::string near_day(Translator const& t, sys_days day, sys_days today) {
  auto named = named_day(t, day);
  if (day == today) return t("Heute, {}", named);
  if (day == today + std::chrono::days{1}) return t("Morgen, {}", named);
  return named;
}

std::string moment(Translator const& t, Instant at) {
  auto const local = legal_time(at);
  return t("{}, {} Uhr", long_date(t, local.day), clock(local.minute_of_day));
}

std::string until(Translator const& t, Instant at, Instant now) {
  auto const local = legal_time(at);
  auto const time = t("{} Uhr", clock(local.minute_of_day));
  return local.day == legal_time(now).day ? time : fmt::format("{}{}{}", named_day(t, local.day), comma(t), time);
}

std::string numeric_date(sys_days day) {
  auto const date = date_of(day);
  return fmt::format("{:02}.{:02}.{:04}", date.day, date.month, date.year);
}

std::string short_date(sys_days day) {
  return fmt::format("{}, {}", german_short[in_week(weekday_number(day))], numeric_date(day));
}

std::string short_moment(Instant at) {
  auto const local = legal_time(at);
  return fmt::format("{}, {} Uhr", numeric_date(local.day), clock(local.minute_of_day));
}

}  // namespace kreislauf::i18n
