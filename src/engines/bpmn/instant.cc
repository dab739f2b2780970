#include "engines/bpmn/instant.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "engines/feel/temporal.h"

namespace kreislauf::bpmn {

namespace {

using namespace std::chrono;

constexpr std::int64_t hour = 3'600'000, minute = 60'000;

/// Reads digits and marks from the front of a text.
struct Cursor {
  std::string_view text;

  bool take(char c) {
    if (text.empty() or text.front() != c) return false;
    text.remove_prefix(1);
    return true;
  }

  std::optional<int> digits(std::size_t count) {
    int value = 0;
    if (text.size() < count) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
      if (text[i] < '0' or text[i] > '9') return std::nullopt;
      value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
  }

  std::optional<std::int64_t> number() {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} or value < 0 or value > 1'000'000'000) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
  }

  /// ".25" as milliseconds; what is finer is cut off.
  std::int64_t fraction() {
    if (not take('.') and not take(',')) return 0;
    std::int64_t value = 0, unit = 100;
    for (; not text.empty() and text.front() >= '0' and text.front() <= '9'; text.remove_prefix(1), unit /= 10)
      value += (text.front() - '0') * unit;
    return value;
  }
};

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

sys_days last_sunday(year y, month m) { return sys_days(y / m / Sunday[last]); }

// EU directive 2000/84/EC, § 4 EinhZeitG: summer time from the last Sunday of March to the last Sunday of
// October, changing at one o'clock UTC.
milliseconds legal_offset(Instant instant) {
  auto const y = year_month_day(floor<days>(instant)).year();
  bool const summer = instant >= last_sunday(y, March) + hours(1) and instant < last_sunday(y, October) + hours(1);
  return hours(summer ? 2 : 1);
}

// A local time that summer time skips counts as an hour later, one that comes twice is taken the first time.
Instant from_legal(milliseconds local) {
  Instant const earlier{local - hours(2)};
  if (legal_offset(earlier) == hours(2)) return earlier;
  return Instant{local - hours(1)};
}

std::optional<year_month_day> date(Cursor& cursor) {
  auto const y = cursor.digits(4);
  if (not y or not cursor.take('-')) return std::nullopt;
  auto const m = cursor.digits(2);
  if (not m or not cursor.take('-')) return std::nullopt;
  auto const d = cursor.digits(2);
  if (not d) return std::nullopt;
  year_month_day const result{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  return result.ok() ? std::optional(result) : std::nullopt;
}

std::optional<std::int64_t> time_of_day(Cursor& cursor) {
  auto const h = cursor.digits(2);
  if (not h or *h > 24 or not cursor.take(':')) return std::nullopt;
  auto const m = cursor.digits(2);
  if (not m or *m > 59) return std::nullopt;
  std::int64_t rest = 0;
  if (cursor.take(':')) {
    auto const s = cursor.digits(2);
    if (not s or *s > 59) return std::nullopt;
    rest = *s * 1000 + cursor.fraction();
  }
  return *h * hour + *m * minute + rest;
}

std::optional<std::int64_t> zone_offset(Cursor& cursor) {
  if (cursor.take('Z')) return 0;
  bool const east = cursor.take('+');
  if (not east and not cursor.take('-')) return std::nullopt;
  auto const h = cursor.digits(2);
  cursor.take(':');
  auto const m = cursor.digits(2);
  if (not h or not m or *h > 14 or *m > 59) return std::nullopt;
  return (east ? 1 : -1) * (*h * hour + *m * minute);
}

tl::unexpected<std::string> no_instant(std::string_view text) {
  return failure("'" + std::string(text.substr(0, 60)) +
                 "' is no date and time; expected for example 2025-03-01T08:00:00");
}

/// As FEEL prints it: 2025-03-30T12:00:00@Europe/Berlin.
Result<Instant> in_named_zone(std::string_view text) {
  auto const moment = feel::DateTime::parse(trimmed(text));
  if (not moment or not moment->zone.exists()) return no_instant(text);
  return Instant{seconds(moment->utc_second()) + milliseconds(moment->nanos / 1'000'000)};
}

tl::unexpected<std::string> no_duration(std::string_view text) {
  return failure("'" + std::string(text.substr(0, 60)) + "' is no duration; expected for example PT30M or P14D");
}

}  // namespace

std::string print(Instant instant) {
  auto const midnight = floor<days>(instant);
  year_month_day const d{midnight};
  hh_mm_ss const t{instant - midnight};
  char out[48];
  auto const length = std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(d.year()),
                                    static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()),
                                    static_cast<int>(t.hours().count()), static_cast<int>(t.minutes().count()),
                                    static_cast<int>(t.seconds().count()));
  std::string text(out, static_cast<std::size_t>(length));
  if (auto const ms = t.subseconds().count(); ms != 0) {
    std::snprintf(out, sizeof out, ".%03d", static_cast<int>(ms));
    text += out;
  }
  return text + "Z";
}

std::string print(Duration const& duration) {
  std::string text = "P";
  if (duration.months) text += std::to_string(duration.months) + "M";
  if (duration.days) text += std::to_string(duration.days) + "D";
  if (duration.milliseconds or text == "P") {
    text += "T" + std::to_string(duration.milliseconds / 1000);
    if (auto const ms = duration.milliseconds % 1000) text += "." + std::to_string(1000 + ms).substr(1);
    text += "S";
  }
  return text;
}

