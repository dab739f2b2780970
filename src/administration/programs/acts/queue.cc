#include "administration/programs/acts/queue.h"

#include <fmt/format.h>

#include "administration/programs/acts/sending.h"
#include "platform/http/numbers.h"

namespace kreislauf::programs {

void put_on_its_way(acts::Transaction& tx, std::int64_t webhook, std::int64_t case_id) {
  acts::OutboxMessage message{.kind = std::string{outbox_kind},
                              .subject = fmt::format("webhook:{}", webhook),
                              .payload = fmt::format("{} {}", webhook, case_id)};
  tx.send(message);
}

std::optional<Queue> queue_of(acts::OutboxMessage const& message) {
  auto const space = message.payload.find(' ');
  if (space == std::string::npos) return std::nullopt;
  auto const text = std::string_view{message.payload};
  auto const hook = http::number_in(text.substr(0, space)), one = http::number_in(text.substr(space + 1));
  return hook and one ? std::optional{Queue{*hook, *one}} : std::nullopt;
}

}  // namespace kreislauf::programs
