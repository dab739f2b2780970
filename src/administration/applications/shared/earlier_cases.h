#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// What was sent before there were cases becomes one, by itself, in bounded commits.
std::optional<Instant> open_earlier_cases(Applications& module, authority::TownVisit& visit);

}  // namespace kreislauf::applications
