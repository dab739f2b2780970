#pragma once

#include "administration/notifications/model.h"
#include "administration/notifications/rules/kinds.h"
#include "base/clock.h"

namespace kreislauf::notifications {

/// Does somebody want to hear nothing at this moment? Legal time, Europe/Berlin.
bool is_quiet(Instant moment, Quiet const& quiet);
/// When news of now are said: now, or at the end of the quiet hours.
Instant said_at(Instant now, Hold hold, Quiet const& quiet);

}  // namespace kreislauf::notifications
