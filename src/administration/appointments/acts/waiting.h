#pragma once

#include "administration/appointments/acts/booking.h"

/// The waiting list: who wants an earlier time is asked in the order of joining.
namespace kreislauf::appointments {

/// Would this time suit? Office, days, part of the day, length, skills of the desk, and earlier than what the person
/// already has.
bool suits(Plan const& plan, store::Entry const& entry, Appointment const& time, std::optional<Appointment> const& has);

/// Puts somebody on the list; a letter with the link goes out. Throws TooMany.
acts::Answer join(Place const& place, acts::Key const& key, store::Entry entry,
                  std::function<acts::Answer(store::Entry const&, std::string const& token)> const& answer);
/// Takes the offered time; an appointment that it replaces is given back. `answer` gets the token of the new
/// appointment.
acts::Answer accept(Place const& place, acts::Key const& key, std::string const& token,
                    std::function<acts::Answer(std::string const& token)> const& answer);
/// Lets the offer go on to the next; the person stays on the list.
acts::Answer decline(Place const& place, acts::Key const& key, std::string const& token, acts::Answer const& answer);
acts::Answer leave(Place const& place, acts::Key const& key, std::string const& token, acts::Answer const& answer);

/// The offer of this time is over: who had it waits again, in his old place. Inside a transaction.
void end_offer(db::Connection& connection, Place const& place, Appointment const& time);
/// Offers a time that was given back (state reserved, origin `list`) to who waits longest
/// among those whom it suits and who were not asked about it, or frees it when nobody is left. Inside a transaction.
void offer_to_next(db::Connection& connection, Place const& place, Board const& board, Appointment time);

/// What a look at the clock did.
struct Tick {
  std::size_t expired = 0, offered = 0, freed = 0, missed = 0, erased = 0;
  std::optional<Instant> next;  ///< when to look again
};
/// Ends holds, links and offers whose time is over.
Tick tick(Place const& place);
/// Once a day: closes what is left open of former days, erases personal data after the period of the office, and drops
/// what is no longer needed.
Tick close_day(Place const& place);

}  // namespace kreislauf::appointments
