#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

/// Processes and sub-processes: data objects exist from now on, event sub-processes listen.
void Run::open_scope(Id id) {
  auto const& node = node_of(id);
  for (auto const& name : node.variables)
    if (bpmn::find(at(id).variables, name) == nullptr) at(id).variables.push_back({name, {}});
  if (not node.data.inputs.empty())
    for (auto& [name, value] : inputs(node, at(id).parent)) bpmn::assign(at(id).variables, name, std::move(value));
  for (NodeId const sub_process : node.event_sub_processes)
    for (NodeId const entry : model.node(sub_process).entries) subscribe(id, entry);
}

/// The event that starts the process has come already: the token leaves the element that waited for it. What
/// else a parallel start needs is waited for inside the new instance.
void Run::begin_by_event(Id root, NodeId id, std::int32_t event, Variables const& payload) {
  auto const& node = model.node(id);
  for (FlowId const flow : node.incoming) {
    auto const gateway = model.flow(flow).source;
    if (not model.node(gateway).parallel_start) continue;
    for (FlowId const other : model.node(gateway).outgoing)
      if (model.flow(other).target != id) take(other, root);
  }
  if (node.parallel_multiple) {
    Id const waiting = create(id, root, State::waiting);
    subscribe(waiting, id);
    assign_all(root, payload);
    for (auto const& one : instance.subscriptions)
      if (one.owner == waiting and one.event == event) return fire(one.id, {});
  }
  outputs(node, root, payload);
  emit(id, root);
}

void Run::start_entries(Id id) {
  auto const& node = node_of(id);
  for (NodeId const entry : node.entries) push({entry, id, no_flow, nobody});
  settle(id);
}

void Run::emptied(Id id) {
  auto const& scope = at(id);
  if (scope.role == Role::loop) return;
  if (scope.role == Role::restored) return end_restored(id);
  if (auto const then = behaviour(model.node(scope.node).kind).emptied) then(*this, id);
}

void Run::finish(Id root, Status status) {
  instance.variables = std::move(at(root).variables);
  kill(root);
  instance.status = status;
  instance.activations.clear();
  instance.subscriptions.clear();
  instance.ready.clear();
  instance.late.clear();
  ready_head_ = late_head_ = 0;
  instance.completed.clear();
  instance.gates.clear();
  tell(status == Status::completed ? Effect::Kind::completed : Effect::Kind::terminated, nobody,
       model.node(instance.process));
}

/// Ends a scope that has nothing left to do, each kind in its way.
void Run::end_scope(Id id) {
  auto const& node = node_of(id);
  if (node.kind == Kind::process) {
    if (at(id).parent == nobody) return finish(id, Status::completed);
    Id const call = at(id).parent;
    Variables results;
    if (not node_of(call).data.out.empty()) results = std::move(at(id).variables);
    for (auto& record : instance.completed)
      if (record.scope == id) record.scope = call;
    // The call is complete once; removing the process must not find it empty a second time.
    at(call).state = State::waiting;
    remove(id);
    return complete(call, results);
  }
  if (node.kind == Kind::event_sub_process) return remove(id);
  complete(id, at(id).variables);
}

void Run::trigger_event_sub_process(Id scope, NodeId sub_process, NodeId start, Variables const& payload) {
  if (model.node(start).interrupting) {
    kill_children(scope);
    unsubscribe_inside(scope);
    at(scope).state = State::running;
  }
  Id const id = create(sub_process, scope, State::running);
  open_scope(id);
  outputs(model.node(start), id, payload);
  emit(start, id);
  settle(id);
}

/// The boundary event fires: the activity ends, if the event interrupts, and the token goes out by the event.
void Run::trigger_boundary(Id host, NodeId event, Variables const& payload, bool interrupt) {
  Id const scope = at(host).parent;
  Id const waiter = at(host).waiter;
  outputs(model.node(event), scope, payload);
  emit(event, scope);
  if (not interrupt) return;
  auto const& ending = at(host);
  auto const& node = model.node(ending.node);
  if (ending.state == State::waiting and is_activity(node.kind)) tell(Effect::Kind::task_closed, host, node);
  cancel(host);
  if (waiter != nobody) handler_done(waiter);
}

void Run::cancel(Id id) {
  forget({id});
  remove(id);
}

bool Run::ad_hoc_is_done(Id id) {
  auto const& node = node_of(id);
  return node.condition != no_expression and holds(node.condition, node, id);
}

/// After each activity inside: is the condition true, is there another one to start?
void Run::continue_ad_hoc(Id id) {
  auto const& node = node_of(id);
  if (loop_of(id).total < 0 and ad_hoc_is_done(id)) {
    loop_of(id).total = 0;
    if (node.cancels_rest) kill_children(id);
  }
  if (at(id).children > 0) return;
  auto& progress = loop_of(id);
  auto const next = static_cast<std::size_t>(progress.started);
  if (progress.total < 0 and node.ordered and next < node.entries.size()) {
    ++progress.started;
    return push({node.entries[next], id, no_flow, nobody});
  }
  // With a condition it is the condition, or a person, that ends it.
  if (progress.total == 0 or node.condition == no_expression) end_ad_hoc(id);
}

void Run::end_ad_hoc(Id id) {
  if (at(id).children > 0) kill_children(id);
  complete(id, at(id).variables);
}

}  // namespace kreislauf::bpmn
