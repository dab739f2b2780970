#include <algorithm>
#include <optional>

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

namespace {

/// The event among `candidates` that catches: one that names the code before one that catches everything.
std::optional<NodeId> catcher(Model const& model, std::vector<NodeId> const& candidates, Trigger trigger,
                              std::string_view code) {
  std::optional<NodeId> any;
  for (NodeId const id : candidates) {
    for (auto const& event : model.node(id).events) {
      if (event.trigger != trigger) continue;
      if (event.name == code and not code.empty()) return id;
      if (event.name.empty() and not any) any = id;
    }
  }
  return any;
}

std::vector<NodeId> starts_of_event_sub_processes(Model const& model, Node const& scope) {
  std::vector<NodeId> starts;
  for (NodeId const sub_process : scope.event_sub_processes)
    for (NodeId const entry : model.node(sub_process).entries) starts.push_back(entry);
  return starts;
}

/// BPMN 2.0.2, 10.5.1: the innermost enclosing activity that catches the event gets it; first an event
/// sub-process inside, then a boundary event. What an event sub-process throws goes to the outside of the
/// scope it belongs to.
bool throw_upwards(Run& run, Id origin, Trigger trigger, std::string_view code) {
  for (Id here = origin; here != nobody;) {
    auto const& token = run.at(here);
    auto const& node = run.model.node(token.node);
    if (token.role != Role::iteration and token.role != Role::restored) {
      if (auto const event = catcher(run.model, node.boundary, trigger, code)) {
        bool const interrupts = trigger == Trigger::error or run.model.node(*event).interrupting;
        run.trigger_boundary(here, *event, {}, interrupts);
        return true;
      }
    }
    Id const scope = token.parent;
    if (scope != nobody and node.kind != Kind::event_sub_process and token.role != Role::iteration) {
      auto const starts = starts_of_event_sub_processes(run.model, run.node_of(scope));
      if (auto const start = catcher(run.model, starts, trigger, code)) {
        run.trigger_event_sub_process(scope, run.model.node(*start).parent, *start, {});
        return true;
      }
    }
    here = scope;
  }
  return false;
}

}  // namespace

bool Run::throw_error(Id origin, std::string_view code) { return throw_upwards(*this, origin, Trigger::error, code); }

bool Run::throw_escalation(Id origin, std::string_view code) {
  return throw_upwards(*this, origin, Trigger::escalation, code);
}

/// BPMN 2.0.2, 13.5.2 and 10.7: what runs in the transaction ends, what is complete is undone, then the token
/// leaves by the cancel event at the boundary.
void Run::cancel_transaction(Id origin) {
  Id here = at(origin).parent;
  while (here != nobody and node_of(here).kind != Kind::transaction) here = at(here).parent;
  if (here == nobody) fail(node_of(origin), "it cancels a transaction but is in none");
  kill_children(here);
  unsubscribe_all(here);
  std::erase_if(instance.compensations, [&](Compensation const& c) { return c.owner == here; });
  at(here).state = State::compensating;
  compensate_scopes(here, {here}, no_node);
}

/// BPMN 2.0.2, 13.5.6: everything in the scope ends at once, without compensation; what encloses the scope
/// goes on.
void Run::terminate_scope(Id scope) {
  kill_children(scope);
  if (at(scope).parent == nobody) return finish(scope, Status::terminated);
  if (node_of(scope).kind == Kind::ad_hoc) return end_ad_hoc(scope);
  emptied(scope);
}

}  // namespace kreislauf::bpmn
