#pragma once

#include <cstdint>
#include <optional>

#include "platform/acts/acts.h"

namespace kreislauf::programs {

/// One receiver and one case: what is sent in order.
struct Queue {
  std::int64_t webhook = 0, case_id = 0;
};
/// Whatever waits in this queue goes after the commit.
void put_on_its_way(acts::Transaction& tx, std::int64_t webhook, std::int64_t case_id);
/// Of a message of the outbox.
std::optional<Queue> queue_of(acts::OutboxMessage const& message);

}  // namespace kreislauf::programs
