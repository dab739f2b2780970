#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

struct KindName {
  std::string_view element;
  Kind kind;
};

constexpr KindName flow_nodes[] = {
    {"startEvent", Kind::start_event},
    {"endEvent", Kind::end_event},
    {"intermediateCatchEvent", Kind::catch_event},
    {"intermediateThrowEvent", Kind::throw_event},
    {"implicitThrowEvent", Kind::throw_event},
    {"boundaryEvent", Kind::boundary_event},
    {"task", Kind::task},
    {"userTask", Kind::user_task},
    {"manualTask", Kind::manual_task},
    {"serviceTask", Kind::service_task},
    {"scriptTask", Kind::script_task},
    {"businessRuleTask", Kind::rule_task},
    {"sendTask", Kind::send_task},
    {"receiveTask", Kind::receive_task},
    {"callActivity", Kind::call_activity},
    {"subProcess", Kind::sub_process},
    {"transaction", Kind::transaction},
    {"adHocSubProcess", Kind::ad_hoc},
    {"exclusiveGateway", Kind::exclusive_gateway},
    {"parallelGateway", Kind::parallel_gateway},
    {"inclusiveGateway", Kind::inclusive_gateway},
    {"complexGateway", Kind::complex_gateway},
    {"eventBasedGateway", Kind::event_gateway},
};

constexpr KindName global_tasks[] = {
    {"globalTask", Kind::task},
    {"globalUserTask", Kind::user_task},
    {"globalManualTask", Kind::manual_task},
    {"globalScriptTask", Kind::script_task},
    {"globalBusinessRuleTask", Kind::rule_task},
};

void read_flow(Draft& draft, xml::Element const& element) {
  Flow flow;
  flow.id = attribute(element, "id");
  flow.name = attribute(element, "name");
  if (auto const condition = element.child("conditionExpression"))
    flow.condition = read_expression(draft, *condition, flow.id);
  auto const id = static_cast<FlowId>(draft.model.flows.size());
  // A stored case names the flow that a waiting token came by, so a flow without id is given one.
  if (flow.id.empty())
    flow.id = reference(element, "sourceRef") + ">" + reference(element, "targetRef") + "#" + std::to_string(id);
  draft.sources.push_back({id, reference(element, "sourceRef")});
  draft.targets.push_back({id, reference(element, "targetRef")});
  if (not draft.flow_of.emplace(flow.id, id).second)
    draft.refuse(flow.id, element.line(), "the id '" + flow.id + "' is used twice");
  draft.model.flows.push_back(std::move(flow));
  draft.flow_lines.push_back(element.line());
}

void read_gateway(Draft& draft, xml::Element const& element, NodeId id) {
  draft.node(id).instantiates = is_true(element, "instantiate", false);
  draft.node(id).parallel_start = attribute(element, "eventGatewayType") == "Parallel";
  if (auto const condition = element.child("activationCondition"))
    draft.node(id).condition = read_expression(draft, *condition, draft.node(id).id);
}

void read_node(Draft& draft, xml::Element const& element, Kind kind, NodeId scope, int depth) {
  if (kind == Kind::sub_process and is_true(element, "triggeredByEvent", false)) kind = Kind::event_sub_process;
  auto const id = add_node(draft, element, kind, scope);
  if (auto flow = reference(element, "default"); not flow.empty()) draft.defaults.push_back({id, std::move(flow)});
  auto& order = draft.outgoing_order[draft.node(id).id];
  for (auto const& outgoing : element.children("outgoing")) order.push_back(without_prefix(content(outgoing)));
  if (is_gateway(kind)) return read_gateway(draft, element, id);
  if (kind == Kind::event_sub_process) return read_scope(draft, element, id, depth + 1);
  if (not is_activity(kind)) {
    read_data(draft, element, id);
    return read_event(draft, element, id);
  }
  read_activity(draft, element, id);
  if (is_sub_process(kind)) read_scope(draft, element, id, depth + 1);
}

