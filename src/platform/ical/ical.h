#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

/// Appointments for calendars (RFC 5545). Times are UTC, so that no calendar has to know a time zone.
namespace kreislauf::ical {

struct Event {
  std::string uid;  ///< `termin-17@gescher.example`: the same for every version of an appointment
  Instant starts_utc{};
  int minutes = 0;
  std::string summary = {};
  std::string description = {};
  std::string location = {};
  std::string url = {};
  std::string organizer_name = {};
  std::string organizer_email = {};
  std::string organizer_web = {};  ///< where there is no e-mail address; without both there is no ORGANIZER
  int sequence = 0;                ///< counts up with each change
  bool cancelled = false;
  int alarm_minutes = 0;  ///< before the beginning; 0: no alarm
  Instant stamp{};        ///< DTSTAMP: when this version was written
};

/// A calendar file. `product` is `Kreislauf`, `name` what the calendar is called (may be empty), `method` is PUBLISH,
/// REQUEST, CANCEL or nothing (a feed). Served as `text/calendar; charset=utf-8` and, with a method, `; method=...`.
///
/// A feed (no method) asks to be fetched again every quarter of an hour.
std::string calendar(std::string_view product, std::string_view name, std::vector<Event> const& events,
                     std::string_view method = "");

}  // namespace kreislauf::ical
