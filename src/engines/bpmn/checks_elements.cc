#include <algorithm>
#include <initializer_list>

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

void allow(Draft& draft, NodeId id, std::initializer_list<Trigger> allowed, std::string_view where) {
  auto const events = draft.node(id).events;
  for (auto const& event : events)
    if (std::find(allowed.begin(), allowed.end(), event.trigger) == allowed.end())
      draft.refuse(id, "a " + std::string(name_of(event.trigger)) + " event cannot be " + std::string(where));
}

bool has(Node const& node, Trigger trigger) {
  return std::any_of(node.events.begin(), node.events.end(),
                     [&](EventDefinition const& e) { return e.trigger == trigger; });
}

void check_start(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  auto const scope = draft.node(node.parent).kind;
  if (not node.incoming.empty()) draft.refuse(id, "a flow leads into a start event");
  if (scope == Kind::event_sub_process) {
    allow(draft, id,
          {Trigger::message, Trigger::timer, Trigger::signal, Trigger::conditional, Trigger::error, Trigger::escalation,
           Trigger::compensation},
          "the start of an event sub-process");
    if (node.events.empty()) draft.refuse(id, "the start event of an event sub-process needs an event");
    if (has(node, Trigger::error) and not node.interrupting) {
      draft.warn(id, "an error always interrupts; the start event counts as interrupting");
      draft.node(id).interrupting = true;
    }
    return;
  }
  if (scope != Kind::process and not node.events.empty())
    return draft.refuse(id, "a sub-process starts with its flow, not with an event; draw an event sub-process");
  allow(draft, id, {Trigger::message, Trigger::timer, Trigger::signal, Trigger::conditional}, "the start of a process");
}

void check_end(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  if (not node.outgoing.empty()) draft.refuse(id, "a flow leads out of an end event");
  allow(draft, id,
        {Trigger::message, Trigger::signal, Trigger::error, Trigger::escalation, Trigger::compensation, Trigger::cancel,
         Trigger::terminate},
        "thrown by an end event");
  if (not has(node, Trigger::cancel)) return;
  auto above = node.parent;
  while (above != no_node and draft.node(above).kind != Kind::transaction) above = draft.node(above).parent;
  if (above == no_node) return draft.refuse(id, "only inside a transaction can an end event cancel");
  auto const& boundary = draft.node(above).boundary;
  bool const caught =
      std::any_of(boundary.begin(), boundary.end(), [&](NodeId b) { return has(draft.node(b), Trigger::cancel); });
  if (not caught)
    draft.warn(id, "the transaction '" + draft.node(above).id +
                       "' has no cancel event at its boundary; after cancelling nothing follows");
}

void check_catch(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  if (node.events.empty()) return draft.refuse(id, "a catch event needs an event to wait for");
  allow(draft, id, {Trigger::message, Trigger::timer, Trigger::signal, Trigger::conditional, Trigger::link},
        "waited for in the flow");
  if (has(node, Trigger::link) and node.events.size() > 1) draft.refuse(id, "a link stands alone");
  if (has(node, Trigger::link) and not node.incoming.empty())
    draft.refuse(id, "a flow leads into the target of a link");
  for (auto const& event : node.events)
    if (event.timer == TimerKind::cycle and event.literal.starts_with("R/"))
      draft.warn(id, "its timer repeats without end and lets a token out each time");
}

void check_throw(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  allow(draft, id, {Trigger::message, Trigger::signal, Trigger::escalation, Trigger::compensation, Trigger::link},
        "thrown in the flow");
  if (has(node, Trigger::link) and not node.outgoing.empty())
    draft.refuse(id, "a flow leads out of the source of a link");
}

void check_boundary(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  if (node.events.empty()) return draft.refuse(id, "a boundary event needs an event to wait for");
  allow(draft, id,
        {Trigger::message, Trigger::timer, Trigger::signal, Trigger::conditional, Trigger::error, Trigger::escalation,
         Trigger::compensation, Trigger::cancel},
        "caught at a boundary");
  if (not node.incoming.empty()) draft.refuse(id, "a flow leads into a boundary event");
  if (node.attached_to == no_node) return;
  auto const& host = draft.node(node.attached_to);
  if (has(node, Trigger::cancel) and host.kind != Kind::transaction)
    draft.refuse(id, "only a transaction can be cancelled; '" + host.id + "' is a " + std::string(name_of(host.kind)));
  if (has(node, Trigger::compensation)) {
    if (not node.outgoing.empty())
      draft.refuse(id, "a compensation event leads to its handler by an association, not by a flow");
    if (host.compensated_by == no_node) draft.warn(id, "no association leads from it to an activity that compensates");
  } else if (node.outgoing.empty()) {
    draft.warn(id, "no flow leads out of it");
  }
  if (has(node, Trigger::error) and not node.interrupting) draft.warn(id, "an error always interrupts the activity");
}

void check_definitions(Draft& draft, NodeId id) {
  auto const events = draft.node(id).events;
  for (auto const& event : events) {
    auto const what = std::string(name_of(event.trigger));
    bool const needs_name =
        event.trigger == Trigger::message or event.trigger == Trigger::signal or event.trigger == Trigger::link;
    if (needs_name and event.name.empty()) draft.refuse(id, "its " + what + " event names no " + what);
    if (event.trigger == Trigger::timer and event.timer == TimerKind::none) draft.refuse(id, "its timer has no time");
    bool const throws = draft.node(id).kind == Kind::end_event;
    if (throws and event.trigger == Trigger::error and event.name.empty())
      draft.warn(id, "its error has no code; only events that catch every error catch it");
  }
}

}  // namespace

void check_events(Draft& draft, NodeId id) {
  switch (draft.node(id).kind) {
    case Kind::start_event:
      check_start(draft, id);
      break;
    case Kind::end_event:
      check_end(draft, id);
      break;
    case Kind::catch_event:
      check_catch(draft, id);
      break;
    case Kind::throw_event:
      check_throw(draft, id);
      break;
    default:
      check_boundary(draft, id);
      break;
  }
  check_definitions(draft, id);
}

void check_activity(Draft& draft, NodeId id) {
  auto const& node = draft.node(id);
  auto const& loop = node.loop;
  if (loop.kind == LoopKind::standard and loop.condition == no_expression and loop.maximum < 0)
    draft.refuse(id, "its loop has neither condition nor maximum and would never end");
  if ((loop.kind == LoopKind::parallel or loop.kind == LoopKind::sequential) and loop.cardinality == no_expression and
      loop.collection.empty())
    draft.refuse(id, "its loop says neither how many instances nor over which list");
  if (node.for_compensation and (not node.incoming.empty() or not node.outgoing.empty()))
    draft.refuse(id, "an activity for compensation stands outside the flow");
  if (node.kind == Kind::call_activity and node.implementation.empty()) draft.refuse(id, "it calls nothing");
  if (node.kind == Kind::call_activity and node.called == no_node and not node.implementation.empty())
    draft.warn(id, "it calls '" + node.implementation + "', which is not in this file");
  if (node.kind == Kind::receive_task and node.events.empty())
    draft.warn(id, "it names no message; somebody has to complete it");
  if (node.kind == Kind::script_task and node.implementation.empty()) draft.warn(id, "its script is empty");
}

}  // namespace kreislauf::bpmn::draft
