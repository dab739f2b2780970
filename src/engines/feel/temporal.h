#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engines/feel/decimal.h"

/// Dates, times and durations of FEEL: proleptic Gregorian calendar, years ±999,999,999, nanoseconds.
namespace kreislauf::feel {

/// No zone, a fixed offset, or a named zone of the tz database; four bytes.
class Zone {
 public:
  constexpr Zone() = default;                                             ///< none
  [[nodiscard]] static std::optional<Zone> offset(std::int32_t seconds);  ///< up to ±14:00 by XML Schema, ±18:00 here
  [[nodiscard]] static std::optional<Zone> named(std::string_view name);  ///< "Europe/Berlin"

  [[nodiscard]] bool exists() const { return code_ != absent; }
  [[nodiscard]] bool is_named() const { return code_ >= first_name; }
  [[nodiscard]] std::string_view name() const;  ///< empty unless named
  /// Seconds east of UTC at a local second since 1970; nullopt without zone.
  [[nodiscard]] std::optional<std::int32_t> offset_at(std::int64_t local_second) const;
  [[nodiscard]] std::optional<std::int32_t> offset_at_utc(std::int64_t utc_second) const;
  [[nodiscard]] std::string print() const;  ///< "Z", "+02:00", "@Europe/Berlin", ""

  friend constexpr bool operator==(Zone const&, Zone const&) = default;

 private:
  static constexpr std::int32_t absent = INT32_MIN;
  static constexpr std::int32_t first_name = 1'000'000;
  constexpr explicit Zone(std::int32_t code) : code_{code} {}
  std::int32_t code_ = absent;
};

struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;

  [[nodiscard]] static std::optional<Date> of(std::int64_t year, std::int64_t month, std::int64_t day);
  [[nodiscard]] static std::optional<Date> from_days(std::int64_t days);  ///< since 1970-01-01
  [[nodiscard]] static std::optional<Date> parse(std::string_view text);
  [[nodiscard]] std::int64_t days() const;
  [[nodiscard]] int weekday() const;  ///< 1 Monday … 7 Sunday
  [[nodiscard]] int day_of_year() const;
  [[nodiscard]] int week_of_year() const;  ///< ISO 8601
  [[nodiscard]] std::string print() const;
  friend auto operator<=>(Date const&, Date const&) = default;
};

struct Time {
  std::int32_t second_of_day = 0;
  std::uint32_t nanos = 0;
  Zone zone = {};

  [[nodiscard]] static std::optional<Time> parse(std::string_view text);
  [[nodiscard]] std::optional<std::int32_t> offset() const;  ///< named zones are read as of 1970-01-01
  [[nodiscard]] std::string print() const;
};

struct DateTime {
  std::int64_t local_second = 0;  ///< since 1970-01-01T00:00:00 on the local clock
  std::uint32_t nanos = 0;
  Zone zone = {};

  [[nodiscard]] static DateTime of(Date date, Time time);
  [[nodiscard]] static std::optional<DateTime> parse(std::string_view text);
  /// The instant `utc_second` seen in a zone; without a zone, in UTC.
  [[nodiscard]] static DateTime at(std::int64_t utc_second, std::uint32_t nanos, Zone zone);
  [[nodiscard]] Date date() const;
  [[nodiscard]] Time time() const;
  [[nodiscard]] std::int64_t utc_second() const;  ///< without a zone the local clock is taken for UTC
  [[nodiscard]] std::string print() const;
};

/// Days and time.
struct DaysDuration {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;  ///< same sign as seconds

  [[nodiscard]] static std::optional<DaysDuration> parse(std::string_view text);
  [[nodiscard]] static std::optional<DaysDuration> from_seconds(Decimal const& seconds);
  [[nodiscard]] Decimal total_seconds() const;
  [[nodiscard]] std::string print() const;
  friend auto operator<=>(DaysDuration const&, DaysDuration const&) = default;
};

/// Years and months.
struct MonthsDuration {
  std::int64_t months = 0;

  [[nodiscard]] static std::optional<MonthsDuration> parse(std::string_view text);
  [[nodiscard]] std::string print() const;
  friend auto operator<=>(MonthsDuration const&, MonthsDuration const&) = default;
};

[[nodiscard]] std::optional<Date> add_months(Date date, std::int64_t months);  ///< day cut to the end of the month
[[nodiscard]] std::optional<DateTime> add_months(DateTime const& at, std::int64_t months);
[[nodiscard]] std::optional<DateTime> add(DateTime const& at, DaysDuration const& duration, bool minus);
[[nodiscard]] Time add(Time const& at, DaysDuration const& duration, bool minus);
[[nodiscard]] std::optional<DaysDuration> add(DaysDuration const& a, DaysDuration const& b, bool minus);
/// Elapsed time; nullopt when only one of the two has a zone.
[[nodiscard]] std::optional<DaysDuration> difference(DateTime const& a, DateTime const& b);
[[nodiscard]] std::optional<DaysDuration> difference(Time const& a, Time const& b);
[[nodiscard]] std::int64_t months_between(Date from, Date to);

}  // namespace kreislauf::feel
