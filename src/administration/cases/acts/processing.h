#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/acts/change.h"
#include "engines/bpmn/value.h"

// What the process of a case does when the case moves (`process.bpmn` of its service). Without one, nothing.
namespace kreislauf::cases {

/// Answers by the names of their questions: conditions of a process read them.
using Facts = bpmn::Variables;

/// A case, and who moves it.
struct Moved {
  acts::Transaction& tx;
  authority::TownContext const& c;
  CaseType const& type;
  Case& one;
};

void begin_process(Moved const& moved, Facts const& facts);
/// Somebody has done what the process asks for. Throws NotNow where it is not asked for (any more).
void do_task(Moved const& moved, std::int64_t task, std::string_view choice);
/// One of processes::messages.
void tell_process(Moved const& moved, std::string_view message, Facts const& facts);
/// `opinion:17` has come, or is not needed any more.
void tell_happened(Moved const& moved, std::string_view what);
/// Its decision is made: what is drawn behind it runs.
void end_process(Moved const& moved, std::string_view result);

/// From here on it goes by another version of its type. Names the tokens of its process that have no place there: then
/// nothing is changed.
std::vector<std::string> migrate(Moved const& moved, CaseType const& to);

/// The times of processes that have come; when the next one does.
class Library;
std::optional<Instant> move_on(Library& library, authority::TownVisit& visit);

}  // namespace kreislauf::cases
