#include <algorithm>

#include "engines/bpmn/gateways.h"

namespace kreislauf::bpmn {

namespace {

struct Join {
  NodeId node;
  Id scope;
  bool operator==(Join const&) const = default;
};

/// All nodes from which a token can come to one of the flows without passing the join. Tokens also leave an
/// activity by its boundary events and jump over links.
class Reach {
 public:
  Reach(Run& run, NodeId join) : run_(run), join_(join), marked_(run.model.nodes.size()) {}

  void from(std::vector<FlowId> const& flows) {
    for (FlowId const flow : flows) mark(run_.model.flow(flow).source);
    std::uint64_t cost = 0;
    while (not open_.empty()) {
      auto const& node = run_.model.node(open_.back());
      open_.pop_back();
      cost += 1 + node.incoming.size();
      for (FlowId const flow : node.incoming) mark(run_.model.flow(flow).source);
      for (NodeId const link : node.link_sources) mark(link);
      if (node.attached_to != no_node) mark(node.attached_to);
    }
    run_.spend(cost / 16);
  }

  bool contains(NodeId node) const { return marked_[static_cast<std::size_t>(node)]; }

 private:
  void mark(NodeId node) {
    if (node == join_ or marked_[static_cast<std::size_t>(node)]) return;
    marked_[static_cast<std::size_t>(node)] = true;
    open_.push_back(node);
  }

  Run& run_;
  NodeId join_;
  std::vector<bool> marked_;
  std::vector<NodeId> open_;
};

/// Where the tokens of a scope are, apart from those that wait at the join itself.
std::vector<NodeId> positions(Run const& run, Join const& join) {
  std::vector<NodeId> nodes;
  for (auto const& token : run.instance.activations)
    if (token.parent == join.scope and token.node != join.node and token.state != State::dead)
      nodes.push_back(token.node);
  for (auto const* queue : {&run.instance.ready, &run.instance.late})
    for (auto const& step : *queue)
      if (step.scope == join.scope and step.node != no_node) nodes.push_back(step.node);
  return nodes;
}

void split(Run& run, Join const& join, std::vector<FlowId>& filled, std::vector<FlowId>& empty) {
  auto const& incoming = run.model.node(join.node).incoming;
  for (Id const token : gateways::oldest_tokens(run, join.node, join.scope)) filled.push_back(run.at(token).flow);
  for (FlowId const flow : incoming)
    if (std::find(filled.begin(), filled.end(), flow) == filled.end()) empty.push_back(flow);
}

/// BPMN 2.0.2, 13.4.3: the join waits as long as a token elsewhere can come to an empty incoming flow, unless
/// that token can come just as well to a flow that has one already.
bool may_fire(Run& run, Join const& join) {
  std::vector<FlowId> filled, empty;
  split(run, join, filled, empty);
  if (filled.empty()) return false;
  if (empty.empty()) return true;
  Reach to_empty(run, join.node), to_filled(run, join.node);
  to_empty.from(empty);
  to_filled.from(filled);
  auto const tokens = positions(run, join);
  return std::none_of(tokens.begin(), tokens.end(),
                      [&](NodeId node) { return to_empty.contains(node) and not to_filled.contains(node); });
}

void fire_inclusive(Run& run, Join const& join) {
  auto const tokens = gateways::oldest_tokens(run, join.node, join.scope);
  auto const open = run.open_flows(run.model.node(join.node), join.scope);
  gateways::exchange(run, join.node, join.scope, tokens, open);
}

/// A complex gateway is ready for its next start once nothing can come any more on the flows it still waits
/// for.
bool may_reset(Run& run, GateState const& gate) {
  Join const join{gate.node, gate.scope};
  std::vector<FlowId> filled, empty;
  split(run, join, filled, empty);
  std::erase_if(empty,
                [&](FlowId flow) { return std::find(gate.seen.begin(), gate.seen.end(), flow) != gate.seen.end(); });
  if (empty.empty()) return true;
  Reach reach(run, join.node);
  reach.from(empty);
  auto const tokens = positions(run, join);
  return std::none_of(tokens.begin(), tokens.end(), [&](NodeId node) { return reach.contains(node); });
}

/// On reset only flows with a true condition receive a token: `waitingForStart` is false now.
void reset(Run& run, GateState const& gate) {
  auto const& node = run.model.node(gate.node);
  auto tokens = gateways::oldest_tokens(run, gate.node, gate.scope);
  std::erase_if(tokens, [&](Id token) {
    return std::find(gate.seen.begin(), gate.seen.end(), run.at(token).flow) != gate.seen.end();
  });
  Variables const numbers{{"waitingForStart", Value(false)},
                          {"activationCount", Value(static_cast<std::int64_t>(tokens.size()))}};
  std::vector<FlowId> open;
  for (FlowId const flow : node.outgoing) {
    auto const condition = run.model.flow(flow).condition;
    if (condition != no_expression and run.holds(condition, node, gate.scope, &numbers)) open.push_back(flow);
  }
  gateways::exchange(run, gate.node, gate.scope, tokens, open);
  run.settle(gate.scope);
}

bool reset_one_gate(Run& run) {
  std::erase_if(run.instance.gates, [&](GateState const& gate) { return not run.alive(gate.scope); });
  for (std::size_t i = 0; i < run.instance.gates.size(); ++i) {
    if (not may_reset(run, run.instance.gates[i])) continue;
    auto const gate = std::move(run.instance.gates[i]);
    run.instance.gates.erase(run.instance.gates.begin() + static_cast<std::ptrdiff_t>(i));
    reset(run, gate);
    return true;
  }
  return false;
}

}  // namespace

bool Run::fire_joins() {
  if (reset_one_gate(*this)) return true;
  std::vector<Join> seen;
  for (auto const& token : instance.activations) {
    if (token.state != State::parked or model.node(token.node).kind != Kind::inclusive_gateway) continue;
    Join const join{token.node, token.parent};
    if (std::find(seen.begin(), seen.end(), join) != seen.end()) continue;
    seen.push_back(join);
    if (not may_fire(*this, join)) continue;
    fire_inclusive(*this, join);
    return true;
  }
  if (seen.empty() and instance.gates.empty()) inclusive_tokens = false;
  return false;
}

}  // namespace kreislauf::bpmn
