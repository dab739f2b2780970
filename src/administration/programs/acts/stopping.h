#pragma once

#include <string_view>

#include "administration/programs/model.h"
#include "authority/house.h"
#include "platform/acts/acts.h"

namespace kreislauf::programs {

/// Nothing is sent to this receiver any more, and who looks after it gets a mail.
void stop_and_tell(acts::Transaction& tx, authority::TownVisit& visit, Webhook hook, std::string_view why);

}  // namespace kreislauf::programs
