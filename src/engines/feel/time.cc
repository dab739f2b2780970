#include "engines/feel/temporal.h"
#include "engines/feel/text_tools.h"

namespace kreislauf::feel {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t billion = 1'000'000'000;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// The digits behind the point; more than nine are cut off.
std::optional<std::uint32_t> scan_fraction(Scanner& scan) {
  auto first = scan.digits(1, 9);
  if (not first) return std::nullopt;
  auto nanos = *first;
  for (auto i = scan.digits_taken(); i < 9; ++i) nanos *= 10;
  while (scan.peek() >= '0' and scan.peek() <= '9') scan.skip(1);
  return static_cast<std::uint32_t>(nanos);
}

std::optional<Zone> scan_offset(Scanner& scan) {
  bool negative = scan.take('-');
  if (not negative and not scan.take('+')) return std::nullopt;
  auto hours = scan.digits(2, 2);
  if (not hours or not scan.take(':')) return std::nullopt;
  auto minutes = scan.digits(2, 2);
  if (not minutes or *minutes > 59) return std::nullopt;
  std::int64_t seconds = 0;
  if (scan.take(':')) {
    auto scanned = scan.digits(2, 2);
    if (not scanned or *scanned > 59) return std::nullopt;
    seconds = *scanned;
  }
  auto total = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + seconds);
  return Zone::offset(negative ? -total : total);
}

std::optional<Zone> scan_zone(Scanner& scan) {
  if (scan.at_end()) return Zone{};
  if (scan.take('Z')) return scan.at_end() ? Zone::offset(0) : std::nullopt;
  if (scan.take('@')) return Zone::named(scan.rest());
  auto offset = scan_offset(scan);
  return offset and scan.at_end() ? offset : std::nullopt;
}

void append_clock(std::string& out, std::int64_t second_of_day, std::uint32_t nanos) {
  append_padded(out, second_of_day / 3600, 2);
  out += ':';
  append_padded(out, second_of_day / 60 % 60, 2);
  out += ':';
  append_padded(out, second_of_day % 60, 2);
  if (nanos == 0) return;
  out += '.';
  append_padded(out, nanos, 9);
  while (out.ends_with('0')) out.pop_back();
}

}  // namespace

std::optional<Time> Time::parse(std::string_view text) {
  // XML Schema: the end of the day is the first moment of the next one.
  if (text.starts_with("24:00:00") and not text.starts_with("24:00:00."))
    return parse("00" + std::string{text.substr(2)});
  Scanner scan{text};
  auto hour = scan.digits(2, 2);
  if (not hour or *hour > 23 or not scan.take(':')) return std::nullopt;
  auto minute = scan.digits(2, 2);
  if (not minute or *minute > 59 or not scan.take(':')) return std::nullopt;
  auto second = scan.digits(2, 2);
  if (not second or *second > 59) return std::nullopt;
  Time time{.second_of_day = static_cast<std::int32_t>(*hour * 3600 + *minute * 60 + *second)};
  if (scan.take('.')) {
    auto nanos = scan_fraction(scan);
    if (not nanos) return std::nullopt;
    time.nanos = *nanos;
  }
  auto zone = scan_zone(scan);
  if (not zone) return std::nullopt;
  time.zone = *zone;
  return time;
}

std::optional<std::int32_t> Time::offset() const { return zone.offset_at(second_of_day); }

std::string Time::print() const {
  std::string out;
  append_clock(out, second_of_day, nanos);
  return out + zone.print();
}

DateTime DateTime::of(Date date, Time time) {
  return {.local_second = date.days() * day + time.second_of_day, .nanos = time.nanos, .zone = time.zone};
}

std::optional<DateTime> DateTime::parse(std::string_view text) {
  auto t = text.find('T');
  if (t == std::string_view::npos) return std::nullopt;
  auto date = Date::parse(text.substr(0, t));
  auto clock = std::string{text.substr(t + 1)};
  bool end_of_day = clock.starts_with("24:00:00");  // XML Schema: the first moment of the next day
  if (end_of_day) clock.replace(0, 2, "00");
  auto time = Time::parse(clock);
  if (not date or not time) return std::nullopt;
  auto moment = of(*date, *time);
  if (end_of_day) moment.local_second += day;
  return moment.nanos > 0 and end_of_day ? std::nullopt : std::optional{moment};
}

