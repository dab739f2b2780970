#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/acts/booking.h"
#include "administration/appointments/rules/queue.h"

/// The acts of the day: check in, hand out numbers, call, serve. Each happens inside of a transaction that the caller
/// has begun.
namespace kreislauf::appointments {

/// At a device people check in from half an hour before to an hour after the booked time; the reception decides itself.
enum class Door : std::uint8_t { device, reception };
inline constexpr int check_in_before = 30, check_in_after = 60;  ///< minutes

/// The person has arrived. `code` may be the content of the QR code: the link to the appointment. Throws WrongCode,
/// WrongTime or NotNow.
Appointment check_in(acts::Transaction& tx, Environment const& env, std::string_view office, std::string_view code,
                     Door door);
/// The turn of a number that was drawn now would come after closing.
struct NoTurnToday : NotNow {
  NoTurnToday() : NotNow{State::free} {}
};
/// A number for somebody without an appointment. Throws NotNow when walk-ins are not taken now, and NoTurnToday.
Appointment take_number(acts::Transaction& tx, Environment const& env, std::string_view office,
                        std::vector<Item> const& items);
bool takes_walk_ins(Plan const& plan, Instant now);
/// Calls the next person this desk can serve; nothing when nobody waits. Throws DeskBusy.
std::optional<Appointment> call_next(acts::Transaction& tx, Environment const& env, std::string_view office,
                                     std::int64_t desk);
/// One of the verbs of the day (call, call_again, start, park, wait_on, no_show, expect, follow_up, finish) for one
/// person at one desk; 0 is no desk, as in the list of the day. Throws NotFound, DeskBusy, or NotNow with the state as
/// it is now, also when the person stands at another desk.
Appointment serve(acts::Transaction& tx, Environment const& env, std::string_view office, std::int64_t id, Verb verb,
                  std::int64_t desk);
/// The office cancels; the mail gives `reason`, which stands in the note from then on.
Appointment cancel_by_office(acts::Transaction& tx, Environment const& env, std::string_view office, std::int64_t id,
                             std::string_view reason);
/// Keeps a time of a desk for the office itself. Throws NotFree.
Appointment block(acts::Transaction& tx, Environment const& env, std::string_view office, std::int64_t desk, Day day,
                  int from, int to, std::string_view reason);
Appointment unblock(acts::Transaction& tx, Environment const& env, std::string_view office, std::int64_t id);

/// Everybody of one day at one office, by time.
std::vector<Appointment> people_of(Environment const& env, std::string_view office, Day day);
std::vector<Appointment> people_of(Environment const& env, std::string_view office);  ///< of today

/// What somebody typed, scanned or said: `k7 mx-4q` and the address of the appointment are the same person's.
std::string code_of(std::string_view typed);

}  // namespace kreislauf::appointments
