#pragma once

#include <string_view>

#include "platform/acts/outbox.h"

namespace kreislauf::acts {

/// As `deliver`, but leaves out one kind: mails wait for a mail server, and nothing else waits for them.
Delivery deliver_but(db::Database& database, Clock const& clock, std::string_view left_out, Sender const& sender,
                     std::size_t limit = 100);

}  // namespace kreislauf::acts
