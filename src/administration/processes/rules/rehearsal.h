#pragma once

#include <map>
#include <string>
#include <vector>

#include "administration/processes/rules/process.h"
#include "base/clock.h"

/// A process run through at once, with what people have said before: to see what another drawing would have asked.
namespace kreislauf::processes {

struct Rehearsed {
  std::vector<std::string> steps = {};  ///< tasks and errands up to the decision, as drawn, in their order
  std::string stuck = {};               ///< element at which it could not go on
  std::string lost = {};                ///< a join at which it waits for a token that cannot come any more
  bool decided = false;                 ///< it came to the decision
};
/// `chosen`: by task, what was chosen there; a task that nobody has answered yet takes its first way.
Rehearsed rehearse(Process const& process, bpmn::Variables const& facts,
                   std::map<std::string, std::string> const& chosen, Instant began);

}  // namespace kreislauf::processes
