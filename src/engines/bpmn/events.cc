#include "engines/bpmn/events.h"

#include <algorithm>
#include <array>

namespace kreislauf::bpmn::events {

namespace {

using Throw = void (*)(Run&, Id, EventDefinition const&);

void throw_message(Run& run, Id id, EventDefinition const& event) {
  auto data = run.inputs(run.node_of(id), id);
  auto& effect = run.tell(Effect::Kind::message, nobody, run.node_of(id));
  effect.name = event.name;
  effect.data = std::move(data);
}

void throw_signal(Run& run, Id id, EventDefinition const& event) {
  auto const data = run.inputs(run.node_of(id), id);
  auto& effect = run.tell(Effect::Kind::signal, nobody, run.node_of(id));
  effect.name = event.name;
  effect.data = data;
  run.fire_all(Trigger::signal, event.name, data);
}

void throw_escalation(Run& run, Id id, EventDefinition const& event) {
  auto const& node = run.node_of(id);
  if (not run.throw_escalation(id, event.name)) run.tell(Effect::Kind::escalation, nobody, node).name = event.name;
}

void throw_error(Run& run, Id id, EventDefinition const& event) {
  auto const& node = run.node_of(id);
  if (not run.throw_error(id, event.name))
    run.fail_uncaught(node, event.name, "error '" + event.name + "' was thrown and nothing catches it");
}

void throw_compensation(Run& run, Id id, EventDefinition const& event) { run.compensate(id, event); }

void throw_cancel(Run& run, Id id, EventDefinition const&) { run.cancel_transaction(id); }

void throw_terminate(Run& run, Id id, EventDefinition const&) { run.terminate_scope(run.at(id).parent); }

void throw_nothing(Run&, Id, EventDefinition const&) {}

// In the order of Trigger.
constexpr std::array<Throw, 10> throws = {throw_message,   throw_nothing,    throw_signal,       throw_nothing,
                                          throw_error,     throw_escalation, throw_compensation, throw_cancel,
                                          throw_terminate, throw_nothing};

bool belongs_to_gateway(Run& run, Subscription const& fired) {
  return run.node_of(fired.owner).kind == Kind::event_gateway;
}

/// The first event that comes decides where an event-based gateway leads; the others are no longer waited
/// for.
void leave_gateway(Run& run, Subscription const& fired, Variables const& payload) {
  Id const scope = run.at(fired.owner).parent;
  run.outputs(run.model.node(fired.node), scope, payload);
  run.emit(fired.node, scope);
  run.remove(fired.owner);
}

bool still_subscribed(Run const& run, Id id) {
  return std::any_of(run.instance.subscriptions.begin(), run.instance.subscriptions.end(),
                     [&](Subscription const& s) { return s.id == id; });
}

}  // namespace

/// Reached only when a process is started: events that start it have happened by then.
void enter_start(Run& run, Step const& step) { run.emit(step.node, step.scope); }

void enter_throw(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  if (node.events.empty()) {
    if (node.kind == Kind::throw_event) run.emit(step.node, step.scope);
    return;
  }
  Id const id = run.create(step.node, step.scope, State::waiting);
  for (auto const& event : node.events) {
    throws[static_cast<std::size_t>(event.trigger)](run, id, event);
    if (not run.alive(id)) return;
  }
  if (run.at(id).state != State::compensating) run.leave_event(id);
}

void enter_catch(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  bool const passes = node.events.empty() or node.events.front().trigger == Trigger::link;
  if (passes) return run.emit(step.node, step.scope);
  Id const id = run.create(step.node, step.scope, State::waiting);
  run.subscribe(id, step.node);
}

void caught_at_catch(Run& run, Subscription const& fired, Variables const& payload) {
  if (belongs_to_gateway(run, fired)) return leave_gateway(run, fired, payload);
  Id const scope = run.at(fired.owner).parent;
  run.outputs(run.model.node(fired.node), scope, payload);
  run.emit(fired.node, scope);
  // A repeating timer lets one token out each time and ends with its last time; any other event was awaited
  // once.
  auto const& event = run.model.node(fired.node).events[static_cast<std::size_t>(fired.event)];
  bool const repeats = event.trigger == Trigger::timer and still_subscribed(run, fired.id);
  if (not repeats) run.remove(fired.owner);
}

void caught_at_boundary(Run& run, Subscription const& fired, Variables const& payload) {
  run.trigger_boundary(fired.owner, fired.node, payload, run.model.node(fired.node).interrupting);
}

void caught_at_start(Run& run, Subscription const& fired, Variables const& payload) {
  auto const& start = run.model.node(fired.node);
  if (run.model.node(start.parent).kind == Kind::event_sub_process)
    return run.trigger_event_sub_process(fired.owner, start.parent, fired.node, payload);
  // A parallel multiple start event of a process: its last event has come.
  Id const scope = run.at(fired.owner).parent;
  run.outputs(start, scope, payload);
  run.emit(fired.node, scope);
  run.remove(fired.owner);
}

void caught_at_receive(Run& run, Subscription const& fired, Variables const& payload) {
  if (belongs_to_gateway(run, fired)) return leave_gateway(run, fired, payload);
  run.complete(fired.owner, payload);
}

}  // namespace kreislauf::bpmn::events

namespace kreislauf::bpmn {

void Run::leave_event(Id id) {
  auto const& node = node_of(id);
  Id const scope = at(id).parent;
  if (node.kind == Kind::throw_event and at(id).role != Role::silent) {
    if (node.link_target != no_node)
      push({node.link_target, scope, no_flow, nobody});
    else
      emit(at(id).node, scope);
  }
  remove(id);
}

}  // namespace kreislauf::bpmn
