#include <algorithm>

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

NodeId process_of(Draft& draft, NodeId id) {
  while (id != no_node and draft.node(id).kind != Kind::process) id = draft.node(id).parent;
  return id;
}

/// What a finding is about may belong to a process that is only drawn and never run.
bool is_only_drawn(Draft& draft, std::string const& element) {
  auto id = draft.model.find(element);
  if (auto const flow = draft.flow_of.find(element); id == no_node and flow != draft.flow_of.end())
    id = draft.model.flow(flow->second).source;
  auto const process = process_of(draft, id);
  return process != no_node and not draft.node(process).executable;
}

void check_gateway(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  auto const conditional = std::count_if(node.outgoing.begin(), node.outgoing.end(), [&](FlowId flow) {
    return draft.model.flow(flow).condition != no_expression;
  });
  auto const open = static_cast<std::ptrdiff_t>(node.outgoing.size()) - conditional;
  if (node.outgoing.empty()) draft.warn(id, "no flow leads out of the gateway; tokens end here");
  if (node.kind == Kind::parallel_gateway or node.kind == Kind::event_gateway) {
    if (conditional > 0)
      draft.warn(id, "conditions on the flows out of a " + std::string(name_of(node.kind)) + " have no effect");
    return;
  }
  if (conditional > 0 and open == 0 and node.default_flow == no_flow)
    draft.warn(id, "it has no default flow: when no condition is true the instance fails here");
  auto const unmarked = open - (node.default_flow != no_flow);
  if (node.kind == Kind::exclusive_gateway and node.outgoing.size() > 1 and unmarked > 0)
    draft.warn(id, unmarked == 1
                       ? "a flow without condition that is not the default flow; it is taken when no condition is true"
                       : "several flows without condition; only the first of them will ever be taken");
  if (node.kind == Kind::complex_gateway and node.incoming.size() > 1 and node.condition == no_expression)
    draft.warn(id, "it has no activation condition and lets every token pass");
}

void check_event_gateway(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  if (node.kind != Kind::event_gateway) return;
  if (node.outgoing.empty()) draft.refuse(id, "an event-based gateway needs events to wait for");
  for (FlowId const flow : node.outgoing) {
    auto const target_id = draft.model.flow(flow).target;
    if (target_id == no_node) continue;
    auto const& target = draft.node(target_id);
    bool const waits =
        (target.kind == Kind::catch_event and target.link_sources.empty()) or target.kind == Kind::receive_task;
    if (not waits)
      draft.refuse(id, "an event-based gateway leads to '" + target.id + "', which is no catch event or receive task");
    else if (target.kind == Kind::receive_task and target.events.empty())
      draft.refuse(target_id, "after an event-based gateway a receive task needs a message");
  }
}

void check_scope(Draft& draft, NodeId id) {
  auto const& scope = draft.node(id);
  if (scope.children.empty()) {
    if (scope.kind == Kind::ad_hoc) return draft.refuse(id, "an ad-hoc sub-process needs an activity inside");
    return draft.warn(id, "there is nothing inside this " + std::string(name_of(scope.kind)));
  }
  bool const can_start =
      not scope.entries.empty() or std::any_of(scope.children.begin(), scope.children.end(), [&](NodeId child) {
        auto const& node = draft.node(child);
        return (node.kind == Kind::start_event and scope.kind == Kind::process) or node.instantiates;
      });
  if (not can_start)
    draft.refuse(id, "nothing in this " + std::string(name_of(scope.kind)) + " can be the first to run");
  if (scope.kind != Kind::event_sub_process) return;
  if (not scope.incoming.empty() or not scope.outgoing.empty())
    draft.refuse(id, "an event sub-process has no flows; its start event starts it");
  if (scope.entries.size() != 1) draft.refuse(id, "an event sub-process needs exactly one start event");
}

void check_node(Draft& draft, NodeId id) {
  auto const kind = draft.node(id).kind;
  if (is_gateway(kind)) {
    check_gateway(draft, id);
    check_event_gateway(draft, id);
  } else if (is_activity(kind)) {
    check_activity(draft, id);
  } else if (kind != Kind::process and kind != Kind::event_sub_process) {
    check_events(draft, id);
  }
  if (is_scope(kind)) check_scope(draft, id);
  auto const& node = draft.node(id);
  if (node.outgoing.size() == 1 and not is_gateway(kind) and node.default_flow == no_flow and
      draft.model.flow(node.outgoing.front()).condition != no_expression)
    draft.warn(id, "its only outgoing flow has a condition; when that is not true the instance fails here");
}

}  // namespace

void check(Draft& draft) {
  for (std::size_t i = 0; i < draft.model.nodes.size(); ++i) check_node(draft, static_cast<NodeId>(i));
  if (draft.model.processes.empty()) draft.refuse("", 0, "the file contains no process");
  bool const sound = std::none_of(draft.findings.begin(), draft.findings.end(),
                                  [](Finding const& f) { return f.weight == Finding::Weight::refusal; });
  if (sound) {
    check_reachable(draft);
    check_circles(draft);
  }
  for (auto& finding : draft.findings) {
    if (finding.weight != Finding::Weight::refusal or not is_only_drawn(draft, finding.element)) continue;
    finding.weight = Finding::Weight::warning;
    finding.reason = "keeps the process from running: " + finding.reason;
  }
}

}  // namespace kreislauf::bpmn::draft
