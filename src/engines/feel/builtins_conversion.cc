#include "engines/feel/builtins.h"

namespace kreislauf::feel::internal {
namespace {

Value date_of(Arguments const& a) {
  if (a[0].is(Kind::string)) return Date::parse(a[0].string());
  if (a[0].is(Kind::date)) return a[0];
  if (a[0].is(Kind::date_time)) return a[0].date_time().date();
  return {};
}

Value date_from_parts(Arguments const& a) {
  auto year = whole(a[0]), month = whole(a[1]), day = whole(a[2]);
  return year and month and day ? Value{Date::of(*year, *month, *day)} : Value{};
}

Value time_of(Arguments const& a) {
  if (a[0].is(Kind::string)) return Time::parse(a[0].string());
  if (a[0].is(Kind::time)) return a[0];
  if (a[0].is(Kind::date_time)) return a[0].date_time().time();
  if (a[0].is(Kind::date)) return Time{.zone = Zone::offset(0).value_or(Zone{})};
  return {};
}

Value time_from_parts(Arguments const& a) {
  auto hour = whole(a[0]), minute = whole(a[1]);
  if (not hour or not minute or not a[2].is(Kind::number)) return {};
  auto second = DaysDuration::from_seconds(a[2].number());
  bool in_range = *hour >= 0 and *hour < 24 and *minute >= 0 and *minute < 60 and second and second->seconds >= 0 and
                  second->nanos >= 0 and second->seconds < 60;
  if (not in_range) return {};
  Time time{.second_of_day = static_cast<std::int32_t>(*hour * 3600 + *minute * 60 + second->seconds),
            .nanos = static_cast<std::uint32_t>(second->nanos)};
  if (a.size() == 4 and not a[3].is_null()) {
    if (not a[3].is(Kind::days_duration)) return {};
    auto offset = a[3].days_duration().seconds;
    auto zone = offset > -90'000 and offset < 90'000 ? Zone::offset(static_cast<std::int32_t>(offset)) : std::nullopt;
    if (not zone) return {};
    time.zone = *zone;
  }
  return time;
}

Value moment_of(Arguments const& a) {
  if (a[0].is(Kind::date_time)) return a[0];
  if (a[0].is(Kind::date)) return DateTime::of(a[0].date(), Time{});
  if (not a[0].is(Kind::string)) return {};
  if (auto moment = DateTime::parse(a[0].string())) return *moment;
  auto date = Date::parse(a[0].string());
  return date ? Value{DateTime::of(*date, Time{})} : Value{};
}

Value moment_from_date_and_time(Arguments const& a) {
  if (a[0].is_null() or a[1].is_null()) return {};
  if (a[1].is(Kind::time)) {
    if (a[0].is(Kind::date)) return DateTime::of(a[0].date(), a[1].time());
    if (a[0].is(Kind::date_time)) return DateTime::of(a[0].date_time().date(), a[1].time());
  }
  return {};
}

/// The separators are given by name because 1.000,00 and 1,000.00 are both in use.
Value number_of(Arguments const& a) {
  if (a.size() == 1 and a[0].is(Kind::number)) return a[0];
  if (not a[0].is(Kind::string)) return {};
  std::string text = a[0].string();
  auto separator = [&](std::size_t index, std::string_view allowed) -> std::optional<std::string> {
    if (a.size() <= index or a[index].is_null()) return "";
    if (not a[index].is(Kind::string) or a[index].string().size() != 1) return std::nullopt;
    return allowed.find(a[index].string()) == std::string_view::npos ? std::nullopt : std::optional{a[index].string()};
  };
  auto grouping = separator(1, " ,."), point = separator(2, ".,");
  if (not grouping or not point or (not grouping->empty() and *grouping == *point)) return {};
  std::string plain;
  for (char c : text) {
    if (not grouping->empty() and c == (*grouping)[0]) continue;
    if (not point->empty() and c == (*point)[0])
      plain += '.';
    else if (c == '.' and not point->empty())
      return {};
    else
      plain += c;
  }
  return plain.starts_with('+') ? Value{} : Value{Decimal::parse(plain)};
}

Value string_of(Arguments const& a) {
  if (a[0].is_null()) return {};
  auto text = to_text(a[0]);
  a.frame.budget.take_bytes(text.size());
  return text;
}

Value duration_of(Arguments const& a) {
  if (a[0].is(Kind::days_duration) or a[0].is(Kind::months_duration)) return a[0];
  if (not a[0].is(Kind::string)) return {};
  if (auto days = DaysDuration::parse(a[0].string())) return *days;
  return MonthsDuration::parse(a[0].string());
}

std::optional<Date> day_of(Value const& v) {
  if (v.is(Kind::date)) return v.date();
  if (v.is(Kind::date_time)) return v.date_time().date();
  return std::nullopt;
}

Value months_duration_between(Arguments const& a) {
  auto from = day_of(a[0]), to = day_of(a[1]);
  return from and to ? Value{MonthsDuration{months_between(*from, *to)}} : Value{};
}

}  // namespace

std::vector<BuiltinEntry> conversion_builtins() {
  return {
      {"date", {{"from"}, 1, false, date_of, TypeKind::date}},
      {"date", {{"year", "month", "day"}, 3, false, date_from_parts, TypeKind::date}},
      {"time", {{"from"}, 1, false, time_of, TypeKind::time}},
      {"time", {{"hour", "minute", "second", "offset"}, 3, false, time_from_parts, TypeKind::time}},
      {"date and time", {{"from"}, 1, false, moment_of, TypeKind::date_time}},
      {"date and time", {{"date", "time"}, 2, false, moment_from_date_and_time, TypeKind::date_time}},
      {"number", {{"from", "grouping separator", "decimal separator"}, 1, false, number_of, TypeKind::number}},
      {"string", {{"from"}, 1, false, string_of, TypeKind::string}},
      {"duration", {{"from"}, 1, false, duration_of, TypeKind::any}},
      {"years and months duration", {{"from", "to"}, 2, false, months_duration_between, TypeKind::months_duration}},
  };
}

}  // namespace kreislauf::feel::internal
