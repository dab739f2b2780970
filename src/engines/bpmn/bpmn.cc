#include "engines/bpmn/bpmn.h"

#include <algorithm>
#include <array>

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

namespace {

/// Whatever open tasks there are need not be done any more once the instance has failed.
void close_failed(Model const& model, Instance& instance, std::vector<Effect>& effects) {
  instance.status = Status::failed;
  for (auto const& token : instance.activations) {
    auto const& node = model.node(token.node);
    bool const open = token.state == State::waiting and is_activity(node.kind) and node.kind != Kind::receive_task;
    if (open)
      effects.push_back({.kind = Effect::Kind::task_closed,
                         .task = token.id,
                         .element = node.id,
                         .name = {},
                         .text = {},
                         .data = {}});
  }
  if (not instance.activations.empty()) instance.variables = std::move(instance.activations.front().variables);
  instance.activations.clear();
  instance.ready.clear();
  instance.late.clear();
  instance.subscriptions.clear();
  instance.loops.clear();
  instance.completed.clear();
  instance.compensations.clear();
  instance.gates.clear();
  auto const& fault = instance.fault;
  effects.push_back({.kind = Effect::Kind::failed,
                     .task = nobody,
                     .element = fault.element,
                     .name = fault.code,
                     .text = fault.message,
                     .data = {}});
}

/// Does something to an instance and lets its tokens move until they all wait.
template <class Act>
Outcome moved(Model const& model, Instance instance, Instant now, RunLimits const& limits, Act act) {
  Outcome outcome{std::move(instance), {}};
  Run run(model, outcome.instance, outcome.effects, now, limits);
  try {
    act(run);
    run.until_rest();
  } catch (Halt const&) {
    close_failed(model, outcome.instance, outcome.effects);
  }
  return outcome;
}

std::string ended(Instance const& instance) {
  return instance.status == Status::running ? std::string{} : "the instance has ended";
}

bool answers(Model const& model, Activation const& token) {
  auto const kind = model.node(token.node).kind;
  return token.state == State::waiting and is_activity(kind) and not is_sub_process(kind);
}

Activation const* open_task(Model const& model, Instance const& instance, Id task) {
  for (auto const& token : instance.activations)
    if (token.id == task and answers(model, token)) return &token;
  return nullptr;
}

tl::unexpected<std::string> no_task(Id task) { return failure("there is no open task " + std::to_string(task)); }

Instance fresh(NodeId process) {
  Instance instance;
  instance.process = process;
  return instance;
}

Id open_root(Run& run, Variables variables) {
  Id const root = run.create(run.instance.process, nobody, State::running);
  run.at(root).variables = std::move(variables);
  run.open_scope(root);
  return root;
}

Result<NodeId> executable_process(Model const& model, std::string_view process) {
  auto const id = model.find_process(process);
  if (id == no_node) return failure("there is no process '" + std::string(process) + "'");
  if (not model.node(id).executable)
    return failure("the process '" + std::string(process) + "' is drawn, but not meant to run (isExecutable is false)");
  return id;
}

}  // namespace

std::string_view name_of(Effect::Kind kind) {
  constexpr std::array<std::string_view, 14> names = {"task opened", "task closed", "service", "script",     "decision",
                                                      "process",     "message",     "signal",  "escalation", "note",
                                                      "completed",   "terminated",  "failed"};
  return names[static_cast<std::size_t>(kind)];
}

Result<Outcome> start(Model const& model, std::string_view process, Variables variables, Instant now,
                      RunLimits const& limits) {
  auto const id = executable_process(model, process);
  if (not id) return failure(id.error());
  if (model.node(*id).entries.empty() and not model.node(*id).children.empty())
    return failure("the process '" + std::string(process) + "' is started by an event, not by hand");
  return moved(model, fresh(*id), now, limits,
               [&](Run& run) { run.start_entries(open_root(run, std::move(variables))); });
}

Result<Outcome> start_at(Model const& model, StartPoint const& point, Variables payload, Instant now,
                         RunLimits const& limits) {
  if (not point.trigger) return start(model, point.process, std::move(payload), now, limits);
  auto const process = executable_process(model, point.process);
  if (not process) return failure(process.error());
  auto const id = model.find(point.element);
  if (id == no_node or model.node(id).parent != *process)
    return failure("there is no start '" + point.element + "' in '" + point.process + "'");
  return moved(model, fresh(*process), now, limits, [&](Run& run) {
    Id const root = open_root(run, {});
    run.begin_by_event(root, id, point.event, payload);
    run.settle(root);
  });
}

