#pragma once

#include <vector>

#include "authority/context.h"

namespace kreislauf::appointments {

/// How every event that this module writes reads in the audit trail.
std::vector<authority::EventWord> event_words();

}  // namespace kreislauf::appointments
