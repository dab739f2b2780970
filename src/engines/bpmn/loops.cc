#include <algorithm>

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

namespace {

Variables counters(LoopState const& loop) {
  return {{"loopCounter", Value(loop.completed)},
          {"numberOfInstances", Value(std::max<std::int64_t>(loop.total, loop.started))},
          {"numberOfActiveInstances", Value(loop.active)},
          {"numberOfCompletedInstances", Value(loop.completed)},
          {"numberOfTerminatedInstances", Value(loop.terminated)}};
}

std::int64_t instances_wanted(Run& run, Node const& node, Id id) {
  auto const& loop = node.loop;
  if (loop.collection.empty()) {
    auto const wanted = whole_number(run.evaluate(loop.cardinality, node, id));
    if (not wanted) run.fail(node, "how many instances? " + wanted.error());
    return *wanted;
  }
  auto const* items = run.look_up(id, loop.collection);
  if (items == nullptr or not items->is(feel::Kind::list))
    run.fail(node, "its instances run over the list '" + loop.collection + "', which is no list here");
  run.loop_of(id).items = *items;
  return static_cast<std::int64_t>(items->list().size());
}

void start_iteration(Run& run, Id id) {
  auto const& loop = run.node_of(id).loop;
  auto& state = run.loop_of(id);
  auto const number = ++state.started;
  ++state.active;
  run.spend();
  Variables own{{"loopCounter", Value(number)}};
  auto const place = static_cast<std::size_t>(number - 1);
  if (not loop.item.empty() and state.items.is(feel::Kind::list) and place < state.items.list().size())
    own.push_back({loop.item, state.items.list()[place]});
  if (not loop.result.empty() and loop.result != loop.item) own.push_back({loop.result, {}});
  Id const iteration = run.create(run.at(id).node, id, State::running);
  run.at(iteration).role = Role::iteration;
  run.at(iteration).variables = std::move(own);
  run.begin(iteration);
}

void end_loop(Run& run, Id id) {
  auto const& loop = run.node_of(id).loop;
  if (not loop.results.empty()) run.assign(id, loop.results, Value::list(std::move(run.loop_of(id).results)));
  run.leave_activity(id);
}

bool standard_loop_goes_on(Run& run, Id id) {
  auto const& node = run.node_of(id);
  auto const& state = run.loop_of(id);
  if (node.loop.maximum >= 0 and state.started >= node.loop.maximum) return false;
  if (node.loop.condition == no_expression or (state.started == 0 and not node.loop.test_before)) return true;
  auto const numbers = counters(state);
  return run.holds(node.loop.condition, node, id, &numbers);
}

/// BPMN 2.0.2, table 10.29: what `behavior` lets an instance throw as it completes can be caught at the
/// boundary of the activity. The event ends the instance that threw it, which is complete anyway; the others
/// go on.
void throw_at_boundary(Run& run, Id id, EventDefinition const& thrown) {
  auto const boundary = run.node_of(id).boundary;
  for (NodeId const event : boundary) {
    auto const& node = run.model.node(event);
    bool const catches = std::any_of(node.events.begin(), node.events.end(), [&](EventDefinition const& e) {
      return e.trigger == thrown.trigger and (e.name == thrown.name or e.name.empty());
    });
    if (catches and run.alive(id)) run.trigger_boundary(id, event, {}, false);
  }
}

void throw_behavior(Run& run, Id id) {
  auto const& loop = run.node_of(id).loop;
  if (loop.behavior == Behavior::complex) {
    auto const numbers = counters(run.loop_of(id));
    for (auto const& one : loop.complex)
      if (run.alive(id) and run.holds(one.condition, run.node_of(id), id, &numbers))
        throw_at_boundary(run, id, one.event);
    return;
  }
  if (not loop.event or loop.behavior == Behavior::all) return;
  auto& state = run.loop_of(id);
  if (loop.behavior == Behavior::one and state.thrown) return;
  state.thrown = true;
  throw_at_boundary(run, id, *loop.event);
}

void collect_result(Run& run, Id iteration, LoopState& state) {
  auto const& loop = run.node_of(iteration).loop;
  if (loop.results.empty()) return;
  auto const& own = run.at(iteration).variables;
  auto const* counter = find(own, "loopCounter");
  Result<std::int64_t> const number = counter ? whole_number(*counter) : 0;
  if (not number or *number < 1 or *number > state.started) return;
  auto const place = static_cast<std::size_t>(*number - 1);
  if (state.results.size() <= place) state.results.resize(place + 1);
  if (auto const* value = find(own, loop.result.empty() ? loop.item : loop.result)) state.results[place] = *value;
}

}  // namespace

LoopState& Run::loop_of(Id id) {
  return *std::find_if(instance.loops.rbegin(), instance.loops.rend(), [&](LoopState const& l) { return l.id == id; });
}

void Run::start_loop(Id id) {
  auto const& node = node_of(id);
  at(id).role = Role::loop;
  instance.loops.emplace_back().id = id;
  if (node.loop.kind == LoopKind::standard) return continue_loop(id);
  auto const wanted = instances_wanted(*this, node, id);
  if (wanted < 0) fail(node, "its number of instances is negative: " + std::to_string(wanted));
  if (wanted > limits.iterations)
    fail(node, std::to_string(wanted) + " instances are wanted, but at most " + std::to_string(limits.iterations) +
                   " are allowed");
  loop_of(id).total = wanted;
  if (wanted == 0) return end_loop(*this, id);
  if (node.loop.kind == LoopKind::sequential) return start_iteration(*this, id);
  for (std::int64_t i = 0; i < wanted and alive(id) and loop_of(id).total == wanted; ++i) start_iteration(*this, id);
}

void Run::continue_loop(Id id) {
  auto const& node = node_of(id);
  if (node.loop.kind == LoopKind::standard and not standard_loop_goes_on(*this, id)) return end_loop(*this, id);
  start_iteration(*this, id);
}

void Run::iteration_done(Id iteration) {
  Id const id = at(iteration).parent;
  remember(iteration);
  auto& state = loop_of(id);
  collect_result(*this, iteration, state);
  --state.active;
  ++state.completed;
  at(iteration).state = State::waiting;
  remove(iteration);
  auto const& node = node_of(id);
  if (node.loop.kind != LoopKind::standard) {
    throw_behavior(*this, id);
    if (not alive(id)) return;
    auto const numbers = counters(loop_of(id));
    bool const done = loop_of(id).completed == loop_of(id).total or
                      (node.loop.condition != no_expression and holds(node.loop.condition, node, id, &numbers));
    if (done) {
      if (at(id).children > 0) kill_children(id);
      return end_loop(*this, id);
    }
    if (node.loop.kind == LoopKind::parallel) return;
  }
  push({no_node, id, no_flow, nobody});
}

}  // namespace kreislauf::bpmn