Result<Instant> parse_instant(std::string_view text) {
  Cursor cursor{trimmed(text)};
  auto const d = date(cursor);
  if (not d) return no_instant(text);
  milliseconds local = sys_days(*d).time_since_epoch();
  if (cursor.take('T')) {
    auto const t = time_of_day(cursor);
    if (not t) return no_instant(text);
    local += milliseconds(*t);
  }
  if (cursor.text.empty()) return from_legal(local);
  auto const offset = zone_offset(cursor);
  if (not offset or not cursor.text.empty()) return in_named_zone(text);
  return Instant{local - milliseconds(*offset)};
}

Result<Duration> parse_duration(std::string_view text) {
  Cursor cursor{trimmed(text)};
  if (cursor.text.size() > 60 or not cursor.take('P') or cursor.text.empty()) return no_duration(text);
  Duration result;
  bool in_time = false;
  while (not cursor.text.empty()) {
    if (not in_time and cursor.take('T')) {
      in_time = true;
      if (cursor.text.empty()) return no_duration(text);
    }
    auto const number = cursor.number();
    if (not number) return no_duration(text);
    auto const fraction = cursor.fraction();
    if (cursor.text.empty()) return no_duration(text);
    char const unit = cursor.text.front();
    cursor.text.remove_prefix(1);
    if (fraction != 0 and unit != 'S') return no_duration(text);
    if (not in_time and *number > 1'000'000) return no_duration(text);
    auto const small = static_cast<std::int32_t>(*number);
    if (not in_time and unit == 'Y')
      result.months += 12 * small;
    else if (not in_time and unit == 'M')
      result.months += small;
    else if (not in_time and unit == 'W')
      result.days += 7 * small;
    else if (not in_time and unit == 'D')
      result.days += small;
    else if (in_time and unit == 'H')
      result.milliseconds += *number * hour;
    else if (in_time and unit == 'M')
      result.milliseconds += *number * minute;
    else if (in_time and unit == 'S')
      result.milliseconds += *number * 1000 + fraction;
    else
      return no_duration(text);
  }
  // Two thousand years are enough for any deadline and keep every date within the calendar.
  bool const too_long = result.months > 24'000 or result.days > 730'000 or result.milliseconds > 730'000 * 24 * hour;
  if (too_long) return failure("a duration of more than 2000 years: '" + std::string(text) + "'");
  return result;
}

Result<Cycle> parse_cycle(std::string_view text) {
  auto const wrong = [&] {
    return failure("'" + std::string(text.substr(0, 60)) +
                   "' is no repetition; expected for example R4/PT10S or R/P1D");
  };
  Cursor cursor{trimmed(text)};
  Cycle cycle;
  if (not cursor.take('R')) return wrong();
  if (not cursor.text.empty() and not cursor.text.starts_with('/')) {
    auto const times = cursor.number();
    if (not times) return wrong();
    cycle.times = static_cast<std::int32_t>(*times);
  }
  if (not cursor.take('/')) return wrong();
  // The name of a zone holds a `/` of its own.
  auto const slash = cursor.text.starts_with('P') ? cursor.text.find('/') : cursor.text.rfind('/');
  auto const first = cursor.text.substr(0, slash);
  auto const second = slash == cursor.text.npos ? std::string_view{} : cursor.text.substr(slash + 1);
  bool const starts_with_duration = not first.empty() and first.starts_with('P');
  auto const every = parse_duration(starts_with_duration ? first : second);
  if (not every) return wrong();
  cycle.every = *every;
  // A repetition without any length would fire for ever within one instant.
  if (cycle.every == Duration{}) return failure("'" + std::string(text) + "' repeats without any time between");
  auto const edge = starts_with_duration ? second : first;
  if (edge.empty()) return cycle;
  auto const instant = parse_instant(edge);
  if (not instant) return failure(instant.error());
  (starts_with_duration ? cycle.end : cycle.start) = *instant;
  return cycle;
}

Instant add(Instant instant, Duration const& duration) {
  if (duration.months != 0 or duration.days != 0) {
    auto const local = instant.time_since_epoch() + legal_offset(instant);
    auto const midnight = floor<days>(local);
    year_month_day day{sys_days(midnight)};
    day += months(duration.months);
    if (not day.ok()) day = day.year() / day.month() / last;
    auto const moved = sys_days(day).time_since_epoch() + days(duration.days) + (local - midnight);
    instant = from_legal(moved);
  }
  return instant + milliseconds(duration.milliseconds);
}

Instant time_of(Instant start, Duration const& every, std::int64_t n) {
  return add(start, {static_cast<std::int32_t>(every.months * n), static_cast<std::int32_t>(every.days * n),
                     every.milliseconds * n});
}

std::int64_t first_later(Instant start, Duration const& every, Instant after) {
  if (start > after) return 0;
  // Months and days differ in length, but never by as much as two of them over any number of times.
  constexpr std::int64_t day = 24 * hour, month = 30 * day + 10 * hour + 29 * minute;
  auto const about = every.months * month + every.days * day + every.milliseconds;
  auto n = std::max<std::int64_t>(0, (after - start).count() / about - 3);
  while (time_of(start, every, n) <= after) ++n;
  return n;
}

}  // namespace kreislauf::bpmn