void read_lanes(Draft& draft, xml::Element const& set, std::string const& process, int depth) {
  if (depth > draft.limits.depth) return;
  for (auto const& element : set.children("lane")) {
    Lane lane{attribute(element, "id"), attribute(element, "name"), process, {}};
    for (auto const& ref : element.children("flowNodeRef")) lane.elements.push_back(without_prefix(content(ref)));
    draft.model.lanes.push_back(std::move(lane));
    if (auto const inner = element.child("childLaneSet")) read_lanes(draft, *inner, process, depth + 1);
  }
}

void read_collaboration(Draft& draft, xml::Element const& element) {
  for (auto const& child : bpmn_children(element)) {
    if (child.name() == "participant")
      draft.model.participants.push_back(
          {attribute(child, "id"), attribute(child, "name"), reference(child, "processRef")});
    if (child.name() == "messageFlow")
      draft.model.message_flows.push_back({attribute(child, "id"), attribute(child, "name"),
                                           reference(child, "sourceRef"), reference(child, "targetRef")});
  }
}

void read_process(Draft& draft, xml::Element const& element) {
  auto const id = add_node(draft, element, Kind::process, no_node);
  draft.node(id).executable = is_true(element, "isExecutable", true);
  draft.model.processes.push_back(id);
  read_data(draft, element, id);
  read_scope(draft, element, id, 0);
}

void read_global_task(Draft& draft, xml::Element const& element) {
  for (auto const& [name, kind] : global_tasks)
    if (element.name() == name) read_activity(draft, element, add_node(draft, element, kind, no_node));
}

}  // namespace

NodeId add_node(Draft& draft, xml::Element const& element, Kind kind, NodeId parent) {
  auto const id = static_cast<NodeId>(draft.model.nodes.size());
  auto& node = draft.model.nodes.emplace_back();
  node.id = attribute(element, "id");
  node.name = attribute(element, "name");
  node.kind = kind;
  node.parent = parent;
  draft.node_lines.push_back(element.line());
  if (node.id.empty()) {
    draft.refuse("", element.line(), "a " + std::string(element.name()) + " without an id");
    node.id = "line " + std::to_string(element.line());
  }
  if (not draft.model.by_id.emplace(node.id, id).second) draft.refuse(id, "the id '" + node.id + "' is used twice");
  if (parent != no_node) draft.node(parent).children.push_back(id);
  return id;
}

void read_scope(Draft& draft, xml::Element const& element, NodeId scope, int depth) {
  if (depth > draft.limits.depth)
    return draft.refuse(scope,
                        "sub-processes are nested more than " + std::to_string(draft.limits.depth) + " levels deep");
  for (auto const& child : bpmn_children(element)) {
    auto const name = child.name();
    if (draft.model.nodes.size() + draft.model.flows.size() > draft.limits.elements) return;
    if (name == "sequenceFlow") read_flow(draft, child);
    if (name == "laneSet") read_lanes(draft, child, draft.node(scope).id, 0);
    if (name == "association")
      draft.associations.emplace_back(reference(child, "sourceRef"), reference(child, "targetRef"));
    if (name == "dataObject" or name == "property" or name == "dataObjectReference")
      draft.node(scope).variables.push_back(variable_name(draft, attribute(child, "id")));
    for (auto const& known : flow_nodes)
      if (name == known.element) read_node(draft, child, known.kind, scope, depth);
  }
}

void read_definitions(Draft& draft, xml::Element const& root) {
  draft.model.id = attribute(root, "id");
  draft.model.name = attribute(root, "name");
  draft.language = attribute(root, "expressionLanguage");
  for (auto const& child : bpmn_children(root)) {
    if (child.name() == "collaboration") read_collaboration(draft, child);
    if (child.name() == "process") read_process(draft, child);
    read_global_task(draft, child);
  }
  if (draft.model.nodes.size() + draft.model.flows.size() > draft.limits.elements)
    draft.refuse("", 0, "the file has more than " + std::to_string(draft.limits.elements) + " elements");
}

}  // namespace kreislauf::bpmn::draft
