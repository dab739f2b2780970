#pragma once

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn::timers {

struct Timer {
  Instant due{};
  std::int32_t times = 1;  // -1: without end
  Instant since{};         // the beginning of a cycle that names none
};

/// When a timer that starts to run now fires first.
Timer first(Run& run, Node const& node, EventDefinition const& event, Id owner);

/// When a timer start event is due after `run.now`; nothing when its times have passed.
std::optional<Instant> next_start(Run& run, Node const& node, EventDefinition const& event);

/// Sets a timer that has fired to its next time after the clock; false when that was the last one.
bool repeats(Run& run, Subscription& timer);

/// Checks the text of a time that is no expression.
Result<void> check(TimerKind kind, std::string_view literal);

}  // namespace kreislauf::bpmn::timers
