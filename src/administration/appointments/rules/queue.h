#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "administration/appointments/model.h"

/// The waiting room by pure rules: who is next, how long it will take.
namespace kreislauf::appointments {

/// May this desk serve the person?
bool can_serve(Plan const& plan, std::int64_t desk, Appointment const& person);

/// Who is called next at `desk`: first who has an appointment whose time has come (within five minutes), by that time,
/// or by the arrival of who came late; then walk-ins in the order of their numbers; then who is early or was sent back
/// to wait within the last five minutes. `people` are those of today; nothing when nobody waits whom this desk can
/// serve.
Appointment const* next_to_call(std::span<Appointment const> people, Plan const& plan, std::int64_t desk, Instant now);

/// Everybody who waits, in the order of calling.
std::vector<Appointment const*> order_of_calling(std::span<Appointment const> people, Instant now);

/// Somebody who waits, and for how many minutes still, rounded up to five.
struct Waiting {
  Appointment const* person = nullptr;
  int minutes = 0;
  bool after_closing = false;  ///< no desk is open at that time today
};
/// Everybody who waits in the order of calling, with an honest estimate: the day is played forward with the desks at
/// work, when they are open, what they can serve, who stands there now, and the booked people who are still expected.
std::vector<Waiting> waiting_times(std::span<Appointment const> people, Plan const& plan, Instant now);
/// The estimate for one who waits; nothing when this person does not wait.
struct Turn {
  int before = 0;  ///< people who are called earlier
  int minutes = 0;
  bool after_closing = false;  ///< as above: nobody who comes now is served today
};
std::optional<Turn> turn_of(std::span<Appointment const> people, Plan const& plan, std::int64_t id, Instant now);
/// The estimate for somebody who would take a number for these services now, without any for whatever it is. Never less
/// than what those live through who wait for the same.
Turn turn_of_new(std::span<Appointment const> people, Plan const& plan, std::vector<Item> const& items, Instant now);

/// Who is at this desk now: called or being served there.
Appointment const* person_at(std::span<Appointment const> people, std::int64_t desk);

/// What the day has brought so far.
struct DayFigures {
  int served = 0, missed = 0, walk_ins = 0, booked = 0;
  int mean_wait = 0;  ///< minutes between arrival (or the booked time, when that was later) and the start at the desk
};
DayFigures figures_of(std::span<Appointment const> people);

}  // namespace kreislauf::appointments
