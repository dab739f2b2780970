#include "engines/bpmn/bpmn.h"
#include "engines/bpmn/state.h"

namespace kreislauf::bpmn {

namespace {

/// Finds for each element of one version its place in the other, and notes what has none.
class Move {
 public:
  Move(Model const& from, Model const& to) : from_(from), to_(to) {
    for (std::size_t i = 0; i < to.flows.size(); ++i) flows_.emplace(to.flows[i].id, static_cast<FlowId>(i));
  }

  NodeId node(NodeId old, std::string_view what) {
    if (old == no_node) return old;
    auto const& was = from_.node(old);
    auto const found = to_.find(was.id);
    auto const subject = std::string(what) + " at '" + was.id + "'" + (was.name.empty() ? "" : " (" + was.name + ")");
    if (found == no_node)
      homeless_.push_back(subject + ": the element does not exist any more");
    else if (to_.node(found).kind != was.kind)
      homeless_.push_back(subject + ": the element is a " + std::string(name_of(to_.node(found).kind)) + " now");
    else if (container(to_, to_.node(found)) != container(from_, was))
      homeless_.push_back(subject + ": the element has moved to '" + std::string(container(to_, to_.node(found))) +
                          "'");
    return found;
  }

  FlowId flow(FlowId old) {
    if (old == no_flow) return old;
    auto const found = flows_.find(from_.flow(old).id);
    if (found != flows_.end()) return found->second;
    homeless_.push_back("the token on flow '" + from_.flow(old).id + "': the flow does not exist any more");
    return no_flow;
  }

  /// Definitions of an event are told apart by what they wait for, not by their order.
  std::int32_t event(Subscription const& waiting, NodeId now) {
    auto const& was = from_.node(waiting.node).events[static_cast<std::size_t>(waiting.event)];
    if (now != no_node) {
      auto const& events = to_.node(now).events;
      for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i].trigger == was.trigger and events[i].name == was.name) return static_cast<std::int32_t>(i);
    }
    homeless_.push_back("what is awaited at '" + from_.node(waiting.node).id + "': the " +
                        std::string(name_of(was.trigger)) + " is not awaited there any more");
    return 0;
  }

  std::vector<std::string>& homeless() { return homeless_; }

 private:
  static std::string_view container(Model const& model, Node const& node) {
    return node.parent == no_node ? std::string_view{} : std::string_view(model.node(node.parent).id);
  }

  Model const& from_;
  Model const& to_;
  std::unordered_map<std::string, FlowId> flows_;
  std::vector<std::string> homeless_;
};

}  // namespace

Result<Instance, std::vector<std::string>> migrate(Instance instance, Model const& from, Model const& to) {
  Move move(from, to);
  instance.process = move.node(instance.process, "the process");
  for (auto& token : instance.activations) {
    token.node = move.node(token.node, "the token");
    token.flow = move.flow(token.flow);
  }
  for (auto* queue : {&instance.ready, &instance.late})
    for (auto& step : *queue) {
      step.node = move.node(step.node, "the token");
      step.flow = move.flow(step.flow);
    }
  for (auto& waiting : instance.subscriptions) {
    auto const now = move.node(waiting.node, "what is awaited");
    waiting.event = move.event(waiting, now);
    waiting.node = now;
  }
  for (auto& record : instance.completed) record.node = move.node(record.node, "the completed activity");
  for (auto& gate : instance.gates) {
    gate.node = move.node(gate.node, "the gateway");
    for (auto& flow : gate.seen) flow = move.flow(flow);
  }
  if (move.homeless().empty())
    if (auto problem = state::count_and_check(instance, to); not problem.empty())
      move.homeless().push_back(std::move(problem));
  if (not move.homeless().empty()) return tl::unexpected(std::move(move.homeless()));
  return instance;
}

}  // namespace kreislauf::bpmn
