#pragma once

#include "administration/applications/applications.h"
#include "authority/house.h"
#include "base/clock.h"

namespace kreislauf::applications {

/// Daily: drafts that nobody has touched and applications whose time is over go, with their content in the ledger; the
/// entries and all proofs stay.
std::optional<Instant> erase_due(Applications& module, authority::TownVisit& visit);
/// Seals with the newest key what an older one has sealed (authority::UnderKeys).
void renew_under_keys(authority::TownVisit& visit);
/// Texts that the key of this number has sealed.
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::applications
