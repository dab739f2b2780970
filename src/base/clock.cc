#include "base/clock.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf {

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

SampleClock::SampleClock(Instant start, int pace) : start_{start}, real_start_{system_.now()}, pace_{pace} {}
Instant SampleClock::now() const { return start_ + (system_.now() - real_start_) * pace_; }

namespace {

date::time_zone const& berlin() {
  static auto const* const zone = date::locate_zone("Europe/Berlin");
  return *zone;
}

date::local_days local_day(std::chrono::sys_days day) { return date::local_days{day.time_since_epoch()}; }

}  // namespace

LegalTime legal_time(Instant moment) {
  auto const local = berlin().to_local(moment);
  auto const days = date::floor<date::days>(local);
  date::year_month_day const day{days};
  auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(local - days).count();
  return {
      .day = std::chrono::year{int{day.year()}} / static_cast<unsigned>(day.month()) / static_cast<unsigned>(day.day()),
      .minute_of_day = static_cast<int>(minutes),
      .weekday = static_cast<int>(date::weekday{days}.iso_encoding()) - 1,
  };
}

Instant instant_of_legal(std::chrono::sys_days day, int minute) {
  return berlin().to_sys(local_day(day) + std::chrono::minutes{minute}, date::choose::earliest);
}

std::optional<Instant> parse_legal(std::string const& value) {
  auto const day = std::chrono::floor<std::chrono::days>(parse_iso_utc(value + ":00Z"));
  auto const minute = std::chrono::duration_cast<std::chrono::minutes>(parse_iso_utc(value + ":00Z") - day).count();
  auto const local = iso_utc(day + std::chrono::minutes{minute});
  if (local.substr(0, 16) != value) return std::nullopt;
  return instant_of_legal(day, static_cast<int>(minute));
}

MinuteRange skipped_minutes(std::chrono::sys_days day) {
  auto const midnight = local_day(day);
  auto const before = berlin().get_info(midnight).first;
  auto const change =
      date::local_seconds{(before.end + before.offset).time_since_epoch()};  // on the clock before it is moved
  if (change >= midnight + date::days{1}) return {};
  auto const moved = berlin().get_info(before.end).offset - before.offset;
  if (moved <= std::chrono::seconds::zero()) return {};
  auto const minutes = [](auto span) {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(span).count());
  };
  return {.from = minutes(change - midnight), .to = minutes(change - midnight + moved)};
}

namespace {

struct Parts {
  std::chrono::year_month_day day;
  std::chrono::hh_mm_ss<std::chrono::seconds> time;
  unsigned weekday;
};

Parts parts_of(Instant moment) {
  auto const days = std::chrono::floor<std::chrono::days>(moment);
  return {days, std::chrono::hh_mm_ss{std::chrono::floor<std::chrono::seconds>(moment - days)},
          std::chrono::weekday{days}.c_encoding()};
}

}  // namespace

namespace {

constexpr std::string_view iso_pattern = "0000-00-00T00:00:00Z";

/// Writes `value` with leading zeros over `digits` characters that end before `end`.
void put_digits(std::string& text, std::size_t end, std::size_t digits, int value) {
  for (; digits > 0; --digits, value /= 10) text[--end] = static_cast<char>('0' + value % 10);
}

/// The number that stands there, or -1.
int digits_at(std::string_view text, std::size_t from, std::size_t digits) {
  int value = 0;
  for (auto const c : text.substr(from, digits)) {
    if (c < '0' or c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string iso_utc(Instant moment) {
  auto const p = parts_of(moment);
  std::string text{iso_pattern};
  put_digits(text, 4, 4, int{p.day.year()});
  put_digits(text, 7, 2, static_cast<int>(static_cast<unsigned>(p.day.month())));
  put_digits(text, 10, 2, static_cast<int>(static_cast<unsigned>(p.day.day())));
  put_digits(text, 13, 2, static_cast<int>(p.time.hours().count()));
  put_digits(text, 16, 2, static_cast<int>(p.time.minutes().count()));
  put_digits(text, 19, 2, static_cast<int>(p.time.seconds().count()));
  return text;
}

std::string http_date(Instant moment) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const p = parts_of(moment);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[p.weekday], static_cast<unsigned>(p.day.day()),
                     months[static_cast<unsigned>(p.day.month()) - 1], int{p.day.year()}, p.time.hours().count(),
                     p.time.minutes().count(), p.time.seconds().count());
}

// Every page reads several: scanf alone was a twentieth of a page that asks for an appointment.
Instant parse_iso_utc(std::string_view value) {
  if (value.size() < iso_pattern.size() - 1) return {};
  for (auto const i : {4U, 7U, 10U, 13U, 16U}) {
    if (value[i] != iso_pattern[i]) return {};
  }
  int const year = digits_at(value, 0, 4), month = digits_at(value, 5, 2), day = digits_at(value, 8, 2);
  int const hour = digits_at(value, 11, 2), minute = digits_at(value, 14, 2), second = digits_at(value, 17, 2);
  if (std::min({year, month, day, hour, minute, second}) < 0) return {};
  std::chrono::year_month_day const date = std::chrono::year{year} / month / day;
  if (not date.ok()) return {};
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

}  // namespace kreislauf
