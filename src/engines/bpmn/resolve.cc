#include <algorithm>

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

NodeId find(Draft const& draft, std::string const& id) { return draft.model.find(id); }

Flow& flow(Draft& draft, FlowId id) { return draft.model.flows[static_cast<std::size_t>(id)]; }

void connect_flow(Draft& draft, FlowId id, std::string const& from, std::string const& to) {
  auto& connecting = flow(draft, id);
  auto const line = draft.flow_lines[static_cast<std::size_t>(id)];
  connecting.source = find(draft, from);
  connecting.target = find(draft, to);
  if (connecting.source == no_node)
    draft.refuse(connecting.id, line, "the flow starts at '" + from + "', which does not exist");
  if (connecting.target == no_node)
    draft.refuse(connecting.id, line, "the flow leads to '" + to + "', which does not exist");
  if (connecting.source == no_node or connecting.target == no_node) return;
  auto const& source = draft.node(connecting.source);
  auto const& target = draft.node(connecting.target);
  if (source.parent != target.parent or source.kind == Kind::process or target.kind == Kind::process)
    return draft.refuse(
        connecting.id, line,
        "the flow leads from '" + from + "' to '" + to + "' across the border of a process or sub-process");
  draft.node(connecting.source).outgoing.push_back(id);
  draft.node(connecting.target).incoming.push_back(id);
}

/// The order in which an element lists its outgoing flows is the order in which conditions are tried.
void order_outgoing(Draft& draft) {
  for (auto& node : draft.model.nodes) {
    auto const order = draft.outgoing_order.find(node.id);
    if (node.outgoing.size() < 2 or order == draft.outgoing_order.end()) continue;
    std::unordered_map<FlowId, std::size_t> rank;
    for (auto const& name : order->second)
      if (auto const found = draft.flow_of.find(name); found != draft.flow_of.end())
        rank.emplace(found->second, rank.size());
    auto const place = [&](FlowId id) {
      auto const r = rank.find(id);
      return r == rank.end() ? rank.size() : r->second;
    };
    std::stable_sort(node.outgoing.begin(), node.outgoing.end(),
                     [&](FlowId a, FlowId b) { return place(a) < place(b); });
  }
}

void resolve_defaults(Draft& draft) {
  for (auto const& [from, to, event] : draft.defaults) {
    auto const found = draft.flow_of.find(to);
    if (found == draft.flow_of.end() or flow(draft, found->second).source != from)
      draft.refuse(from, "its default flow '" + to + "' is none of its outgoing flows");
    else
      draft.node(from).default_flow = found->second;
  }
}

void resolve_boundary(Draft& draft) {
  for (auto const& [from, to, event] : draft.attached) {
    auto const host = find(draft, to);
    if (host == no_node or not is_activity(draft.node(host).kind) or
        draft.node(host).parent != draft.node(from).parent) {
      draft.refuse(from, "it is attached to '" + to + "', which is no activity beside it");
      continue;
    }
    draft.node(from).attached_to = host;
    draft.node(host).boundary.push_back(from);
  }
}

void resolve_compensation(Draft& draft) {
  for (auto const& [from, to, event] : draft.undone) {
    auto const activity = find(draft, to);
    if (activity == no_node)
      draft.refuse(from, "it compensates '" + to + "', which does not exist");
    else
      draft.node(from).events[static_cast<std::size_t>(event)].activity = activity;
  }
  for (auto const& [from, to] : draft.associations) {
    auto const event = find(draft, from), handler = find(draft, to);
    if (event == no_node or handler == no_node or draft.node(event).attached_to == no_node) continue;
    auto const& events = draft.node(event).events;
    bool const compensates = std::any_of(events.begin(), events.end(),
                                         [](EventDefinition const& e) { return e.trigger == Trigger::compensation; });
    if (not compensates or not is_activity(draft.node(handler).kind)) continue;
    if (draft.node(handler).parent != draft.node(event).parent) {
      draft.refuse(event, "the activity '" + to + "' that compensates lies in another process or sub-process");
      continue;
    }
    draft.node(draft.node(event).attached_to).compensated_by = handler;
    draft.node(handler).for_compensation = true;
  }
}

void resolve_calls(Draft& draft) {
  for (auto const& [from, to, event] : draft.calls) {
    auto const called = find(draft, to);
    bool const callable =
        called != no_node and (draft.node(called).kind == Kind::process or
                               (draft.node(called).parent == no_node and is_activity(draft.node(called).kind)));
    if (callable) draft.node(from).called = called;
  }
}

bool has(Node const& node, Trigger trigger) {
  return std::any_of(node.events.begin(), node.events.end(),
                     [&](EventDefinition const& e) { return e.trigger == trigger; });
}

/// Links of one name connect a throw event with the catch event in the same process or sub-process.
void resolve_links(Draft& draft) {
  std::unordered_map<std::string, NodeId> catches;
  auto const key = [](Node const& node) { return std::to_string(node.parent) + "/" + node.events.front().name; };
  for (std::size_t i = 0; i < draft.model.nodes.size(); ++i) {
    auto const& node = draft.model.nodes[i];
    if (node.kind != Kind::catch_event or not has(node, Trigger::link)) continue;
    if (not catches.emplace(key(node), static_cast<NodeId>(i)).second)
      draft.refuse(static_cast<NodeId>(i), "a second link target of the name '" + node.events.front().name + "'");
  }
  for (std::size_t i = 0; i < draft.model.nodes.size(); ++i) {
    auto& node = draft.model.nodes[i];
    if (node.kind != Kind::throw_event or not has(node, Trigger::link)) continue;
    auto const found = catches.find(key(node));
    if (found == catches.end()) {
      draft.refuse(static_cast<NodeId>(i), "no link target of the name '" + node.events.front().name + "' beside it");
      continue;
    }
    node.link_target = found->second;
    draft.node(found->second).link_sources.push_back(static_cast<NodeId>(i));
  }
}

/// Where a scope begins: at its plain start events, or, when it draws none, wherever no flow leads to.
void find_entries(Draft& draft, NodeId id) {
  auto& scope = draft.node(id);
  bool has_start = false;
  for (NodeId const child : scope.children) {
    auto const& node = draft.node(child);
    if (node.kind == Kind::event_sub_process) scope.event_sub_processes.push_back(child);
    if (node.kind != Kind::start_event) continue;
    has_start = true;
    if (node.events.empty() or scope.kind == Kind::event_sub_process) scope.entries.push_back(child);
  }
  if (has_start or scope.kind == Kind::event_sub_process) return;
  for (NodeId const child : scope.children) {
    auto const& node = draft.node(child);
    bool const begins = node.incoming.empty() and not node.for_compensation and node.kind != Kind::boundary_event and
                        node.kind != Kind::event_sub_process and node.link_sources.empty() and not node.instantiates;
    if (begins) scope.entries.push_back(child);
  }
}

}  // namespace

void resolve(Draft& draft) {
  for (std::size_t i = 0; i < draft.sources.size(); ++i)
    connect_flow(draft, static_cast<FlowId>(i), draft.sources[i].to, draft.targets[i].to);
  order_outgoing(draft);
  resolve_defaults(draft);
  resolve_boundary(draft);
  resolve_compensation(draft);
  resolve_calls(draft);
  resolve_links(draft);
  for (std::size_t i = 0; i < draft.model.nodes.size(); ++i)
    if (is_scope(draft.model.nodes[i].kind)) find_entries(draft, static_cast<NodeId>(i));
}

}  // namespace kreislauf::bpmn::draft
