#include <algorithm>

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

namespace {

/// An activity that needs several tokens waits until they are there; true when it may start.
bool has_enough_tokens(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  if (node.start_quantity <= 1) return true;
  std::vector<Id> parked;
  for (auto const& other : run.instance.activations)
    if (other.parent == step.scope and other.node == step.node and other.state == State::parked)
      parked.push_back(other.id);
  if (static_cast<std::int32_t>(parked.size()) + 1 < node.start_quantity) {
    Id const id = run.create(step.node, step.scope, State::parked);
    run.at(id).flow = step.flow;
    return false;
  }
  // The parked tokens go into the activity that starts now; the scope keeps its count until that one exists.
  ++run.at(step.scope).children;
  for (Id const id : parked) run.remove(id);
  --run.at(step.scope).children;
  return true;
}

}  // namespace

/// BPMN 2.0.2, 13.3.2: ready, active, and from there to completed.
void Run::enter_activity(Step const& step) {
  if (not has_enough_tokens(*this, step)) return;
  auto const& node = model.node(step.node);
  Id const id = create(step.node, step.scope, State::running);
  at(id).waiter = step.waiter;
  arm_boundary(id);
  if (node.loop.kind != LoopKind::none)
    start_loop(id);
  else
    begin(id);
}

void Run::begin(Id id) { behaviour(node_of(id).kind).begin(*this, id); }

/// The work of one activity, or of one iteration of it, is done.
void Run::complete(Id id, Variables const& results) {
  auto const& node = node_of(id);
  Id const scope = is_sub_process(node.kind) and at(id).role == Role::plain ? at(id).parent : id;
  if (not is_sub_process(node.kind) or not node.data.out.empty()) outputs(node, scope, results);
  if (at(id).role == Role::iteration) return iteration_done(id);
  leave_activity(id);
}

void Run::leave_activity(Id id) {
  auto const& leaving = at(id);
  Id const scope = leaving.parent;
  Id const waiter = leaving.waiter;
  NodeId const node = leaving.node;
  if (leaving.role != Role::loop) remember(id);
  if (not model.node(node).for_compensation) emit(node, scope);
  at(id).state = State::waiting;  // what happens to its children now must not complete it again
  remove(id);
  if (waiter != nobody) handler_done(waiter);
  if (alive(scope) and node_of(scope).kind == Kind::ad_hoc) continue_ad_hoc(scope);
}

}  // namespace kreislauf::bpmn
