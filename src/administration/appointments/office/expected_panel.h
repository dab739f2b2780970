#pragma once

#include "administration/appointments/shared/staff_room.h"

/// Who has an appointment today and is not there yet, with what the reception does about each: one press checks in.
/// Refreshed by the stream.
namespace kreislauf::appointments::office {

void write_expected(kern::Sheet& page, StaffRoom& room);

}  // namespace kreislauf::appointments::office
