#include <algorithm>

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

/// Everything a token can come to, from all ways into the processes.
std::vector<bool> reachable(Draft& draft) {
  std::vector<bool> seen(draft.model.nodes.size());
  std::vector<NodeId> open;
  auto const visit = [&](NodeId id) {
    if (id == no_node or seen[static_cast<std::size_t>(id)]) return;
    seen[static_cast<std::size_t>(id)] = true;
    open.push_back(id);
  };
  for (std::size_t i = 0; i < draft.model.nodes.size(); ++i)
    if (draft.model.nodes[i].parent == no_node) visit(static_cast<NodeId>(i));
  while (not open.empty()) {
    auto const& node = draft.node(open.back());
    open.pop_back();
    for (FlowId const flow : node.outgoing) visit(draft.model.flow(flow).target);
    for (NodeId const event : node.boundary) visit(event);
    for (NodeId const entry : node.entries) visit(entry);
    for (NodeId const sub_process : node.event_sub_processes) visit(sub_process);
    visit(node.compensated_by);
    visit(node.link_target);
    if (node.kind == Kind::process)
      for (NodeId const child : node.children)
        if (draft.node(child).kind == Kind::start_event or draft.node(child).instantiates) visit(child);
  }
  return seen;
}

bool waits(Node const& node) {
  switch (node.kind) {
    case Kind::start_event:
    case Kind::end_event:
    case Kind::throw_event:
    case Kind::task:
    case Kind::manual_task:
    case Kind::send_task:
    case Kind::exclusive_gateway:
    case Kind::parallel_gateway:
    case Kind::inclusive_gateway:
    case Kind::complex_gateway:
      return false;
    case Kind::script_task:
      return node.script == no_expression;
    default:
      return true;
  }
}

/// Tarjan's strongly connected components over the nodes that never wait; own stack, as files may be long.
class Circles {
 public:
  explicit Circles(Draft& draft) : draft_(draft), order_(size(), 0), low_(size(), 0), on_stack_(size(), false) {}

  void report() {
    for (std::size_t i = 0; i < size(); ++i)
      if (order_[i] == 0 and not waits(draft_.model.nodes[i])) walk(static_cast<NodeId>(i));
  }

 private:
  struct Frame {
    NodeId node;
    std::size_t next;
  };

  std::size_t size() const { return draft_.model.nodes.size(); }

  void open(NodeId id) {
    order_[static_cast<std::size_t>(id)] = low_[static_cast<std::size_t>(id)] = ++count_;
    stack_.push_back(id);
    on_stack_[static_cast<std::size_t>(id)] = true;
    frames_.push_back({id, 0});
  }

  void walk(NodeId start) {
    open(start);
    while (not frames_.empty()) {
      auto const id = frames_.back().node;
      auto const place = static_cast<std::size_t>(id);
      auto const& outgoing = draft_.node(id).outgoing;
      if (frames_.back().next < outgoing.size()) {
        auto const target = draft_.model.flow(outgoing[frames_.back().next++]).target;
        auto const other = static_cast<std::size_t>(target);
        if (waits(draft_.node(target))) continue;
        if (order_[other] == 0)
          open(target);
        else if (on_stack_[other])
          low_[place] = std::min(low_[place], order_[other]);
        continue;
      }
      frames_.pop_back();
      if (not frames_.empty()) {
        auto& above = low_[static_cast<std::size_t>(frames_.back().node)];
        above = std::min(above, low_[place]);
      }
      if (low_[place] == order_[place]) close(id);
    }
  }

  void close(NodeId id) {
    std::size_t members = 0;
    for (NodeId member = no_node; member != id; ++members) {
      member = stack_.back();
      stack_.pop_back();
      on_stack_[static_cast<std::size_t>(member)] = false;
    }
    auto const& outgoing = draft_.node(id).outgoing;
    bool const own_circle = std::any_of(outgoing.begin(), outgoing.end(),
                                        [&](FlowId flow) { return draft_.model.flow(flow).target == id; });
    if (members > 1 or own_circle)
      draft_.warn(id, "a circle in which nothing waits; it ends only if a condition inside it changes");
  }

  Draft& draft_;
  std::vector<std::size_t> order_, low_;
  std::vector<bool> on_stack_;
  std::vector<NodeId> stack_;
  std::vector<Frame> frames_;
  std::size_t count_ = 0;
};

}  // namespace

void check_reachable(Draft& draft) {
  auto const seen = reachable(draft);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    auto const& node = draft.model.nodes[i];
    bool const in_ad_hoc = node.parent != no_node and draft.node(node.parent).kind == Kind::ad_hoc;
    if (not seen[i] and not in_ad_hoc) draft.warn(static_cast<NodeId>(i), "no token can ever come here");
  }
}

void check_circles(Draft& draft) { Circles(draft).report(); }

}  // namespace kreislauf::bpmn::draft
