#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/bpmn/instance.h"
#include "engines/bpmn/model.h"

/// Runs processes drawn in BPMN 2.0. Pure: no database, no clock, no threads. Every call takes an instance
/// and the time and yields the next instance together with what the outside world has to do, so that a caller
/// stores both at once.
namespace kreislauf::bpmn {

/// What a hostile model may cost. The figures leave real processes far behind.
struct LoadLimits {
  std::size_t bytes = 3u << 20;
  std::size_t elements = 10'000;
  int depth = 60;
};

struct RunLimits {
  std::uint64_t steps = 25'000;     // one call, until everything waits again
  std::int64_t iterations = 5'000;  // one multi-instance activity
  std::size_t timers = 1'000;       // one call of advance_to; call again while next_due is not later than now
};

/// Reads and checks a BPMN file. A model that cannot run is refused with all reasons, each with element and
/// line.
Result<Model, std::vector<Finding>> load(std::string_view xml, LoadLimits const& limits = {});

/// Findings as sentences: "ScriptTask_1 (line 12): ...".
std::string sentence(Finding const& finding);

/// Something the outside world must do or may want to know.
struct Effect {
  enum class Kind : std::uint8_t {
    task_opened,  // a person has to do something; answer with complete_task
    task_closed,  // it need not be done any more
    service,      // call `text`; answer with complete_task or fail_task
    script,       // run `text`, written in language `name`; answer likewise
    decision,     // ask the DMN decision `text`; answer likewise
    process,      // run the process `text` of another file; answer likewise
    message,      // send message `name` with `data`
    signal,       // broadcast signal `name` to all other instances
    escalation,   // nobody caught escalation `name`
    note,         // an element without work of its own was passed
    completed,
    terminated,
    failed,
  };
  Kind kind{};
  Id task = nobody;
  std::string element;
  std::string name;
  std::string text;
  Variables data;
};

std::string_view name_of(Effect::Kind kind);

struct Outcome {
  Instance instance;
  std::vector<Effect> effects;
};

/// One way into a process: by hand (none), or by message, signal, timer or condition.
struct StartPoint {
  std::string process, element;
  std::optional<Trigger> trigger;  // none for a plain start
  std::string name;                // of message or signal
  std::int32_t event = 0;
};
std::vector<StartPoint> start_points(Model const& model);
/// When a timer start event is due next, always later than `after`; nothing when all its times have passed.
Result<std::optional<Instant>> next_start(Model const& model, StartPoint const& point, Instant after);

Result<Outcome> start(Model const& model, std::string_view process, Variables variables, Instant now,
                      RunLimits const& limits = {});
Result<Outcome> start_at(Model const& model, StartPoint const& point, Variables payload, Instant now,
                         RunLimits const& limits = {});

/// Each fails with a sentence, and changes nothing, when the instance has ended or nobody waits for the
/// event.
Result<Outcome> complete_task(Model const& model, Instance instance, Id task, Variables results, Instant now,
                              RunLimits const& limits = {});
/// The work ended in a BPMN error: caught by an error event, or the end of the instance.
Result<Outcome> fail_task(Model const& model, Instance instance, Id task, std::string_view code,
                          std::string_view message, Instant now, RunLimits const& limits = {});
Result<Outcome> deliver_message(Model const& model, Instance instance, std::string_view name, Variables payload,
                                Instant now, RunLimits const& limits = {});
Result<Outcome> broadcast_signal(Model const& model, Instance instance, std::string_view name, Variables payload,
                                 Instant now, RunLimits const& limits = {});
Result<Outcome> advance_to(Model const& model, Instance instance, Instant now, RunLimits const& limits = {});
/// New facts from outside; conditional events may fire.
Result<Outcome> set_variables(Model const& model, Instance instance, Variables variables, Instant now,
                              RunLimits const& limits = {});
/// Starts an activity of an ad-hoc sub-process that is running.
Result<Outcome> activate(Model const& model, Instance instance, std::string_view element, Instant now,
                         RunLimits const& limits = {});
/// Ends an ad-hoc sub-process whose people say that they are done.
Result<Outcome> finish_ad_hoc(Model const& model, Instance instance, std::string_view element, Instant now,
                              RunLimits const& limits = {});
Result<Outcome> terminate(Model const& model, Instance instance, Instant now);

std::optional<Instant> next_due(Instance const& instance);

/// What an instance waits for, for lists and for people.
struct Waiting {
  Id task = nobody;  // set for what complete_task answers
  std::string element, name;
  std::string what;  // "user task", "message Antwort", "timer 2025-03-01T08:00:00Z", "join" ...
};
std::vector<Waiting> waits_for(Model const& model, Instance const& instance);

/// All variables that an open task can see, the innermost first.
Variables visible_variables(Model const& model, Instance const& instance, Id task);

/// Carries an instance over to another version of its model. Fails with one sentence per token without a
/// place.
Result<Instance, std::vector<std::string>> migrate(Instance instance, Model const& from, Model const& to);

}  // namespace kreislauf::bpmn
