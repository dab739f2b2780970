#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace kreislauf {

/// A moment in UTC. What law means by a day or an hour is Europe/Berlin: see `legal_time`.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Where the present comes from. Injected, so that a test or a simulation decides what time it is.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Begins at a moment of one's choice and runs `pace` times as fast as the real one: shows a Monday morning on a
/// Sunday.
class SampleClock final : public Clock {
 public:
  SampleClock(Instant start, int pace);
  Instant now() const override;

 private:
  SystemClock system_;
  Instant start_, real_start_;
  int pace_;
};

/// Stands still until it is told to move.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant start) : now_{start} {}
  Instant now() const override { return now_; }
  void advance(std::chrono::microseconds by) { now_ += by; }

 private:
  Instant now_;
};

/// Legal time in Germany (Europe/Berlin): calendar day, minutes since midnight, weekday with Monday = 0.
struct LegalTime {
  std::chrono::year_month_day day;
  int minute_of_day = 0;
  int weekday = 0;
};

LegalTime legal_time(Instant moment);

/// `2026-11-23T09:30`, on the clock on the wall. Nothing when the text is not of that form.
std::optional<Instant> parse_legal(std::string const& value);

/// When this minute of a legal day is, in UTC. Of the hour that comes twice in autumn the first pass; for the hour that
/// spring leaves out the moment of the change.
Instant instant_of_legal(std::chrono::sys_days day, int minute);

/// The minutes of a legal day that the change to summer time leaves out, 120 to 180 on that Sunday; `from == to` on all
/// other days.
struct MinuteRange {
  int from = 0, to = 0;
};
MinuteRange skipped_minutes(std::chrono::sys_days day);

/// `2026-11-21T19:15:00Z`
std::string iso_utc(Instant moment);
/// `Sat, 21 Nov 2026 19:15:00 GMT` (RFC 9110)
std::string http_date(Instant moment);
/// Reads what `iso_utc` writes; the epoch when the text is not of that form.
Instant parse_iso_utc(std::string_view value);

}  // namespace kreislauf
