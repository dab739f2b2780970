#pragma once

#include "administration/cases/acts/change.h"

namespace kreislauf::cases {

/// Daily: absences that are over are forgotten, and what cannot be undone any more.
std::optional<Instant> tidy(authority::TownVisit& visit);

/// Seals names and notes anew with the newest key.
void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::cases
