#include <algorithm>
#include <set>

#include "engines/bpmn/run.h"
#include "engines/bpmn/timers.h"

namespace kreislauf::bpmn {

namespace {

bool is_waited_for(Trigger trigger) {
  return trigger == Trigger::message or trigger == Trigger::signal or trigger == Trigger::timer or
         trigger == Trigger::conditional;
}

Subscription* find_subscription(Instance& instance, Id id) {
  auto const found = std::find_if(instance.subscriptions.begin(), instance.subscriptions.end(),
                                  [&](Subscription const& s) { return s.id == id; });
  return found == instance.subscriptions.end() ? nullptr : &*found;
}

void drop(Run& run, Id id) {
  auto const* dropped = find_subscription(run.instance, id);
  if (dropped == nullptr) return;
  if (auto* owner = run.find(dropped->owner)) --owner->subscriptions;
  std::erase_if(run.instance.subscriptions, [&](Subscription const& s) { return s.id == id; });
}

bool others_wait(Run const& run, Subscription const& of) {
  return std::any_of(run.instance.subscriptions.begin(), run.instance.subscriptions.end(), [&](Subscription const& s) {
    return s.owner == of.owner and s.node == of.node and s.id != of.id;
  });
}

EventDefinition const& event_of(Run const& run, Subscription const& s) {
  return run.model.node(s.node).events[static_cast<std::size_t>(s.event)];
}

/// Lets a timer run from the moment that the clock shows; false when it is due even then.
bool put_off(Run& run, Subscription& timer) {
  auto const kept = run.now;
  run.now = run.clock;
  auto const again = timers::first(run, run.model.node(timer.node), event_of(run, timer), timer.owner);
  run.now = kept;
  if (again.due <= run.clock) return false;
  timer.due = again.due;
  timer.left = again.times;
  timer.since = again.since;
  return true;
}

}  // namespace

void Run::subscribe(Id owner, NodeId id) {
  auto const& node = model.node(id);
  for (std::size_t i = 0; i < node.events.size(); ++i) {
    auto const& event = node.events[i];
    if (not is_waited_for(event.trigger)) continue;
    Subscription added{.id = instance.next_id++, .owner = owner, .node = id, .event = static_cast<std::int32_t>(i)};
    if (event.trigger == Trigger::timer) {
      auto const timer = timers::first(*this, node, event, owner);
      added.due = timer.due;
      added.left = timer.times;
      added.since = timer.since;
    }
    if (event.trigger == Trigger::conditional) conditions_changed = true;
    instance.subscriptions.push_back(added);
    ++at(owner).subscriptions;
  }
}

void Run::unsubscribe_all(Id owner) {
  std::erase_if(instance.subscriptions, [&](Subscription const& s) { return s.owner == owner; });
  at(owner).subscriptions = 0;
}

/// What listens inside the scope ends; the events at its boundary, deadlines among them, watch it as a whole.
void Run::unsubscribe_inside(Id scope) {
  auto const dropped = std::erase_if(instance.subscriptions, [&](Subscription const& s) {
    return s.owner == scope and model.node(s.node).kind != Kind::boundary_event;
  });
  at(scope).subscriptions -= static_cast<std::uint32_t>(dropped);
}

void Run::arm_boundary(Id id) {
  for (NodeId const event : node_of(id).boundary) subscribe(id, event);
}

/// An event has come for this subscription. Repeating timers keep it, one-time timers and the parts of a
/// parallel multiple event use it up.
void Run::fire(Id id, Variables const& payload) {
  auto* waiting = find_subscription(instance, id);
  if (waiting == nullptr) return;
  spend();
  Subscription const fired = *waiting;
  auto const& node = model.node(fired.node);
  if (event_of(*this, fired).trigger == Trigger::timer and not timers::repeats(*this, *waiting)) drop(*this, id);
  if (node.parallel_multiple) {
    drop(*this, id);
    if (others_wait(*this, fired)) return assign_all(fired.owner, payload);
  }
  behaviour(node.kind).caught(*this, fired, payload);
  if (node.parallel_multiple and alive(fired.owner)) subscribe(fired.owner, fired.node);
}

void Run::fire_conditions() {
  conditions_changed = false;
  std::vector<Id> rising;
  for (auto& waiting : instance.subscriptions) {
    auto const& event = event_of(*this, waiting);
    if (event.trigger != Trigger::conditional) continue;
    spend();
    bool const now_true = holds(event.expression, model.node(waiting.node), waiting.owner);
    if (now_true and not waiting.held) rising.push_back(waiting.id);
    waiting.held = now_true;
  }
  for (Id const id : rising) fire(id, {});
  std::vector<Id> ad_hoc;
  for (auto const& loop : instance.loops)
    if (auto const* one = find(loop.id);
        one != nullptr and model.node(one->node).kind == Kind::ad_hoc and one->role != Role::loop)
      ad_hoc.push_back(loop.id);
  for (Id const id : ad_hoc)
    if (alive(id)) continue_ad_hoc(id);
}

/// A message has one receiver: whoever has waited longest.
bool Run::fire_first(Trigger trigger, std::string_view name, Variables const& payload) {
  for (auto const& waiting : instance.subscriptions) {
    auto const& event = event_of(*this, waiting);
    if (event.trigger != trigger or event.name != name) continue;
    fire(waiting.id, payload);
    return true;
  }
  return false;
}

std::size_t Run::fire_all(Trigger trigger, std::string_view name, Variables const& payload) {
  std::vector<Id> waiting;
  for (auto const& one : instance.subscriptions) {
    auto const& event = event_of(*this, one);
    if (event.trigger == trigger and event.name == name) waiting.push_back(one.id);
  }
  for (Id const id : waiting) fire(id, payload);
  return waiting.size();
}

/// Timers fire in the order of their times, each at its own time, however late the call comes. What a loop or a cycle
/// would have done again and again meanwhile is done once: after an outage of a year nobody wants 8,760 reminders.
void Run::fire_timers(Instant until) {
  clock = until;
  Id const first_new = instance.next_id;
  std::set<NodeId> fired_nodes;
  for (std::size_t fired = 0; fired < limits.timers and instance.status == Status::running; ++fired) {
    Subscription* next = nullptr;
    for (auto& one : instance.subscriptions) {
      if (event_of(*this, one).trigger != Trigger::timer or one.due > until) continue;
      if (next == nullptr or one.due < next->due) next = &one;
    }
    if (next == nullptr) break;
    if (next->id >= first_new and fired_nodes.contains(next->node) and put_off(*this, *next)) continue;
    fired_nodes.insert(next->node);
    now = std::max(now, next->due);
    fire(next->id, {});
    until_rest();
  }
  now = until;
}

}  // namespace kreislauf::bpmn
