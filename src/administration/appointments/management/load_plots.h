#pragma once

#include <vector>

#include "administration/appointments/shared/staff_room.h"
#include "administration/appointments/store/load.h"

/// The figures of an office in words: for the page as sentence, picture and table, for spreadsheets as rows.
namespace kreislauf::appointments::management {

std::vector<kern::Plot> plots_of(StaffRoom const& room, LoadFigures const& figures);

}  // namespace kreislauf::appointments::management
