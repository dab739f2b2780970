#pragma once

#include "administration/consultations/acts/asking.h"

// What the authority does that is asked.
namespace kreislauf::consultations {

struct Arriving {
  std::string id, authority, office, service, due_on, asked_at;
  Said said;
};
/// Twice is once. Its files lie here already; throws Conflict where one has gone.
void take_in(acts::Transaction& tx, authority::TownContext const& c, Arriving const& arriving);
/// What was shown of the case goes with the answer. Throws NotNow where nobody waits for it any more.
void answer(acts::Transaction& tx, authority::TownContext const& c, std::string_view id, std::string_view text,
            std::string_view by);
/// The answer has arrived.
void note_heard(acts::Transaction& tx, std::string_view id);
/// Nobody needs it any more: what was shown of the case goes at once.
void end(acts::Transaction& tx, authority::TownContext const& c, std::string_view id);

/// Removes what was over a year ago.
std::optional<Instant> erase_old(authority::TownVisit& visit);

}  // namespace kreislauf::consultations
