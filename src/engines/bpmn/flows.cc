#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

void Run::take(FlowId flow, Id scope) { push({model.flow(flow).target, scope, flow, nobody}); }

bool Run::holds(ExpressionId condition, Node const& node, Id scope, Variables const* extra) {
  return evaluate(condition, node, scope, extra).is_true();
}

/// BPMN 2.0.2, 13.2.1 and 13.3.1: every outgoing flow without condition or with a true one receives a token;
/// the default flow when no condition is true.
std::vector<FlowId> Run::open_flows(Node const& node, Id scope, Variables const* extra) {
  std::vector<FlowId> open;
  bool any_condition = false, any_true = false;
  for (FlowId const id : node.outgoing) {
    if (id == node.default_flow) continue;
    auto const condition = model.flow(id).condition;
    if (condition == no_expression) {
      open.push_back(id);
      continue;
    }
    any_condition = true;
    if (not holds(condition, node, scope, extra)) continue;
    any_true = true;
    open.push_back(id);
  }
  if (node.default_flow != no_flow and not any_true) open.push_back(node.default_flow);
  if (open.empty() and any_condition)
    fail(node, "no condition of its outgoing flows is true and it has no default flow");
  return open;
}

/// Leaves a node that is no gateway.
void Run::emit(NodeId id, Id scope) {
  auto const& node = model.node(id);
  for (std::int32_t i = 0; i < node.completion_quantity; ++i) {
    if (node.outgoing.size() == 1 and model.flow(node.outgoing.front()).condition == no_expression) {
      take(node.outgoing.front(), scope);
      continue;
    }
    for (FlowId const flow : open_flows(node, scope)) take(flow, scope);
  }
}

}  // namespace kreislauf::bpmn
