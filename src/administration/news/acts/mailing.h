#pragma once

#include <optional>

#include "authority/house.h"

namespace kreislauf::news {

/// Puts the mails of what was published into the outbox, a few hundred in a commit, so that others never wait for long.
/// Answers when to go on.
std::optional<Instant> mail_news(authority::TownVisit& visit);
/// Forgets who asked for mails and never confirmed.
std::optional<Instant> forget_unconfirmed(authority::TownVisit& visit);

}  // namespace kreislauf::news
