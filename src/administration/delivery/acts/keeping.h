#pragma once

#include "authority/module.h"

namespace kreislauf::delivery {

/// Seals with the newest key what an older one has sealed (authority::UnderKeys).
void renew_under_keys(authority::TownVisit& visit);
/// Texts that the key of this number has sealed.
std::int64_t sealed_under(authority::TownVisit& visit, int number);
/// Everything on its way is either in the outbox or asked about.
authority::Verified verify(authority::TownVisit& visit);

}  // namespace kreislauf::delivery
