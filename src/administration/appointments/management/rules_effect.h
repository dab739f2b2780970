#pragma once

#include <string>
#include <vector>

#include "administration/appointments/rules/rules_check.h"
#include "administration/appointments/shared/staff_room.h"

/// What other rules would mean, before anybody saves them.
namespace kreislauf::appointments::management {

/// Not to be copied: `misfits` points into `bookings`.
struct Effect {
  std::vector<Clash> clashes;
  std::vector<DayCapacity> before, after;
  std::vector<Appointment> bookings;
  std::vector<Misfit> misfits;
};
Effect effect_of(StaffRoom const& room, Rules rules);
void write_effect(html::Writer& out, StaffRoom const& room, Effect const& effect);

}  // namespace kreislauf::appointments::management
