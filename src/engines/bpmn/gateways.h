#pragma once

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn::gateways {

void enter_exclusive(Run& run, Step const& step);
void enter_parallel(Run& run, Step const& step);
void enter_inclusive(Run& run, Step const& step);
void enter_complex(Run& run, Step const& step);
void enter_event(Run& run, Step const& step);

/// Parked tokens before a join, the oldest of each flow that has one, in the order of the incoming flows.
std::vector<Id> oldest_tokens(Run& run, NodeId node, Id scope);

/// Lets tokens out by all flows that are open, and takes the given tokens away.
void exchange(Run& run, NodeId node, Id scope, std::vector<Id> const& tokens, std::vector<FlowId> const& open);

}  // namespace kreislauf::bpmn::gateways
