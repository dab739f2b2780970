#pragma once

#include <string_view>

#include "administration/appointments/shared/staff_room.h"

namespace kreislauf::appointments::management {

/// Two texts laid side by side, line by line.
void write_diff(html::Writer& out, std::string_view before, std::string_view after);
/// Every version of the rules with what it changed; `open`: the one in force is unfolded.
void write_history(html::Writer& out, StaffRoom const& room, bool open);

}  // namespace kreislauf::appointments::management
