#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/appointments/acts/booking.h"

/// The waiting list: who wants an earlier time is asked in the order of joining.
namespace kreislauf::appointments {

/// How long an entry that is settled still says who it was; then its name and address are erased.
inline constexpr auto settled_entries_kept = std::chrono::days{30};

/// How long the link counts by which somebody says that he has asked for the entry; then nothing of it is kept.
inline constexpr auto unconfirmed_entries_kept = std::chrono::hours{24};

/// Was the entry never confirmed, and is it too late for that?
bool link_is_over(store::Entry const& entry, Instant now);

/// Would this time suit? Office, days, part of the day, length, skills of the desk, and earlier than what the person
/// already has.
bool suits(Plan const& plan, store::Entry const& entry, Appointment const& time, std::optional<Appointment> const& has);

// ---- Acts; each inside of a transaction that the caller has begun

/// Puts somebody on the list; a mail with the link goes out. The token of the entry. Throws TooMany. Who has no
/// appointment yet waits only when the link has been opened: nobody is put on a list by others.
std::string join(acts::Transaction& tx, Environment const& env, store::Entry entry);
/// Whose address it is has asked for it. From now on the person waits, in the place of the day of joining. Throws
/// NotFound, NotNow, TooMany.
void confirm_entry(acts::Transaction& tx, Environment const& env, std::string_view token);
/// Takes the offered time; an appointment that it replaces is given back. The token of the new appointment. Throws
/// NotFound, NotNow.
std::string accept(acts::Transaction& tx, Environment const& env, std::string_view token);
/// Lets the offer go on to the next; the person stays on the list.
void decline(acts::Transaction& tx, Environment const& env, std::string_view token);
/// Who never confirmed is forgotten at once.
void leave(acts::Transaction& tx, Environment const& env, std::string_view token);

/// The offer of this time is over: who had it waits again, in his old place.
void end_offer(acts::Transaction& tx, Appointment const& time);
/// Offers a time that was given back (state reserved, origin `list`) to who waits longest
/// among those whom it suits and who were not asked about it, or frees it when nobody is left.
void offer_to_next(acts::Transaction& tx, Environment const& env, FreeTimes const& free_times, Appointment time);

// ---- What the clock does

/// What a look at the clock did.
struct Tick {
  std::size_t expired = 0, offered = 0, freed = 0, missed = 0, erased = 0;
  std::optional<Instant> next;  ///< when to look again
};
/// Ends holds, links and offers whose time is over.
Tick tick(Environment const& env);
/// Once a day: closes what is left open of former days, erases personal data after the period of the office, and drops
/// what is no longer needed.
Tick close_day(Environment const& env);

}  // namespace kreislauf::appointments
