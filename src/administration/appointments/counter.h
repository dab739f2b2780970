#pragma once

#include "administration/appointments/booking.h"
#include "administration/appointments/queue.h"

/// The acts of the day: check in, hand out numbers, call, serve.
namespace kreislauf::appointments {

/// A code that fits no appointment of today at this office.
struct WrongCode {
  bool other_office = false;
  std::optional<Day> other_day;  ///< the appointment exists, but on this day
};

/// The person has arrived. Returns the ticket in the answer's body. Throws WrongCode or NotNow.
acts::Answer check_in(Place const& place, acts::Key const& key, std::string_view office, std::string_view code, std::function<acts::Answer(Appointment const&)> const& answer);
/// A number for somebody without an appointment. Throws NotNow when walk-ins are not taken now.
acts::Answer take_number(Place const& place, acts::Key const& key, std::string_view office, std::vector<Item> const& items, std::function<acts::Answer(Appointment const&)> const& answer);
/// Calls the next person this desk can serve; `answer` gets nothing when nobody waits.
acts::Answer call_next(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk, std::function<acts::Answer(Appointment const*)> const& answer);
/// One of the verbs of the day (call, call_again, start, park, wait_on, no_show, follow_up, finish) for one person at one desk.
acts::Answer serve(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id, Verb verb, std::int64_t desk, acts::Answer const& answer);
/// Keeps a time of a desk for the office itself.
acts::Answer block(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk, Day day, int from, int to, std::string_view reason, acts::Answer const& answer);
acts::Answer unblock(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id, acts::Answer const& answer);

/// Everybody of today at one office.
std::vector<Appointment> people_of(Place const& place, std::string_view office);

}  // namespace kreislauf::appointments
