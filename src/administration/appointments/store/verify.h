#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/db/db.h"

/// Checks what must always hold about the appointments of one authority, from its database alone.
namespace kreislauf::appointments {

struct Verification {
  std::size_t appointments = 0, claims = 0, confirmed = 0, events = 0, mails = 0,
              entries = 0;            ///< looked at; `confirmed` on days to come
  std::vector<std::string> findings;  ///< what is wrong, without personal data; empty when all holds
};

/// Claims and appointments that hold time are the same, no desk has two at one time, each state follows from its events
/// by the table of transitions, what was confirmed has its mail, cancelled appointments have no reminder, each offer
/// belongs to one entry of the waiting list, and numbers are not given twice. Nobody can write meanwhile.
Verification verify(db::Database& database, Instant now);

}  // namespace kreislauf::appointments
