#pragma once

#include "authority/module.h"

namespace kreislauf::delivery {

/// Seals with the newest key what an older one has sealed (authority::UnderKeys).
void renew_under_keys(authority::TownVisit& visit);
/// Texts that the key of this number has sealed.
std::int64_t sealed_under(authority::TownVisit& visit, int number);
/// The data come from a copy: what was on its way then may have arrived since. Nothing is sent on suspicion, the office
/// looks first.
void stop_after_restore(acts::Transaction& tx);
/// Everything on its way is either in the outbox or asked about.
authority::Verified verify(authority::TownVisit& visit);

}  // namespace kreislauf::delivery
