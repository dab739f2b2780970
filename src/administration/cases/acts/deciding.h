#pragma once

#include "administration/cases/acts/change.h"

namespace kreislauf::cases {

/// Something of the list was not looked at or does not hold, or its process is not at the decision: nothing is granted.
/// Names of items and tasks.
struct Unchecked : Refused {
  explicit Unchecked(std::vector<std::string> open) : items{std::move(open)} {}
  std::vector<std::string> items;
};
/// The type wants the person to be heard before this result (§ 28 VwVfG NRW), and nobody has, or the time runs still.
struct Unheard : Refused {};
/// Whoever has proposed it cannot sign it, too.
struct SamePerson : Refused {};
/// Every decision of this type needs a second person.
struct NeedsSignature : Refused {};

/// It goes against somebody, and its type has notices: a button alone does not decide it.
struct NeedsNotice : Refused {};

/// How it is said to the person what was decided.
enum class Written : std::uint8_t { in_a_sentence, as_notice };

/// Who refuses issues a notice, with the reason and what can be done against it (§§ 37 (6), 39 VwVfG NRW and their
/// sisters).
bool needs_notice(CaseType const& type, Result const& result);

/// A decision for somebody else to sign. Throws Unchecked, Unheard, NeedsNotice, NotNow.
void propose(acts::Transaction& tx, CaseType const& type, Case& one, Result const& result, Written written);
/// Back to who has proposed it.
void refer(acts::Transaction& tx, Case& one);
/// It is decided: by who works on it, or by who signs what was proposed, and nothing else (then NotNow). Throws
/// Unchecked, Unheard, NeedsNotice, SamePerson, NeedsSignature, NotNow.
void decide(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one,
            Result const& result, Written written);
/// What a programme has decided: nobody had taken the case. Throws NotNow where somebody has.
void decide_automatically(acts::Transaction& tx, Case& one, Result const& result);
/// A person decides it after all.
void leave_to_person(acts::Transaction& tx, Case& one, Automation why);
/// The applicant wants a person to look at what a programme has decided: it is open again, and looked at today. Throws
/// NotNow for what no programme has decided.
void ask_for_person(acts::Transaction& tx, Case& one);
/// Cases that a programme has still to look at, the oldest first.
std::vector<Case> due_for_programme(db::Connection& connection, std::int64_t after, std::size_t limit);
/// It goes on; in the figures its ending did not happen.
void reopen(acts::Transaction& tx, Case& one);

/// Was somebody asked to be heard who has answered, or whose time is over?
bool was_heard(std::vector<Asked> const& asked, std::string_view today);
/// Items that keep it from being granted.
std::vector<std::string> unchecked(CaseType const& type, std::vector<Tick> const& ticks);

}  // namespace kreislauf::cases
