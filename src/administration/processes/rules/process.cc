#include "administration/processes/rules/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "engines/bpmn/bpmn.h"

namespace kreislauf::processes {

namespace {

using bpmn::Kind, bpmn::Node, bpmn::Trigger;

constexpr std::string_view file = "process.bpmn";
constexpr std::array<std::string_view, 2> known_messages{messages::answered, messages::unanswered};

std::size_t line_of(std::string_view xml, std::string_view id) {
  auto const at = std::min(xml.find(fmt::format("id=\"{}\"", id)), xml.find(fmt::format("id='{}'", id)));
  if (at == std::string_view::npos) return 0;
  return 1 + static_cast<std::size_t>(std::count(xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Looks at one drawing as this house needs it: what the engine could run, but nobody here would answer, is refused.
class Examiner {
 public:
  Examiner(std::string_view xml, Process const& process, std::string_view type_file,
           std::vector<authored::Problem>& problems)
      : xml_{xml}, process_{process}, type_file_{type_file}, problems_{problems} {}

  void look() {
    look_at_start();
    for (auto const& node : process_.model.nodes) look_at(node);
    if (auto const id = process_.model.find(decision);
        id == bpmn::no_node or process_.model.node(id).kind != Kind::user_task)
      tell({}, fmt::format("no user task has the id \"{}\": that is where it is decided", decision));
    for (auto const& task : process_.tasks) look_at(task);
  }

 private:
  void tell(std::string_view element, std::string message) {
    problems_.push_back({std::string{file}, element.empty() ? 0 : line_of(xml_, element),
                         element.empty() ? std::move(message) : fmt::format("\"{}\": {}", element, message)});
  }

  void look_at_start() {
    auto const points = start_points(process_.model);
    if (process_.model.processes.size() != 1)
      return tell({}, fmt::format("{} processes stand there, one is needed", process_.model.processes.size()));
    if (points.size() != 1 or points.front().trigger)
      tell({}, "it begins when something has come in: draw one start event, without a symbol inside");
  }

  void look_at(Node const& node) {
    switch (node.kind) {
      case Kind::user_task:
        return look_at_task(node);
      case Kind::service_task:
        if (not errand_in(node.implementation))
          tell(node.id, fmt::format("implementation=\"{}\" does nothing here; write opinion:KIND OF OFFICE, "
                                    "resubmit:P14D or escalate",
                                    node.implementation));
        return;
      case Kind::script_task:
        if (node.script == bpmn::no_expression) tell(node.id, "scripts are written in FEEL: scriptFormat=\"feel\"");
        return;
      case Kind::rule_task:
      case Kind::send_task:
      case Kind::receive_task:
      case Kind::call_activity:
      case Kind::ad_hoc:
      case Kind::transaction:
        return tell(node.id, fmt::format("a {} is not done here; take a user task, or a catch event that waits",
                                         name_of(node.kind)));
      default:
        for (auto const& event : node.events) look_at(node, event);
    }
  }

  void look_at_task(Node const& node) {
    if (node.name.empty()) tell(node.id, "it has no name: what has to be done?");
    if (node.id == decision or process_.task(node.id) != nullptr) return;
    tell(node.id, fmt::format("{} does not say by which law: add [[task]] with id = \"{}\"", type_file_, node.id));
  }

  void look_at(Node const& node, bpmn::EventDefinition const& event) {
    bool const throws = node.kind == Kind::throw_event or node.kind == Kind::end_event;
    if (event.trigger == Trigger::message and not throws) return look_at_message(node, event);
    bool const unknown = event.trigger == Trigger::message or event.trigger == Trigger::signal or
                         event.trigger == Trigger::compensation or event.trigger == Trigger::cancel;
    if (unknown) tell(node.id, fmt::format("a {} goes nowhere here", name_of(event.trigger)));
  }

  void look_at_message(Node const& node, bpmn::EventDefinition const& event) {
    if (std::find(known_messages.begin(), known_messages.end(), event.name) != known_messages.end()) return;
    tell(node.id,
         fmt::format("the message \"{}\" never comes; {} come", event.name, fmt::join(known_messages, " and ")));
  }

  void look_at(TaskRule const& task) {
    auto const id = process_.model.find(task.id);
    if (id != bpmn::no_node and process_.model.node(id).kind == Kind::user_task) return;
    std::vector<std::string> known;
    for (auto const& node : process_.model.nodes) {
      if (node.kind == Kind::user_task) known.push_back(node.id);
    }
    auto const meant = text::did_you_mean(task.id, known);
    problems_.push_back({type_file_, task.line,
                         fmt::format("no user task of {} has the id \"{}\"{}", file, task.id,
                                     meant ? fmt::format("; did you mean \"{}\"?", *meant) : std::string{})});
  }

  std::string_view xml_;
  Process const& process_;
  std::string type_file_;
  std::vector<authored::Problem>& problems_;
};

/// What conditions read and no task answers: the form must.
std::vector<Fact> facts_of(Process const& process, std::string_view xml) {
  std::vector<Fact> facts;
  for (auto const& name : process.model.expressions->names()) {
    bool const own = name == decided_as or
                     std::any_of(process.tasks.begin(), process.tasks.end(),
                                 [&](TaskRule const& task) { return task.answer == name; }) or
                     std::any_of(process.model.nodes.begin(), process.model.nodes.end(),
                                 [&](Node const& node) { return node.result == name; });
    if (own) continue;
    auto const at = xml.find(name);
    auto const line = at == std::string_view::npos
                          ? 0
                          : 1 + std::count(xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    facts.push_back({name, static_cast<std::size_t>(line)});
  }
  return facts;
}

}  // namespace

TaskRule const* Process::task(std::string_view wanted) const {
  auto const found = std::find_if(tasks.begin(), tasks.end(), [&](TaskRule const& one) { return one.id == wanted; });
  return found == tasks.end() ? nullptr : &*found;
}

std::string_view Process::name_of(std::string_view element) const {
  auto const at = model.find(element);
  return at == bpmn::no_node or model.node(at).name.empty() ? element : std::string_view{model.node(at).name};
}

std::shared_ptr<Process const> read_process(std::string_view xml, std::vector<TaskRule> tasks,
                                            std::string_view type_file, std::vector<authored::Problem>& problems) {
  auto loaded = bpmn::load(xml);
  if (not loaded) {
    for (auto const& finding : loaded.error()) {
      auto const what =
          finding.element.empty() ? finding.reason : fmt::format("\"{}\": {}", finding.element, finding.reason);
      problems.push_back({std::string{file}, static_cast<std::size_t>(std::max(finding.line, 0)), what});
    }
    return nullptr;
  }
  auto process = std::make_shared<Process>(Process{.model = *std::move(loaded), .tasks = std::move(tasks)});
  if (not process->model.processes.empty()) process->id = process->model.node(process->model.processes.front()).id;
  process->facts = facts_of(*process, xml);
  auto const before = problems.size();
  Examiner{xml, *process, type_file, problems}.look();
  return problems.size() == before ? process : nullptr;
}

std::optional<Errand> errand_in(std::string_view implementation) {
  auto const colon = implementation.find(':');
  auto const verb = implementation.substr(0, colon);
  auto const argument = colon == std::string_view::npos ? std::string_view{} : implementation.substr(colon + 1);
  if (verb == "escalate" and argument.empty()) return Errand{.verb = Verb::escalate};
  if (verb == "opinion" and not argument.empty())
    return Errand{.verb = Verb::opinion, .argument = std::string{argument}};
  if (verb == "resubmit" and deadlines::parse_length(argument))
    return Errand{.verb = Verb::resubmit, .argument = std::string{argument}};
  return std::nullopt;
}

}  // namespace kreislauf::processes
