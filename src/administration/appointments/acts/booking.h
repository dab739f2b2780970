#pragma once

#include <string>
#include <string_view>

#include "administration/appointments/acts/claim.h"

/// The acts before the day: hold, book, confirm, move, cancel. Each happens inside of a transaction that the caller has
/// begun; what is refused is thrown.
namespace kreislauf::appointments {

/// Holds a time for a resident until he has filled in the form.
Appointment hold(acts::Transaction& tx, Environment const& env, Claim const& claim, std::string_view origin);
/// Keeps a booking made by staff, at once confirmed; a mail goes out when there is an address.
Appointment book_for(acts::Transaction& tx, Environment const& env, Claim const& claim, Person const& person);
/// The form was sent: the link goes out. Throws NotFound, NotNow, TooMany.
Appointment book(acts::Transaction& tx, Environment const& env, std::string_view token, Person const& person);
/// Somebody who fills in the form needs more time. Throws NotFound, NotNow; TooMany when it was given often.
Appointment extend(acts::Transaction& tx, Environment const& env, std::string_view token);
/// Somebody goes without booking: the time is free at once, and nobody gets a mail. Throws NotFound, NotNow.
Appointment give_up(acts::Transaction& tx, std::string_view token);
/// The form of a hold that is over was sent: the time is taken again and booked. Throws NotFree, TooMany.
Appointment book_again(acts::Transaction& tx, Environment const& env, Claim const& claim, Appointment const& over,
                       Person const& person);
/// Nobody can open the link at a wrong address: it goes to this one, and the old link is void. Throws NotFound, NotNow.
Appointment correct_address(acts::Transaction& tx, Environment const& env, std::string_view token,
                            std::string const& email);
/// The link goes out once more. Throws NotFound, NotNow.
Appointment send_link_again(acts::Transaction& tx, Environment const& env, std::string_view token);
/// The link was used. A second use throws NotNow, a wrong code NotFound.
Appointment confirm(acts::Transaction& tx, Environment const& env, std::string_view token, std::string_view code);
Appointment cancel(acts::Transaction& tx, Environment const& env, std::int64_t id, Notification notification);
/// Moves a confirmed booking to another time: the new time is claimed before the old one is given back, in one commit.
/// With `undo` by the office, which may take it back: so long the mail waits, and the old time is free at once.
Appointment move(acts::Transaction& tx, Environment const& env, Claim const& claim, std::int64_t id,
                 std::chrono::minutes undo = {});

// ---- What jobs, the counter and the waiting list use, inside of a transaction

/// Changes an appointment: checks the verb against the table of transitions, lets `work` do the rest, stores it and
/// notes the event. Throws NotFound when there is none, or NotNow.
Appointment change(acts::Transaction& tx, std::optional<Appointment> found, Verb verb,
                   FunctionRef<void(Appointment&)> work);
/// Gives the units of an appointment back, or keeps them for the waiting list when somebody waits: the time comes back
/// after a random number of minutes, so that nobody wins by watching.
void release_time(acts::Transaction& tx, Environment const& env, Plan const& plan, Appointment const& appointment);
/// Gives the units back at once.
void free_time(acts::Transaction& tx, Appointment const& appointment);
/// Who wanted an earlier time than this one waits no longer.
void leave_list(acts::Transaction& tx, Appointment const& appointment);
void note(acts::Transaction& tx, Verb verb, Appointment const& appointment, std::string_view data = {});
/// A mail that has waited until its link or its appointment is over is not sent any more.
void send(acts::Transaction& tx, Environment const& env, Appointment const& appointment, Notification notification,
          Instant due);
/// The reminder, when the office sends one and there is still time for it.
void remind(acts::Transaction& tx, Environment const& env, Plan const& plan, Appointment const& appointment);

}  // namespace kreislauf::appointments
