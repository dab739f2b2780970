#pragma once

#include "administration/appointments/acts/booking.h"

namespace kreislauf::appointments {

/// Where an appointment stood before it was moved.
struct Stood {
  std::int64_t appointment = 0, desk = 0, resource = 0;
  Day day{};
  int minute = 0;
  static Stood of(Appointment const& a);
};

/// So long a move by the head of the office can be taken back; until then its mail waits.
inline constexpr std::chrono::minutes undo_time{5};

/// Takes the move back: the appointment gets the desk and the time it had, also where the rules have no room for it,
/// and nobody is written to. Throws NotFound, NotNow when it is too late or something else has happened meanwhile,
/// NotFree when somebody has the time now.
Appointment move_back(acts::Transaction& tx, Environment const& env, std::string_view office, Stood const& before);

}  // namespace kreislauf::appointments
