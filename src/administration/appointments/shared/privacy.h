#pragma once

#include <vector>

#include "administration/appointments/shared/running.h"

namespace kreislauf::appointments {

/// What offices keep of people who book and who wait, with the periods they have set themselves.
std::vector<authority::PrivacySection> privacy(Appointments& module);
/// Does an office of this town give appointments? As last read; before the first reading nobody knows, and it says yes.
bool gives_appointments(Appointments& module, authority::TownContext const& context);

}  // namespace kreislauf::appointments
