#pragma once

#include "administration/cases/acts/change.h"

// What somebody in the office does with a case. None of these stores more than the case and what belongs to it; what
// they mean for its subject, who has it does in the same act.
namespace kreislauf::cases {

/// Who acts has it from now on.
void take(acts::Transaction& tx, Case& one);
/// Somebody else gets it, from who distributes or who hands it on.
void give(acts::Transaction& tx, Case& one, std::int64_t to);
void release(acts::Transaction& tx, Case& one);
/// Another office goes on with it: nobody has it there yet, and the reason stands in its notes.
void hand_over(acts::Transaction& tx, authority::TownContext const& c, Case& one, std::string_view office,
               std::string_view reason);
/// It is worked on elsewhere.
void begin(acts::Transaction& tx, Case& one);
/// Another status for people to read; empty: the one of its phase. Throws BadRequest for one that the type has not in
/// this phase.
void set_status(acts::Transaction& tx, CaseType const& type, Case& one, std::string_view status);

/// At most this many on one case.
inline constexpr std::size_t most_notes = 500;
/// Read by who works on it, never by the applicant, but by whom the law lets inspect the file (§ 29 VwVfG NRW).
void note(acts::Transaction& tx, authority::TownContext const& c, Case& one, std::string_view text);
std::string text_of(crypto::Keys const& keys, Note const& note);
std::string sealed_note(crypto::Keys const& keys, Note const& note, std::string_view text, crypto::Random& random);

/// Somebody has looked at this item of the list. Throws BadRequest for one that the type has not.
void tick(acts::Transaction& tx, CaseType const& type, Case& one, std::string_view item, Seen seen);
/// What was said of this item last.
Seen seen_of(std::vector<Tick> const& ticks, std::string_view item);
/// All that nobody has looked at holds: each item is ticked by who says so. What is needed only sometimes is said
/// apart.
enum class Items : std::uint8_t { needed, all };
void tick_all(acts::Transaction& tx, CaseType const& type, Case& one, Items items);
/// It shall be looked at again on this day (Wiedervorlage); nothing: no more.
void resubmit(acts::Transaction& tx, Case& one, std::optional<std::chrono::sys_days> day);

}  // namespace kreislauf::cases
