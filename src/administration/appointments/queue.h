#pragma once

#include <span>
#include <string>
#include <vector>

#include "administration/appointments/model.h"

/// The waiting room by pure rules: who is next, how long it will take.
namespace kreislauf::appointments {

/// May this desk serve the person?
bool can_serve(Plan const& plan, std::int64_t desk, Appointment const& person);

/// Who is called next at `desk`: first who has an appointment whose time has come (within five minutes), by that time; then walk-ins in the
/// order of their numbers; then who is early. `people` are those of today; nothing when nobody waits whom this desk can serve.
Appointment const* next_to_call(std::span<Appointment const> people, Plan const& plan, std::int64_t desk, Instant now);

/// Everybody who waits, in the order of calling.
std::vector<Appointment const*> order_of_calling(std::span<Appointment const> people, Instant now);

/// Desks at which somebody was served within the last half hour, at least one.
int desks_at_work(std::span<Appointment const> people, Instant now);

/// An honest estimate for the one at `place` (0 is next): the minutes of all before, shared by the desks at work, rounded up to five.
int minutes_to_wait(std::vector<Appointment const*> const& order, std::size_t place, Plan const& plan, int desks, Instant now);

}  // namespace kreislauf::appointments
