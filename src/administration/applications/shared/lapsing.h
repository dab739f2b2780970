#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Daily: what nobody has signed in time is a draft again; the applicant and who was asked are told.
std::optional<Instant> lapse_due(Applications& module, authority::TownVisit& visit);

}  // namespace kreislauf::applications
