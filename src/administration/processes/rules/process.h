#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/deadlines/deadlines.h"
#include "engines/bpmn/model.h"
#include "platform/authored/problem.h"

/// A process as a service has drawn it (`process.bpmn` of its package): data, read once, shared by all authorities.
namespace kreislauf::processes {

/// The user task at which it is decided: while a token stands there, and not before, something may be granted.
inline constexpr std::string_view decision = "entscheiden";
/// What the result of a decision is called in conditions behind it.
inline constexpr std::string_view decided_as = "ergebnis";

/// What happens outside and can be awaited in a drawing, by the name of its message.
namespace messages {
inline constexpr std::string_view answered = "nachgereicht",  ///< the applicant has brought what was missing
    unanswered = "nichts-nachgereicht";                       ///< has not, and it goes on without
}

/// One of several ways to end a task.
struct Choice {
  std::string id, name;
};

/// What a drawing cannot say of a user task: case.toml says it.
struct TaskRule {
  std::string id = {};  ///< of the user task
  std::string law = {};
  std::optional<deadlines::Length> within = {};
  std::string answer = {};  ///< the name by which conditions read what was chosen
  std::vector<Choice> choices = {};
  std::string status = {};  ///< what people read of how far it is while this is open
  std::size_t line = 0;
};

/// An answer of the form that a condition reads.
struct Fact {
  std::string name;
  std::size_t line = 0;  ///< of process.bpmn; 0 where it is not known
};

struct Process {
  bpmn::Model model = {};
  std::string id = {};
  std::vector<TaskRule> tasks = {};
  std::vector<Fact> facts = {};

  TaskRule const* task(std::string_view id) const;
  /// As drawn; the id where it has no name.
  std::string_view name_of(std::string_view element) const;
};

/// Reads a drawing and what case.toml says of its tasks, and tells with its line what cannot run here. Nothing where
/// something is wrong. `type_file` is where the tasks stand.
std::shared_ptr<Process const> read_process(std::string_view xml, std::vector<TaskRule> tasks,
                                            std::string_view type_file, std::vector<authored::Problem>& problems);

/// What a service task does, by its `implementation`: `opinion:ordnungsamt`, `resubmit:P14D`, `escalate`.
enum class Verb : std::uint8_t {
  opinion,   ///< another office is asked what it thinks; goes on with its answer
  resubmit,  ///< it lies before who works on it again after a while
  escalate   ///< it lies before who works on it today, and the office sees that it takes too long
};
struct Errand {
  Verb verb{};
  std::string argument = {};  ///< kind of office, or length
  std::string name = {};      ///< as drawn: what is asked
};
/// Nothing for what nobody here knows.
std::optional<Errand> errand_in(std::string_view implementation);

}  // namespace kreislauf::processes
