#include <algorithm>

#include "engines/bpmn/state.h"

namespace kreislauf::bpmn::state {

namespace {

class Check {
 public:
  Check(Instance& instance, Model const& model) : instance_(instance), model_(model) {}

  std::string run() {
    if (instance_.status != Status::running) return instance_.activations.empty() ? "" : "an ended instance has tokens";
    if (instance_.activations.empty()) return "a running instance has no tokens";
    for (std::size_t i = 0; i < instance_.activations.size(); ++i)
      if (auto problem = token(i); not problem.empty()) return problem;
    for (auto const* queue : {&instance_.ready, &instance_.late})
      for (auto const& one : *queue)
        if (auto problem = step(one); not problem.empty()) return problem;
    for (auto const& one : instance_.subscriptions)
      if (auto problem = subscription(one); not problem.empty()) return problem;
    return rest();
  }

 private:
  Activation* find(Id id) {
    auto const found = std::lower_bound(instance_.activations.begin(), instance_.activations.end(), id,
                                        [](Activation const& a, Id wanted) { return a.id < wanted; });
    return found != instance_.activations.end() and found->id == id ? &*found : nullptr;
  }

  std::string token(std::size_t i) {
    auto& token = instance_.activations[i];
    auto const& node = model_.node(token.node);
    auto const name = "token " + std::to_string(token.id) + " at '" + node.id + "'";
    if (token.id == nobody or token.id >= instance_.next_id or token.state == State::dead)
      return name + " is not valid";
    if (i == 0) {
      bool const root = token.parent == nobody and token.node == instance_.process and node.kind == Kind::process;
      return root ? "" : name + " is no process";
    }
    if (token.id <= instance_.activations[i - 1].id) return name + " is out of order";
    auto* parent = find(token.parent);
    if (parent == nullptr or parent->id >= token.id) return name + " belongs to nobody";
    if (not belongs(token, *parent)) return name + " cannot be inside '" + model_.node(parent->node).id + "'";
    if (token.state == State::parked and token.flow == no_flow and node.kind >= Kind::exclusive_gateway)
      return name + " came by no flow";
    bool const needs_loop = token.role == Role::loop or (node.kind == Kind::ad_hoc and token.role != Role::restored);
    if (needs_loop and not has_loop(token.id)) return name + " has lost its count";
    if (token.role == Role::loop and node.loop.kind == LoopKind::none) return name + " is no loop";
    if (token.waiter != nobody and find(token.waiter) == nullptr) return name + " has lost who waits for it";
    if (token.state == State::compensating and not compensates(token.id)) return name + " undoes nothing";
    ++parent->children;
    return "";
  }

  bool belongs(Activation const& token, Activation const& parent) const {
    auto const& above = model_.node(parent.node);
    if (parent.role == Role::loop) return token.role == Role::iteration and token.node == parent.node;
    if (token.role == Role::iteration) return false;
    if (above.kind == Kind::call_activity) return above.called == token.node;
    return is_scope(above.kind) and model_.node(token.node).parent == parent.node;
  }

  bool has_loop(Id id) const {
    return std::any_of(instance_.loops.begin(), instance_.loops.end(), [&](LoopState const& l) { return l.id == id; });
  }

  bool compensates(Id id) const {
    return std::any_of(instance_.compensations.begin(), instance_.compensations.end(),
                       [&](Compensation const& c) { return c.owner == id; });
  }

  std::string step(Step const& step) {
    auto* scope = find(step.scope);
    if (scope == nullptr) return "a step belongs to nobody";
    bool const fits = step.node == no_node ? scope->role == Role::loop or compensates(scope->id)
                                           : model_.node(step.node).parent == scope->node and scope->role != Role::loop;
    if (not fits) return "a step leads to where it cannot go";
    if (step.waiter != nobody and find(step.waiter) == nullptr) return "a step has lost who waits for it";
    ++scope->children;
    return "";
  }

  std::string subscription(Subscription const& one) {
    auto* owner = find(one.owner);
    auto const& node = model_.node(one.node);
    if (owner == nullptr) return "nobody waits at '" + node.id + "'";
    bool const event_there = one.event >= 0 and static_cast<std::size_t>(one.event) < node.events.size();
    bool const own = one.node == owner->node;
    bool const boundary = node.kind == Kind::boundary_event and node.attached_to == owner->node;
    bool const start = node.kind == Kind::start_event and model_.node(node.parent).kind == Kind::event_sub_process and
                       model_.node(node.parent).parent == owner->node;
    bool const gateway = model_.node(owner->node).kind == Kind::event_gateway and
                         node.parent == model_.node(owner->node).parent and
                         (node.kind == Kind::catch_event or node.kind == Kind::receive_task);
    bool const waits_itself =
        own and (node.kind == Kind::catch_event or node.kind == Kind::receive_task or node.kind == Kind::start_event);
    if (not event_there or one.id >= instance_.next_id or not(waits_itself or boundary or start or gateway))
      return "nothing can be awaited at '" + node.id + "'";
    ++owner->subscriptions;
    return "";
  }

  std::string rest() {
    for (auto const& loop : instance_.loops)
      if (find(loop.id) == nullptr) return "a count belongs to nobody";
    for (auto const& running : instance_.compensations)
      if (auto const* owner = find(running.owner); owner == nullptr or owner->state != State::compensating)
        return "a compensation belongs to nobody";
    for (auto const& gate : instance_.gates) {
      auto const* scope = find(gate.scope);
      if (scope == nullptr or model_.node(gate.node).parent != scope->node or
          model_.node(gate.node).kind != Kind::complex_gateway)
        return "a gateway belongs to nobody";
    }
    return "";
  }

  Instance& instance_;
  Model const& model_;
};

}  // namespace

std::string count_and_check(Instance& instance, Model const& model) {
  for (auto& token : instance.activations) token.children = token.subscriptions = 0;
  return Check(instance, model).run();
}

}  // namespace kreislauf::bpmn::state
