#include <algorithm>

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

namespace {

NodeId compensation_start(Model const& model, Node const& node) {
  for (NodeId const sub_process : node.event_sub_processes)
    for (NodeId const entry : model.node(sub_process).entries)
      for (auto const& event : model.node(entry).events)
        if (event.trigger == Trigger::compensation) return entry;
  return no_node;
}

bool has_records(Instance const& instance, Id scope) {
  return std::any_of(instance.completed.begin(), instance.completed.end(),
                     [&](Completed const& c) { return c.scope == scope; });
}

}  // namespace

/// Keeps what a later compensation needs: only activities that can be undone, with the data as they were.
void Run::remember(Id id) {
  auto const& activity = at(id);
  auto const& node = model.node(activity.node);
  bool const has_inside = is_sub_process(node.kind) or node.kind == Kind::call_activity;
  bool const can_be_undone = node.compensated_by != no_node or
                             (has_inside and (compensation_start(model, node) != no_node or has_records(instance, id)));
  if (not can_be_undone or node.for_compensation) return;
  Id const scope = activity.role == Role::iteration ? at(activity.parent).parent : activity.parent;
  instance.completed.push_back({id, scope, activity.node, activity.variables});
}

/// Records of scopes that ended without completing, with all that is inside them. Inner records are older.
void Run::forget(std::vector<Id> scopes) {
  if (instance.completed.empty()) return;
  for (auto i = instance.completed.size(); i-- > 0;) {
    auto const& record = instance.completed[i];
    if (std::find(scopes.begin(), scopes.end(), record.scope) == scopes.end()) continue;
    scopes.push_back(record.id);
    instance.completed.erase(instance.completed.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// BPMN 2.0.2, 10.5.5 and 13.5.5: without an activity everything completed in the scope is undone. An event
/// sub-process undoes what its parent did.
void Run::compensate(Id owner, EventDefinition const& event) {
  std::vector<Id> scopes{at(owner).parent};
  if (node_of(scopes.front()).kind == Kind::event_sub_process) scopes.push_back(at(scopes.front()).parent);
  at(owner).state = State::compensating;
  if (not event.waits and node_of(owner).kind == Kind::throw_event and at(owner).role != Role::silent) {
    emit(at(owner).node, at(owner).parent);
    at(owner).role = Role::silent;
  }
  compensate_scopes(owner, scopes, event.activity);
}

void Run::compensate_scopes(Id owner, std::vector<Id> const& scopes, NodeId only) {
  // An event may hold several definitions; what they undo together is one plan.
  auto const known = std::find_if(instance.compensations.begin(), instance.compensations.end(),
                                  [&](Compensation const& c) { return c.owner == owner; });
  bool const is_new = known == instance.compensations.end();
  Compensation plan{owner, {}};
  for (auto const& record : instance.completed) {
    bool const planned =
        not is_new and std::find(known->rest.begin(), known->rest.end(), record.id) != known->rest.end();
    bool const inside = std::find(scopes.begin(), scopes.end(), record.scope) != scopes.end();
    if (planned or (inside and (only == no_node or record.node == only))) plan.rest.push_back(record.id);
  }
  if (not is_new) {
    *known = std::move(plan);
    return;
  }
  instance.compensations.push_back(std::move(plan));
  handler_done(owner);
}

/// The next handler starts as a step of its own, so that a thousand handlers need no deep stack.
void Run::handler_done(Id owner) {
  if (alive(owner)) push({no_node, owner, no_flow, nobody});
}

void Run::continue_compensation(Id owner) {
  auto const plan = std::find_if(instance.compensations.begin(), instance.compensations.end(),
                                 [&](Compensation const& c) { return c.owner == owner; });
  if (plan == instance.compensations.end()) return;
  while (not plan->rest.empty()) {
    Id const next = plan->rest.back();
    plan->rest.pop_back();
    auto const record = std::find_if(instance.completed.begin(), instance.completed.end(),
                                     [&](Completed const& c) { return c.id == next; });
    if (record == instance.completed.end()) continue;
    auto const taken = std::move(*record);
    instance.completed.erase(record);
    return undo(taken, owner);
  }
  instance.compensations.erase(plan);
  if (at(owner).role == Role::restored) return end_restored(owner);
  if (node_of(owner).kind != Kind::transaction) return leave_event(owner);
  // Compensated to the end: the token leaves the transaction by its cancel event.
  Id const host = at(owner).role == Role::iteration ? at(owner).parent : owner;
  for (NodeId const event : node_of(host).boundary)
    for (auto const& definition : model.node(event).events)
      if (definition.trigger == Trigger::cancel) return trigger_boundary(host, event, {}, true);
  cancel(host);
}

/// Undoes one completed activity: its own handler, or the event sub-process for it, or all that is inside it.
void Run::undo(Completed record, Id owner) {
  auto const& node = model.node(record.node);
  if (node.compensated_by != no_node) {
    forget({record.id});
    return enter_activity({node.compensated_by, record.scope, no_flow, owner});
  }
  Id const id = create(record.node, record.scope, State::compensating);
  auto& restored = at(id);
  restored.role = Role::restored;
  restored.waiter = owner;
  restored.variables = std::move(record.variables);
  for (auto& inner : instance.completed)
    if (inner.scope == record.id) inner.scope = id;
  auto const start = compensation_start(model, node);
  if (start == no_node) return compensate_scopes(id, {id}, no_node);
  restored.state = State::running;
  trigger_event_sub_process(id, model.node(start).parent, start, {});
}

void Run::end_restored(Id id) {
  Id const waiter = at(id).waiter;
  cancel(id);
  handler_done(waiter);
}

}  // namespace kreislauf::bpmn
