#pragma once

#include "administration/intake/intake.h"
#include "administration/intake/model.h"

namespace kreislauf::intake {

/// Reads the next page of the file that has waited longest, in a process of its own, and stores what was found; behind
/// the last page the sheets of the file. One page a call, so that nothing else waits long; a page that was begun before
/// a stop is read again, and one that fails twice is left to people.
std::optional<Instant> read_due(Intake& module, authority::TownVisit& visit);

}  // namespace kreislauf::intake
