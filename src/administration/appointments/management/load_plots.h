#pragma once

#include <vector>

#include "administration/appointments/shared/staff_room.h"
#include "administration/appointments/store/load.h"

/// The figures of an office in words: for the page as sentence, picture and table, for spreadsheets as rows.
namespace kreislauf::appointments::management {

/// Days of the week that was asked for: those that are over, and those to come. Each only where there are some.
std::vector<kern::Plot> week_plots(StaffRoom const& room, LoadFigures const& figures);
/// When it was full, in the last four weeks.
kern::HeatMap heat_map_of(StaffRoom const& room, LoadFigures const& figures);
/// How long people waited, who did not come, how many each desk served.
std::vector<kern::Plot> people_plots(StaffRoom const& room, LoadFigures const& figures);

}  // namespace kreislauf::appointments::management
