#include <algorithm>

#include "engines/bpmn/run.h"
#include "engines/bpmn/timers.h"

namespace kreislauf::bpmn {

namespace {

void add_start_points(Model const& model, NodeId process, NodeId id, std::vector<StartPoint>& points) {
  auto const& node = model.node(id);
  if (node.kind == Kind::start_event and node.events.empty())
    points.push_back({model.node(process).id, node.id, std::nullopt, {}, 0});
  bool const by_event = node.kind == Kind::start_event or (node.kind == Kind::receive_task and node.instantiates);
  if (by_event)
    for (std::size_t i = 0; i < node.events.size(); ++i)
      points.push_back(
          {model.node(process).id, node.id, node.events[i].trigger, node.events[i].name, static_cast<std::int32_t>(i)});
  if (node.kind != Kind::event_gateway or not node.instantiates) return;
  for (FlowId const flow : node.outgoing) {
    auto const& target = model.node(model.flow(flow).target);
    for (std::size_t i = 0; i < target.events.size(); ++i)
      points.push_back({model.node(process).id, target.id, target.events[i].trigger, target.events[i].name,
                        static_cast<std::int32_t>(i)});
  }
}

std::string awaited(Model const& model, Subscription const& waiting) {
  auto const& event = model.node(waiting.node).events[static_cast<std::size_t>(waiting.event)];
  auto text = std::string(name_of(event.trigger));
  if (event.trigger == Trigger::timer) return text + " " + print(waiting.due);
  if (event.trigger == Trigger::conditional)
    return text + " " + std::string(model.expressions->source(event.expression));
  return text + " " + event.name;
}

}  // namespace

std::vector<StartPoint> start_points(Model const& model) {
  std::vector<StartPoint> points;
  for (NodeId const process : model.processes) {
    auto const& node = model.node(process);
    if (not node.executable) continue;
    auto const before = points.size();
    for (NodeId const child : node.children) add_start_points(model, process, child, points);
    if (points.size() == before and not node.entries.empty()) points.push_back({node.id, node.id, std::nullopt, {}, 0});
  }
  return points;
}

Result<std::optional<Instant>> next_start(Model const& model, StartPoint const& point, Instant after) {
  auto const id = model.find(point.element);
  if (id == no_node or point.trigger != Trigger::timer) return std::optional<Instant>{};
  auto const& event = model.node(id).events[static_cast<std::size_t>(point.event)];
  Instance nothing;
  nothing.process = model.node(id).parent;
  std::vector<Effect> effects;
  Run run(model, nothing, effects, after, {});
  try {
    return timers::next_start(run, model.node(id), event);
  } catch (Halt const&) {
    return failure(nothing.fault.message);
  }
}

std::optional<Instant> next_due(Instance const& instance) {
  std::optional<Instant> next;
  for (auto const& waiting : instance.subscriptions)
    if (waiting.due != Instant{} and (not next or waiting.due < *next)) next = waiting.due;
  return next;
}

std::vector<Waiting> waits_for(Model const& model, Instance const& instance) {
  std::vector<Waiting> all;
  for (auto const& token : instance.activations) {
    auto const& node = model.node(token.node);
    bool const task = token.state == State::waiting and is_activity(node.kind);
    if (task) all.push_back({token.id, node.id, node.name, std::string(name_of(node.kind))});
    if (token.state == State::parked) all.push_back({nobody, node.id, node.name, "other tokens"});
  }
  for (auto const& waiting : instance.subscriptions) {
    auto const& node = model.node(waiting.node);
    all.push_back({nobody, node.id, node.name, awaited(model, waiting)});
  }
  return all;
}

Variables visible_variables(Model const& model, Instance const& instance, Id task) {
  auto copy = instance;
  std::vector<Effect> effects;
  Run run(model, copy, effects, {}, {});
  Variables seen;
  for (auto const* here = run.find(task); here != nullptr; here = run.find(here->parent)) {
    for (auto const& [name, value] : here->variables)
      if (find(seen, name) == nullptr) seen.push_back({name, value});
    if (run.closes_view(*here)) break;
  }
  return seen;
}

}  // namespace kreislauf::bpmn
