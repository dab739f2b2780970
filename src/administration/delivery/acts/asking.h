#pragma once

#include <optional>

#include "administration/delivery/delivery.h"

// Asks the other side what has become of it, and takes away what lies in drop folders and must not.
namespace kreislauf::delivery {

/// Does what is due, a bounded piece; when the next one is due.
std::optional<Instant> ask_due(Deliveries& module, authority::TownVisit& visit);
/// Somebody says that something has happened. That is not believed but asked, by the job, once in a few seconds.
/// False when the code is not ours.
bool take_hint(authority::TownContext const& c, std::int64_t delivery, std::string_view code);

/// When to ask again after so many questions: a minute to six hours.
std::chrono::seconds pause_after(std::int64_t asked);

}  // namespace kreislauf::delivery
