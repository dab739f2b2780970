#pragma once

#include "administration/cases/library.h"
#include "administration/cases/rules/transitions.h"
#include "authority/context.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

namespace kreislauf::cases {

/// It is not where this could be done: somebody was quicker, or a page was old.
struct NotNow : Conflict {
  NotNow() : Conflict{"this was done already, or something else has happened meanwhile"} {}
};

/// The case as it is now. Throws NotFound.
Case current(acts::Transaction& tx, std::int64_t id);
/// The same, for a page that shows it as it was at this revision. Throws NotNow where it has changed since.
Case unchanged(acts::Transaction& tx, std::int64_t id, std::int64_t revision);
std::optional<Case> of_subject(db::Connection& connection, std::string_view subject);

/// Brings it to where `verb` leads, counts its revision and notes the event at its subject; does not store it. Throws
/// NotNow. `data` is JSON without personal data.
void change(acts::Transaction& tx, Case& one, Verb verb, std::string_view data = {});
/// Counts what needs no transition: a note, a box ticked.
void touch(acts::Transaction& tx, Case& one);
/// Its day, from its type and its pauses as they are now.
void count_due(acts::Transaction& tx, CaseType const& type, Case& one);

/// `staff:7` -> 7; 0 for everybody else.
std::int64_t staff_in(std::string_view actor);

}  // namespace kreislauf::cases
