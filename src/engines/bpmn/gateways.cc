#include "engines/bpmn/gateways.h"

#include <algorithm>

namespace kreislauf::bpmn::gateways {

namespace {

std::size_t parked_tokens(Run const& run, Step const& step) {
  auto const& all = run.instance.activations;
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](Activation const& token) {
    return token.node == step.node and token.parent == step.scope and token.state == State::parked;
  }));
}

void park(Run& run, Step const& step) {
  Id const id = run.create(step.node, step.scope, State::parked);
  run.at(id).flow = step.flow;
}

}  // namespace

std::vector<Id> oldest_tokens(Run& run, NodeId id, Id scope) {
  auto const& incoming = run.model.node(id).incoming;
  run.spend(run.instance.activations.size() / 256);
  std::vector<std::pair<FlowId, std::size_t>> places;
  for (std::size_t i = 0; i < incoming.size(); ++i) places.emplace_back(incoming[i], i);
  std::sort(places.begin(), places.end());
  std::vector<Id> oldest(incoming.size(), nobody);
  for (auto const& token : run.instance.activations) {
    if (token.node != id or token.parent != scope or token.state != State::parked) continue;
    auto const place = std::lower_bound(places.begin(), places.end(), std::pair{token.flow, std::size_t{0}});
    if (place == places.end() or place->first != token.flow) continue;
    if (oldest[place->second] == nobody) oldest[place->second] = token.id;
  }
  std::erase(oldest, nobody);
  return oldest;
}

void exchange(Run& run, NodeId, Id scope, std::vector<Id> const& tokens, std::vector<FlowId> const& open) {
  for (FlowId const flow : open) run.take(flow, scope);
  // The scope must not seem empty while its tokens change places.
  ++run.at(scope).children;
  for (Id const token : tokens) run.remove(token);
  --run.at(scope).children;
}

/// BPMN 2.0.2, 13.4.2: the first flow whose condition is true, else the default flow.
void enter_exclusive(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  FlowId otherwise = node.default_flow;
  bool any_condition = false;
  for (FlowId const id : node.outgoing) {
    auto const condition = run.model.flow(id).condition;
    if (id == node.default_flow) continue;
    if (condition == no_expression) {
      if (otherwise == no_flow) otherwise = id;
      continue;
    }
    any_condition = true;
    if (run.holds(condition, node, step.scope)) return run.take(id, step.scope);
  }
  if (otherwise != no_flow) return run.take(otherwise, step.scope);
  if (any_condition) run.fail(node, "no condition of its outgoing flows is true and it has no default flow");
}

/// BPMN 2.0.2, 13.4.1: one token from each incoming flow, one for each outgoing flow.
void enter_parallel(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  if (node.incoming.size() <= 1) {
    for (FlowId const flow : node.outgoing) run.take(flow, step.scope);
    return;
  }
  park(run, step);
  run.spend(run.instance.activations.size() / 256);
  if (parked_tokens(run, step) < node.incoming.size()) return;
  auto const tokens = oldest_tokens(run, step.node, step.scope);
  if (tokens.size() == node.incoming.size()) exchange(run, step.node, step.scope, tokens, node.outgoing);
}

/// BPMN 2.0.2, 13.4.3: when it may go on is decided in joins.cc, once all tokens have come to rest.
void enter_inclusive(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  if (node.incoming.size() > 1) {
    park(run, step);
    run.inclusive_tokens = true;
    return;
  }
  for (FlowId const flow : run.open_flows(node, step.scope)) run.take(flow, step.scope);
}

/// BPMN 2.0.2, 10.6.6: the token waits for the first of several events.
void enter_event(Run& run, Step const& step) {
  Id const id = run.create(step.node, step.scope, State::waiting);
  for (FlowId const flow : run.model.node(step.node).outgoing) run.subscribe(id, run.model.flow(flow).target);
}

namespace {

Variables gate_numbers(Run& run, Node const& node, NodeId id, Id scope) {
  Variables numbers{{"waitingForStart", Value(true)}};
  std::int64_t all = 0;
  for (FlowId const flow : node.incoming) {
    auto const here =
        std::count_if(run.instance.activations.begin(), run.instance.activations.end(), [&](Activation const& token) {
          return token.node == id and token.parent == scope and token.state == State::parked and token.flow == flow;
        });
    all += here;
    numbers.push_back({run.model.flow(flow).id, Value(static_cast<std::int64_t>(here))});
  }
  numbers.push_back({"activationCount", Value(all)});
  return numbers;
}

bool waits_for_reset(Run const& run, NodeId node, Id scope) {
  return std::any_of(run.instance.gates.begin(), run.instance.gates.end(),
                     [&](GateState const& gate) { return gate.node == node and gate.scope == scope; });
}

}  // namespace

/// BPMN 2.0.2, 13.4.5: fires once its activation condition is true, then waits until each flow that has not
/// yet counted has brought its token or cannot bring one any more.
void enter_complex(Run& run, Step const& step) {
  auto const& node = run.model.node(step.node);
  park(run, step);
  run.spend(node.incoming.size() * (1 + run.instance.activations.size() / 64));
  if (waits_for_reset(run, step.node, step.scope)) {
    run.inclusive_tokens = true;
    return;
  }
  auto const numbers = gate_numbers(run, node, step.node, step.scope);
  if (node.condition != no_expression and not run.holds(node.condition, node, step.scope, &numbers)) return;
  auto const tokens = oldest_tokens(run, step.node, step.scope);
  // Without a condition it is a plain merge: every token passes, nothing is waited for.
  if (node.condition != no_expression and tokens.size() < node.incoming.size()) {
    GateState gate{step.node, step.scope, {}};
    for (Id const token : tokens) gate.seen.push_back(run.at(token).flow);
    run.instance.gates.push_back(std::move(gate));
    run.inclusive_tokens = true;
  }
  exchange(run, step.node, step.scope, tokens, run.open_flows(node, step.scope, &numbers));
}

}  // namespace kreislauf::bpmn::gateways
