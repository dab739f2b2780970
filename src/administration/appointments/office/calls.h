#pragma once

#include <span>
#include <vector>

#include "administration/appointments/shared/staff_room.h"

/// Who was called today, as the display and the waiting room show it.
namespace kreislauf::appointments::office {

using Calls = std::vector<Appointment const*>;

/// The calls in force, and those before them; both newest first.
struct CallsNow {
  Calls current, last;
};
CallsNow calls_of(std::span<Appointment const> people, Instant now);
/// The desk to which somebody was called.
html::Fragment desk_of(Room const& room, Appointment const& person);

}  // namespace kreislauf::appointments::office
