#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Daily: who has not fetched a notice yet is reminded once, before it cannot be fetched any more.
std::optional<Instant> remind_of_notices(Applications& module, authority::TownVisit& visit);

}  // namespace kreislauf::applications
