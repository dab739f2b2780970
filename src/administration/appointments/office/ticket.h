#pragma once

#include <string_view>

#include "administration/appointments/shared/staff_room.h"

namespace kreislauf::appointments::office {

/// The slip with a number, to print. Goes back to the start of the device by itself, or has a link `back`. Throws
/// NotFound for a number that was not given today.
http::Response ticket(Room& room, std::string_view number, std::string_view back = {});

}  // namespace kreislauf::appointments::office
