#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engines/bpmn/bpmn.h"

/// The inside of one call: how tokens move. Not for other modules.
namespace kreislauf::bpmn {

/// Thrown when an instance has failed: nothing more may move.
struct Halt {};

class Run {
 public:
  Run(Model const& of, Instance& what, std::vector<Effect>& into, Instant when, RunLimits const& bounds)
      : model(of), instance(what), effects(into), now(when), clock(when), limits(bounds) {
    inclusive_tokens = has_parked_tokens();
  }

  Model const& model;
  Instance& instance;
  std::vector<Effect>& effects;
  Instant now;    // of what happens: a timer that fires late fires at its own time
  Instant clock;  // what the host's clock shows
  RunLimits limits;

  // run.cc: the loop, and the tree of activations
  void until_rest();
  bool step();
  void put_down();
  Activation* find(Id id);
  Activation& at(Id id) { return *find(id); }
  bool alive(Id id) { return find(id) != nullptr; }
  Node const& node_of(Id id) { return model.node(at(id).node); }
  Id create(NodeId node, Id parent, State state);
  void push(Step const& step);
  void remove(Id id);
  void release(Id id);
  void kill(Id id);
  void kill_children(Id id);
  void settle(Id id);
  void spend(std::uint64_t cost = 1);
  Effect& tell(Effect::Kind kind, Id task, Node const& node);
  [[noreturn]] void fail(Node const& node, std::string message);
  [[noreturn]] void fail_uncaught(Node const& node, std::string_view code, std::string_view message);

  // flows.cc: leaving a node
  void take(FlowId flow, Id scope);
  void emit(NodeId node, Id scope);
  std::vector<FlowId> open_flows(Node const& node, Id scope, Variables const* extra = nullptr);
  bool holds(ExpressionId condition, Node const& node, Id scope, Variables const* extra = nullptr);

  // data.cc: variables
  Value evaluate(ExpressionId which, Node const& node, Id scope, Variables const* extra = nullptr);
  Value const* look_up(Id scope, std::string_view name);
  void assign(Id scope, std::string_view name, Value value);
  void assign_all(Id scope, Variables const& values);
  bool closes_view(Activation const& activation);
  Variables inputs(Node const& node, Id scope);
  void outputs(Node const& node, Id scope, Variables const& values);

  // activities.cc and tasks.cc
  void enter_activity(Step const& step);
  void begin(Id id);
  void complete(Id id, Variables const& results);
  void leave_activity(Id id);

  // scopes.cc
  void open_scope(Id id);
  void begin_by_event(Id root, NodeId node, std::int32_t event, Variables const& payload);
  void start_entries(Id id);
  void emptied(Id id);
  void trigger_event_sub_process(Id scope, NodeId sub_process, NodeId start, Variables const& payload);
  void trigger_boundary(Id host, NodeId event, Variables const& payload, bool interrupt);
  void end_scope(Id id);
  void finish(Id root, Status status);
  void continue_ad_hoc(Id id);
  bool ad_hoc_is_done(Id id);
  void end_ad_hoc(Id id);

  // loops.cc
  void start_loop(Id id);
  void continue_loop(Id id);
  void iteration_done(Id id);
  LoopState& loop_of(Id id);

  // subscriptions.cc
  void subscribe(Id owner, NodeId node);
  void unsubscribe_all(Id owner);
  void unsubscribe_inside(Id scope);
  void arm_boundary(Id id);
  void leave_event(Id id);
  void fire(Id subscription, Variables const& payload);
  void fire_conditions();
  bool fire_first(Trigger trigger, std::string_view name, Variables const& payload);
  std::size_t fire_all(Trigger trigger, std::string_view name, Variables const& payload);
  void fire_timers(Instant until);

  // faults.cc
  bool throw_error(Id origin, std::string_view code);
  bool throw_escalation(Id origin, std::string_view code);
  void cancel_transaction(Id origin);
  void terminate_scope(Id scope);

  // compensation.cc
  void remember(Id id);
  void forget(std::vector<Id> scopes);
  void cancel(Id id);
  void compensate(Id owner, EventDefinition const& event);
  void compensate_scopes(Id owner, std::vector<Id> const& scopes, NodeId only);
  void undo(Completed record, Id owner);
  void continue_compensation(Id owner);
  void handler_done(Id owner);
  void end_restored(Id id);

  // joins.cc
  bool fire_joins();

  bool conditions_changed = false;
  bool inclusive_tokens = false;

 private:
  void pop(std::vector<Step>& queue, std::size_t& head);
  void sweep();
  bool has_parked_tokens() const;

  std::size_t ready_head_ = 0, late_head_ = 0;
  std::uint64_t spent_ = 0, evaluations_ = 0;
  std::size_t dead_ = 0;
};

/// What the kinds of nodes do; one row each in behaviours.cc.
struct Behaviour {
  void (*enter)(Run&, Step const&);                             // a token arrives
  void (*begin)(Run&, Id);                                      // an activity starts its work
  void (*caught)(Run&, Subscription const&, Variables const&);  // an event it waits for has come
  void (*emptied)(Run&, Id);                                    // nothing runs inside any more
};
Behaviour const& behaviour(Kind kind);

}  // namespace kreislauf::bpmn