Result<Outcome> complete_task(Model const& model, Instance instance, Id task, Variables results, Instant now,
                              RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  if (open_task(model, instance, task) == nullptr) return no_task(task);
  return moved(model, std::move(instance), now, limits, [&](Run& run) {
    auto const& node = run.node_of(task);
    if (node.kind == Kind::rule_task and not node.result.empty() and results.size() == 1)
      results.front().name = node.result;
    run.complete(task, results);
  });
}

Result<Outcome> fail_task(Model const& model, Instance instance, Id task, std::string_view code,
                          std::string_view message, Instant now, RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  if (open_task(model, instance, task) == nullptr) return no_task(task);
  return moved(model, std::move(instance), now, limits, [&](Run& run) {
    auto const& node = run.node_of(task);
    if (not run.throw_error(task, code)) run.fail_uncaught(node, code, message);
  });
}

Result<Outcome> deliver_message(Model const& model, Instance instance, std::string_view name, Variables payload,
                                Instant now, RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  bool const awaited =
      std::any_of(instance.subscriptions.begin(), instance.subscriptions.end(), [&](Subscription const& s) {
        auto const& event = model.node(s.node).events[static_cast<std::size_t>(s.event)];
        return event.trigger == Trigger::message and event.name == name;
      });
  if (not awaited) return failure("nobody in this instance waits for the message '" + std::string(name) + "'");
  return moved(model, std::move(instance), now, limits,
               [&](Run& run) { run.fire_first(Trigger::message, name, payload); });
}

Result<Outcome> broadcast_signal(Model const& model, Instance instance, std::string_view name, Variables payload,
                                 Instant now, RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  return moved(model, std::move(instance), now, limits,
               [&](Run& run) { run.fire_all(Trigger::signal, name, payload); });
}

Result<Outcome> advance_to(Model const& model, Instance instance, Instant now, RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  return moved(model, std::move(instance), now, limits, [&](Run& run) { run.fire_timers(now); });
}

Result<Outcome> set_variables(Model const& model, Instance instance, Variables variables, Instant now,
                              RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  return moved(model, std::move(instance), now, limits,
               [&](Run& run) { run.assign_all(run.instance.activations.front().id, variables); });
}

Result<Outcome> activate(Model const& model, Instance instance, std::string_view element, Instant now,
                         RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  auto const node = model.find(element);
  bool const is_work = node != no_node and is_activity(model.node(node).kind);
  auto const inside =
      std::find_if(instance.activations.begin(), instance.activations.end(), [&](Activation const& token) {
        return is_work and token.node == model.node(node).parent and token.state == State::running and
               token.role != Role::loop and model.node(token.node).kind == Kind::ad_hoc;
      });
  if (inside == instance.activations.end())
    return failure("'" + std::string(element) + "' is in no ad-hoc sub-process that is running");
  Id const scope = inside->id;
  return moved(model, std::move(instance), now, limits, [&](Run& run) { run.push({node, scope, no_flow, nobody}); });
}

Result<Outcome> finish_ad_hoc(Model const& model, Instance instance, std::string_view element, Instant now,
                              RunLimits const& limits) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  auto const node = model.find(element);
  auto const found =
      std::find_if(instance.activations.begin(), instance.activations.end(), [&](Activation const& token) {
        return token.node == node and token.state == State::running and token.role != Role::loop and
               token.role != Role::restored;
      });
  if (node == no_node or model.node(node).kind != Kind::ad_hoc or found == instance.activations.end())
    return failure("'" + std::string(element) + "' is no ad-hoc sub-process that is running");
  Id const id = found->id;
  return moved(model, std::move(instance), now, limits, [&](Run& run) { run.end_ad_hoc(id); });
}

Result<Outcome> terminate(Model const& model, Instance instance, Instant now) {
  if (auto reason = ended(instance); not reason.empty()) return failure(reason);
  return moved(model, std::move(instance), now, {},
               [&](Run& run) { run.terminate_scope(run.instance.activations.front().id); });
}

}  // namespace kreislauf::bpmn
