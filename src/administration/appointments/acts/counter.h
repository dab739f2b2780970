#pragma once

#include "administration/appointments/acts/booking.h"
#include "administration/appointments/acts/queue.h"

/// The acts of the day: check in, hand out numbers, call, serve.
namespace kreislauf::appointments {

/// A code that fits no appointment of today at this office.
struct WrongCode {
  std::string other_office = {};      ///< the appointment is there
  std::optional<Day> other_day = {};  ///< the appointment exists, but on this day
};
/// The appointment is today, but too far away from now to check in at a device; the reception may let the person in.
struct WrongTime {
  bool early = false;
  int minute = 0;  ///< when the appointment begins
};
/// At this desk is still somebody: one desk serves one person at a time.
struct DeskBusy {
  std::string ticket;
};
/// At a device people check in from half an hour before to an hour after the booked time; the reception decides itself.
enum class Door : std::uint8_t { device, reception };
inline constexpr int check_in_before = 30, check_in_after = 60;  ///< minutes

/// The person has arrived. `code` may be the content of the QR code: the link to the appointment. Throws WrongCode,
/// WrongTime or NotNow.
acts::Answer check_in(Place const& place, acts::Key const& key, std::string_view office, std::string_view code,
                      Door door, std::function<acts::Answer(Appointment const&)> const& answer);
/// A number for somebody without an appointment. Throws NotNow when walk-ins are not taken now.
acts::Answer take_number(Place const& place, acts::Key const& key, std::string_view office,
                         std::vector<Item> const& items, std::function<acts::Answer(Appointment const&)> const& answer);
bool takes_walk_ins(Plan const& plan, Instant now);
/// Calls the next person this desk can serve; `answer` gets nothing when nobody waits. Throws DeskBusy.
acts::Answer call_next(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk,
                       std::function<acts::Answer(Appointment const*)> const& answer);
/// One of the verbs of the day (call, call_again, start, park, wait_on, no_show, follow_up, finish) for one person at
/// one desk; 0 is no desk, as in the list of the day. Throws NotFound, DeskBusy, or NotNow with the state as it is now,
/// also when the person stands at another desk.
acts::Answer serve(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id, Verb verb,
                   std::int64_t desk, acts::Answer const& answer);
/// The office cancels; the letter gives `reason`, which stands in the note from then on.
acts::Answer cancel_by_office(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id,
                              std::string_view reason, acts::Answer const& answer);
/// Keeps a time of a desk for the office itself. Throws NotFree.
acts::Answer block(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk, Day day,
                   int from, int to, std::string_view reason, acts::Answer const& answer);
acts::Answer unblock(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id,
                     acts::Answer const& answer);

/// The room of a video appointment: the address of the office's service and a name that nobody can guess.
std::string video_link(Settings const& settings, std::string_view secret, Appointment const& appointment);

/// Everybody of one day at one office, by time.
std::vector<Appointment> people_of(Place const& place, std::string_view office, Day day);
std::vector<Appointment> people_of(Place const& place, std::string_view office);  ///< of today

/// What somebody typed, scanned or said: `k7 mx-4q` and the address of the appointment are the same person's.
std::string code_of(std::string_view typed);

}  // namespace kreislauf::appointments
