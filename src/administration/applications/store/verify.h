#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/db/db.h"

/// Checks what must always hold about the applications of one authority, from its database alone.
namespace kreislauf::applications {

struct Verification {
  std::size_t applications = 0;                    ///< rows: drafts and applications
  std::size_t sent = 0;                            ///< how often something was sent, also what is erased by now
  std::size_t events = 0, entries = 0, mails = 0;  ///< looked at
  std::vector<std::string> findings;               ///< what is wrong, without personal data; empty when all holds
};

/// Nothing is half: who has sent has a number, an office that is there, answers, and an entry of the ledger that says
/// the same; a draft has none of these. Numbers follow each other without gaps and none is given twice. Each state
/// follows from the events by the table of transitions; each sending has exactly one entry, and its mail where an
/// address was given. What waits for signatures is no more than a draft, and nothing was sent before all have signed.
/// Nobody can write meanwhile.
Verification verify(db::Database& database, Instant now);

}  // namespace kreislauf::applications
