#pragma once

#include "engines/bpmn/run.h"

/// What the kinds of tasks do when they become active.
namespace kreislauf::bpmn::tasks {

/// A process that calls itself ends here.
inline constexpr int deepest_call = 100;

void user(Run& run, Id id);
void service(Run& run, Id id);
void decision(Run& run, Id id);
void manual(Run& run, Id id);
void script(Run& run, Id id);
void send(Run& run, Id id);
void receive(Run& run, Id id);
void call(Run& run, Id id);
void called_task_done(Run& run, Id call);

}  // namespace kreislauf::bpmn::tasks
