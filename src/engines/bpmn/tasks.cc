#include "engines/bpmn/tasks.h"

namespace kreislauf::bpmn::tasks {

namespace {

Effect& ask(Run& run, Id id, Effect::Kind kind) {
  auto const& node = run.node_of(id);
  run.at(id).state = State::waiting;
  auto data = run.inputs(node, id);
  auto& effect = run.tell(kind, id, node);
  effect.name = node.name;
  effect.text = node.implementation;
  effect.data = std::move(data);
  return effect;
}

}  // namespace

void user(Run& run, Id id) { ask(run, id, Effect::Kind::task_opened); }

void service(Run& run, Id id) { ask(run, id, Effect::Kind::service); }

void decision(Run& run, Id id) { ask(run, id, Effect::Kind::decision); }

/// BPMN 2.0.2, 13.3.3: abstract and manual tasks are never executed by an IT system, they complete upon
/// activation.
void manual(Run& run, Id id) {
  run.tell(Effect::Kind::note, nobody, run.node_of(id)).name = run.node_of(id).name;
  run.complete(id, {});
}

void script(Run& run, Id id) {
  auto const& node = run.node_of(id);
  if (node.script == no_expression) {
    ask(run, id, Effect::Kind::script).name = node.language;
    return;
  }
  auto const given = run.inputs(node, id);
  auto value = run.evaluate(node.script, node, id, &given);
  if (not node.result.empty()) return run.complete(id, {{node.result, std::move(value)}});
  run.complete(id, to_variables(value));
}

void send(Run& run, Id id) {
  auto const& node = run.node_of(id);
  auto data = run.inputs(node, id);
  auto& effect = run.tell(Effect::Kind::message, nobody, node);
  effect.name = node.implementation;
  effect.data = std::move(data);
  run.complete(id, {});
}

void receive(Run& run, Id id) {
  run.at(id).state = State::waiting;
  run.subscribe(id, run.at(id).node);
}

/// The called process or global task lives inside the call; a process of another file is the host's affair.
void call(Run& run, Id id) {
  auto const& node = run.node_of(id);
  if (node.called == no_node) {
    ask(run, id, Effect::Kind::process);
    return;
  }
  int depth = 0;
  for (auto const* above = &run.at(id); above != nullptr; above = run.find(above->parent)) ++depth;
  if (depth > deepest_call)
    run.fail(node, "processes call each other more than " + std::to_string(deepest_call) + " levels deep");
  auto given = run.inputs(node, id);
  Id const inner = run.create(node.called, id, State::running);
  if (run.node_of(inner).kind != Kind::process) return run.begin(inner);
  run.at(inner).variables = std::move(given);
  run.open_scope(inner);
  run.start_entries(inner);
}

/// A global task that was called has ended.
void called_task_done(Run& run, Id call) {
  run.at(call).state = State::waiting;
  run.complete(call, {});
}

}  // namespace kreislauf::bpmn::tasks
