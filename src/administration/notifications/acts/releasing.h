#pragma once

#include <optional>

#include "authority/house.h"

namespace kreislauf::notifications {

/// The quiet hours have ended: what has waited for somebody is said in one mail, and in one message to each device.
/// Answers when to look again.
std::optional<Instant> release(authority::TownVisit& visit);

}  // namespace kreislauf::notifications
