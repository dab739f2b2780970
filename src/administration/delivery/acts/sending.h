#pragma once

#include "administration/delivery/delivery.h"

namespace kreislauf::delivery {

/// Sends what an outbox message names. An empty text: done, or not to be done any more. What did not work is tried
/// again for three days, then the office sees it.
std::string send(Deliveries& module, authority::TownVisit& visit, acts::OutboxMessage const& message);

}  // namespace kreislauf::delivery
