#include "engines/bpmn/run.h"

#include <algorithm>

namespace kreislauf::bpmn {

/// Conditions are looked at after every step, joins that depend on what may still come when all tokens have
/// arrived, and signals leave last: a catch event beside a throw event is armed whatever order the file draws
/// them in.
void Run::until_rest() {
  while (step()) continue;
  put_down();
}

/// Leaves the instance as it can be stored: without what has been dealt with.
void Run::put_down() {
  auto const cut = [](std::vector<Step>& queue, std::size_t& head) {
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(head));
    head = 0;
  };
  cut(instance.ready, ready_head_);
  cut(instance.late, late_head_);
  sweep();
}

bool Run::step() {
  if (instance.status != Status::running) return false;
  if (conditions_changed) {
    fire_conditions();
    return true;
  }
  if (ready_head_ < instance.ready.size()) {
    pop(instance.ready, ready_head_);
    return true;
  }
  if (inclusive_tokens and fire_joins()) return true;
  if (late_head_ < instance.late.size()) {
    pop(instance.late, late_head_);
    return true;
  }
  return false;
}

void Run::pop(std::vector<Step>& queue, std::size_t& head) {
  spend();
  Step const next = queue[head++];
  if (head == queue.size()) {
    queue.clear();
    head = 0;
  }
  auto* scope = find(next.scope);
  if (scope == nullptr) return;
  --scope->children;
  if (next.node != no_node) {
    behaviour(model.node(next.node).kind).enter(*this, next);
  } else if (scope->role == Role::loop) {
    continue_loop(next.scope);
  } else {
    continue_compensation(next.scope);
  }
  settle(next.scope);
}

/// Instances are short vectors sorted by id, as ids only grow.
Activation* Run::find(Id id) {
  auto const found = std::lower_bound(instance.activations.begin(), instance.activations.end(), id,
                                      [](Activation const& a, Id wanted) { return a.id < wanted; });
  bool const there = found != instance.activations.end() and found->id == id and found->state != State::dead;
  return there ? &*found : nullptr;
}

Id Run::create(NodeId node, Id parent, State state) {
  Id const id = instance.next_id++;
  if (auto* above = find(parent)) ++above->children;
  auto& made = instance.activations.emplace_back();
  made.id = id;
  made.parent = parent;
  made.node = node;
  made.state = state;
  return id;
}

void Run::push(Step const& step) {
  ++at(step.scope).children;
  bool is_signal = false;
  if (step.node != no_node) {
    auto const& node = model.node(step.node);
    if (node.kind == Kind::throw_event or node.kind == Kind::end_event)
      is_signal = std::any_of(node.events.begin(), node.events.end(),
                              [](EventDefinition const& e) { return e.trigger == Trigger::signal; });
  }
  (is_signal ? instance.late : instance.ready).push_back(step);
}

/// Ends one activation in good order. Whatever follows must have been pushed before, or the scope may seem
/// empty.
void Run::remove(Id id) {
  auto const parent = at(id).parent;
  kill(id);
  release(parent);
}

void Run::release(Id id) {
  auto* scope = find(id);
  if (scope == nullptr) return;
  if (scope->children > 0) --scope->children;
  settle(id);
}

void Run::settle(Id id) {
  auto const* scope = find(id);
  if (scope != nullptr and scope->children == 0 and scope->state == State::running) emptied(id);
}

void Run::kill(Id id) {
  if (at(id).children > 0) kill_children(id);
  auto& ending = at(id);
  if (ending.subscriptions > 0) unsubscribe_all(id);
  auto const& node = model.node(ending.node);
  if (node.loop.kind != LoopKind::none or node.kind == Kind::ad_hoc)
    std::erase_if(instance.loops, [&](LoopState const& loop) { return loop.id == id; });
  if (not instance.compensations.empty())
    std::erase_if(instance.compensations, [&](Compensation const& c) { return c.owner == id; });
  ending.state = State::dead;
  ending.variables.clear();
  ++dead_;
}

/// Ends everything inside a scope but not the scope, in one pass: children always have higher ids than their
/// parents.
void Run::kill_children(Id id) {
  std::vector<Id> doomed{id};
  auto const is_doomed = [&](Id one) { return std::binary_search(doomed.begin(), doomed.end(), one); };
  for (auto& child : instance.activations) {
    if (child.id <= id or child.state == State::dead or not is_doomed(child.parent)) continue;
    doomed.push_back(child.id);
    auto const& node = model.node(child.node);
    bool const open = child.state == State::waiting and is_activity(node.kind) and node.kind != Kind::receive_task;
    if (open) tell(Effect::Kind::task_closed, child.id, node);
    child.state = State::dead;
    child.variables.clear();
    ++dead_;
  }
  auto const drop_steps = [&](std::vector<Step>& queue, std::size_t& head) {
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(head));
    head = 0;
    std::erase_if(queue, [&](Step const& step) { return is_doomed(step.scope); });
  };
  drop_steps(instance.ready, ready_head_);
  drop_steps(instance.late, late_head_);
  at(id).children = 0;
  std::erase_if(instance.gates, [&](GateState const& gate) { return is_doomed(gate.scope); });
  doomed.erase(doomed.begin());
  std::erase_if(instance.subscriptions, [&](Subscription const& s) { return is_doomed(s.owner); });
  std::erase_if(instance.loops, [&](LoopState const& l) { return is_doomed(l.id); });
  std::erase_if(instance.compensations, [&](Compensation const& c) { return is_doomed(c.owner); });
  forget(std::move(doomed));
}

void Run::sweep() {
  if (dead_ == 0) return;
  std::erase_if(instance.activations, [](Activation const& a) { return a.state == State::dead; });
  dead_ = 0;
}

bool Run::has_parked_tokens() const {
  return not instance.gates.empty() or
         std::any_of(instance.activations.begin(), instance.activations.end(),
                     [](Activation const& token) { return token.state == State::parked; });
}

void Run::spend(std::uint64_t cost) {
  spent_ += cost;
  if (spent_ <= limits.steps) return;
  auto const& root = model.node(instance.process);
  fail(root, "more than " + std::to_string(limits.steps) +
                 " steps without waiting for anybody; the process seems to run in circles");
}

Effect& Run::tell(Effect::Kind kind, Id task, Node const& node) {
  auto& effect = effects.emplace_back();
  effect.kind = kind;
  effect.task = task;
  effect.element = node.id;
  return effect;
}

void Run::fail(Node const& node, std::string message) {
  instance.fault = {node.id, {}, std::move(message), false};
  throw Halt{};
}

void Run::fail_uncaught(Node const& node, std::string_view code, std::string_view message) {
  instance.fault = {node.id, std::string(code), std::string(message), true};
  throw Halt{};
}

}  // namespace kreislauf::bpmn
