#include "engines/feel/builtins.h"

namespace kreislauf::feel::internal {
namespace {

std::optional<Date> day_of(Value const& v) {
  if (v.is(Kind::date)) return v.date();
  if (v.is(Kind::date_time)) return v.date_time().date();
  return std::nullopt;
}

Value day_of_year(Arguments const& a) {
  auto day = day_of(a[0]);
  return day ? Value{day->day_of_year()} : Value{};
}

Value week_of_year(Arguments const& a) {
  auto day = day_of(a[0]);
  return day ? Value{day->week_of_year()} : Value{};
}

Value day_of_week(Arguments const& a) {
  constexpr std::string_view names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  auto day = day_of(a[0]);
  return day ? Value{names[day->weekday() - 1]} : Value{};
}

Value month_of_year(Arguments const& a) {
  constexpr std::string_view names[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
  auto day = day_of(a[0]);
  return day ? Value{names[day->month - 1]} : Value{};
}

Value now(Arguments const& a) { return a.frame.environment.now; }
Value today(Arguments const& a) { return a.frame.environment.now.date(); }

}  // namespace

std::vector<BuiltinEntry> date_builtins() {
  return {
      {"day of year", {{"date"}, 1, false, day_of_year, TypeKind::number}},
      {"day of week", {{"date"}, 1, false, day_of_week, TypeKind::string}},
      {"month of year", {{"date"}, 1, false, month_of_year, TypeKind::string}},
      {"week of year", {{"date"}, 1, false, week_of_year, TypeKind::number}},
      {"now", {{}, 0, false, now, TypeKind::date_time}},
      {"today", {{}, 0, false, today, TypeKind::date}},
  };
}

}  // namespace kreislauf::feel::internal
