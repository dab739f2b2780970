#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Daily: internal processes that begin by themselves do so on their day; after a pause only the last one.
std::optional<Instant> repeat_due(Applications& module, authority::TownVisit& visit);

}  // namespace kreislauf::applications