DateTime DateTime::at(std::int64_t utc_second, std::uint32_t nanos, Zone zone) {
  return {.local_second = utc_second + zone.offset_at_utc(utc_second).value_or(0), .nanos = nanos, .zone = zone};
}

Date DateTime::date() const { return Date::from_days(floor_divide(local_second, day)).value_or(Date{}); }

Time DateTime::time() const {
  return {.second_of_day = static_cast<std::int32_t>(local_second - floor_divide(local_second, day) * day),
          .nanos = nanos,
          .zone = zone};
}

std::int64_t DateTime::utc_second() const { return local_second - zone.offset_at(local_second).value_or(0); }

std::string DateTime::print() const { return date().print() + "T" + time().print(); }

std::optional<DateTime> add_months(DateTime const& at, std::int64_t months) {
  auto date = add_months(at.date(), months);
  if (not date) return std::nullopt;
  return DateTime::of(*date, at.time());
}

std::optional<DateTime> add(DateTime const& at, DaysDuration const& duration, bool minus) {
  auto seconds = minus ? -duration.seconds : duration.seconds;
  auto nanos = static_cast<std::int64_t>(at.nanos) + (minus ? -duration.nanos : duration.nanos);
  std::int64_t local = 0;
  if (__builtin_add_overflow(at.local_second, seconds, &local)) return std::nullopt;
  local += floor_divide(nanos, billion);
  if (not Date::from_days(floor_divide(local, day))) return std::nullopt;
  auto const rest = static_cast<std::uint32_t>(nanos - floor_divide(nanos, billion) * billion);
  if (not at.zone.is_named()) return DateTime{.local_second = local, .nanos = rest, .zone = at.zone};
  // When the clocks are changed meanwhile, whole days keep the hour, as deadlines do; hours are time that passes.
  auto const whole_days = seconds / day * day;
  auto const kept = DateTime{.local_second = at.local_second + whole_days, .zone = at.zone};
  return DateTime::at(kept.utc_second() + (local - kept.local_second), rest, at.zone);
}

Time add(Time const& at, DaysDuration const& duration, bool minus) {
  auto sign = minus ? -1 : 1;
  auto nanos = static_cast<std::int64_t>(at.nanos) + sign * duration.nanos;
  auto second = at.second_of_day + sign * (duration.seconds % day) + floor_divide(nanos, billion);
  return {.second_of_day = static_cast<std::int32_t>(second - floor_divide(second, day) * day),
          .nanos = static_cast<std::uint32_t>(nanos - floor_divide(nanos, billion) * billion),
          .zone = at.zone};
}

namespace {

DaysDuration elapsed(std::int64_t seconds, std::int64_t nanos) {
  if (seconds > 0 and nanos < 0) --seconds, nanos += billion;
  if (seconds < 0 and nanos > 0) ++seconds, nanos -= billion;
  return {.seconds = seconds, .nanos = static_cast<std::int32_t>(nanos)};
}

}  // namespace

std::optional<DaysDuration> difference(DateTime const& a, DateTime const& b) {
  if (a.zone.exists() != b.zone.exists()) return std::nullopt;
  return elapsed(a.utc_second() - b.utc_second(), static_cast<std::int64_t>(a.nanos) - b.nanos);
}

std::optional<DaysDuration> difference(Time const& a, Time const& b) {
  if (a.zone.exists() != b.zone.exists()) return std::nullopt;
  auto left = a.second_of_day - a.offset().value_or(0), right = b.second_of_day - b.offset().value_or(0);
  return elapsed(left - right, static_cast<std::int64_t>(a.nanos) - b.nanos);
}

std::optional<DaysDuration> add(DaysDuration const& a, DaysDuration const& b, bool minus) {
  std::int64_t seconds = 0;
  if (minus ? __builtin_sub_overflow(a.seconds, b.seconds, &seconds)
            : __builtin_add_overflow(a.seconds, b.seconds, &seconds))
    return std::nullopt;
  auto nanos = static_cast<std::int64_t>(a.nanos) + (minus ? -b.nanos : b.nanos);
  auto carry = nanos / billion;
  if (__builtin_add_overflow(seconds, carry, &seconds)) return std::nullopt;
  return elapsed(seconds, nanos - carry * billion);
}

}  // namespace kreislauf::feel
