#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Periods of days, weeks, months and years: §§ 187 to 193 BGB, to which § 31 VwVfG NRW refers.
namespace kreislauf::deadlines {

using Day = std::chrono::sys_days;

enum class Unit : std::uint8_t { days, weeks, months, years };
struct Length {
  int number = 0;
  Unit unit = Unit::days;
  friend bool operator==(Length const&, Length const&) = default;
};
/// `P10D`, `P2W`, `P3M`, `P1Y`; nothing for any other text, and for nothing or more than a hundred years.
std::optional<Length> parse_length(std::string_view text);
/// § 189 BGB: half a year is six months, a quarter three, half a month fifteen days.
inline constexpr Length half_year{6, Unit::months}, quarter{3, Unit::months}, half_month{15, Unit::days};

/// What a period begins with.
enum class Begin : std::uint8_t {
  event,  ///< something that happens in the course of a day, which does not count (§ 187 (1) BGB)
  day     ///< the begin of this day, which counts (§ 187 (2) BGB): an age, a lease "from the first"
};

/// The last day by §§ 187 and 188 BGB alone.
Day last_day(Day from, Length length, Begin begin = Begin::event);

/// Neither Saturday nor Sunday nor a holiday of North Rhine-Westphalia (§ 193 BGB, § 31 (3) VwVfG NRW).
bool is_working_day(Day day);
/// This day, or the next one on which people work.
Day working_day_from(Day day);
/// This many working days behind a day, which does not count.
Day after_working_days(Day day, int number);

/// The day at whose end the period ends: the last one, or the next working day (§ 193 BGB, § 31 (3) 1 VwVfG NRW).
Day end_of(Day from, Length length, Begin begin = Begin::event);
/// § 190 BGB: what is added is counted from the end of what was; that end is the next working day, too, where it fell
/// on a day without work (BGH, 14.12.2005, IX ZB 198/04).
Day extended(Day end, Length by);

/// Days on which a period does not run, both included; no `until`: it still stands.
struct Stop {
  Day from;
  std::optional<Day> until;
};
/// § 209 BGB: what is stopped does not count, so the period ends as many days later; days that several stops share
/// count once, days behind its end not at all. Nothing while one of them stands.
std::optional<Day> end_with_stops(Day last, std::span<Stop const> stops);

/// § 192 BGB: begin, middle and end of a month.
enum class Part : std::uint8_t { begin, middle, end };
Day day_of(std::chrono::year_month month, Part part);

/// `drei Monate`, `ein Monat`, `14 Tage`
std::string german_of(Length length);

}  // namespace kreislauf::deadlines
