#include "administration/appointments/office/calls.h"

#include <algorithm>

#include "authority/page.h"

namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t last_shown = 6;
constexpr int still_shown_minutes = 2;  ///< after the person has sat down

/// Everybody who was called today by number, newest first.
Calls all_calls(std::span<Appointment const> people) {
  Calls calls;
  for (auto const& person : people) {
    // Who has a number waits for it here, however the appointment was booked.
    if (not person.called_at.empty() and not person.ticket.empty()) calls.push_back(&person);
  }
  std::sort(calls.begin(), calls.end(),
            [](auto const* a, auto const* b) { return std::tie(b->called_at, b->id) < std::tie(a->called_at, a->id); });
  return calls;
}

bool is_current(Appointment const& person, Instant now) {
  if (person.state == State::called) return true;
  return person.state == State::processing and
         parse_iso_utc(person.called_at) + std::chrono::minutes{still_shown_minutes} > now;
}

}  // namespace

CallsNow calls_of(std::span<Appointment const> people, Instant now) {
  CallsNow parts;
  for (auto const* call : all_calls(people)) {
    if (is_current(*call, now))
      parts.current.push_back(call);
    else if (parts.last.size() < last_shown)
      parts.last.push_back(call);
  }
  return parts;
}

html::Fragment desk_of(Room const& room, Appointment const& person) {
  return authority::german(room.c, room.desk_name(person.called_desk));
}

}  // namespace kreislauf::appointments::office
