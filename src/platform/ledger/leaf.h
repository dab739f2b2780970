#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kreislauf::ledger {

/// What an entry is for ever, and what the tree is made of. No names, no addresses: it is never erased.
struct Leaf {
  std::string kind;          ///< `appointment.confirmed`
  Instant at = {};           ///< in whole seconds
  std::string actor = {};    ///< `guest`, `staff:7`, `clock`
  std::string subject = {};  ///< `appointment:17`
  std::string commitment;    ///< see commitment.h
  bool operator==(Leaf const&) const = default;
};

/// Six lines, one way to write each entry: the name of this form, kind, moment, actor, subject, and the algorithm with
/// the commitment. Throws std::invalid_argument when something has more than one line, or all of it more than 65,535
/// bytes.
std::string text_of(Leaf const& leaf);
/// Nothing unless the text is what `text_of` writes.
std::optional<Leaf> leaf_in(std::string_view text);

}  // namespace kreislauf::ledger
