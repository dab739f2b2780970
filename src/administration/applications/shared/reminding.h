#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Daily: tells who has to bring something until today, once, on the morning of that day.
std::optional<Instant> remind_of_last_day(Applications& module, authority::TownVisit& visit);
/// Daily: who has not fetched a notice yet is reminded once, before it cannot be fetched any more.
std::optional<Instant> remind_of_notices(Applications& module, authority::TownVisit& visit);

}  // namespace kreislauf::applications
