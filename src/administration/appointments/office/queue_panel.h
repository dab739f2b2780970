#pragma once

#include <cstdint>

#include "administration/appointments/shared/staff_room.h"

namespace kreislauf::appointments::office {

/// Who waits, who is parked, who is expected, who was missed. `desk` may call them; 0: only to look at.
void write_queue(kern::Sheet& page, StaffRoom& room, std::int64_t desk);

}  // namespace kreislauf::appointments::office
