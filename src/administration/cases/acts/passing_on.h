#pragma once

#include <string>
#include <vector>

#include "administration/cases/acts/opening.h"

// A case goes to another authority, comes in from one, or comes back. What crosses is the business of who has its
// subject; nothing here looks into another database.
namespace kreislauf::cases {

/// Another authority goes on with it. What the applicant was still asked for falls away: who is competent asks anew.
/// Throws NotNow.
void pass_on(acts::Transaction& tx, Case& one, std::string_view to);
/// It is here again, and nobody has it yet. Throws NotNow.
void take_back(acts::Transaction& tx, Case& one, std::string_view from);
/// What came from another authority is a case here; `first_on` is the day from which its period runs where the law
/// says so (§ 16 Absatz 2 SGB I), else nothing: the day on which it came here.
Case open_from_elsewhere(acts::Transaction& tx, authority::TownContext const& c, Library const& library,
                         Opening const& opening, std::optional<Instant> first_on);

/// What staff wrote about it, with who and when: `23.11.2026 10:00, Anna Beispiel: ...`. Sealed anew where it goes.
std::vector<std::string> notes_to_move(authority::TownContext const& c, std::string_view subject);

}  // namespace kreislauf::cases
