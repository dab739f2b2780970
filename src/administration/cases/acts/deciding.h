#pragma once

#include "administration/cases/acts/change.h"

namespace kreislauf::cases {

/// Something of the list was not looked at, or does not hold: nothing is granted. Names of items.
struct Unchecked : Refused {
  explicit Unchecked(std::vector<std::string> open) : items{std::move(open)} {}
  std::vector<std::string> items;
};
/// Whoever has proposed it cannot sign it, too.
struct SamePerson : Refused {};
/// Every decision of this type needs a second person.
struct NeedsSignature : Refused {};

/// A decision for somebody else to sign. Throws Unchecked, NotNow.
void propose(acts::Transaction& tx, CaseType const& type, Case& one, Result const& result);
/// Back to who has proposed it.
void refer(acts::Transaction& tx, Case& one);
/// It is decided: by who works on it, or by who signs what was proposed. Throws Unchecked, SamePerson, NeedsSignature,
/// NotNow.
void decide(acts::Transaction& tx, CaseType const& type, Case& one, Result const& result);
/// The same told by a specialist system: the list of the office is not asked.
void decided_elsewhere(acts::Transaction& tx, CaseType const& type, Case& one, Outcome outcome);
void reopen(acts::Transaction& tx, Case& one);

/// Items that keep it from being granted.
std::vector<std::string> unchecked(CaseType const& type, std::vector<Tick> const& ticks);

}  // namespace kreislauf::cases
