#include "administration/applications/exchange/check_process.h"

#include <fmt/format.h>

#include <map>

#include "administration/applications/acts/sending.h"
#include "administration/processes/processes.h"
#include "base/text.h"

namespace kreislauf::applications::exchange {

namespace {

constexpr std::string_view file = "process.bpmn";

/// Beyond that only the first ways are tried.
constexpr std::size_t most_ways = 256;

using Chosen = std::map<std::string, std::string>;

/// Every way in which its tasks can end, together.
std::vector<Chosen> ways_of(processes::Process const& process) {
  std::vector<Chosen> ways{Chosen{}};
  for (auto const& task : process.tasks) {
    if (task.choices.empty() or ways.size() * task.choices.size() > most_ways) continue;
    std::vector<Chosen> more;
    for (auto const& way : ways) {
      for (auto const& choice : task.choices) {
        auto other = way;
        other[task.id] = choice.id;
        more.push_back(std::move(other));
      }
    }
    ways = std::move(more);
  }
  return ways;
}

std::string in_words(Chosen const& chosen) {
  std::string words;
  for (auto const& [task, choice] : chosen) words += fmt::format(", {} = {}", task, choice);
  return words;
}

/// What never comes to the decision is told once.
void try_one(cases::CaseType const& type, forms::CompiledForm const& form, std::string const& example,
             forms::ExampleRun const& run, std::vector<authored::Problem>& problems) {
  Instant const today{std::chrono::seconds{run.environment.now.local_second}};
  auto const facts = facts_of(form, run.outcome.answers);
  for (auto const& way : ways_of(*type.process)) {
    auto const seen = processes::rehearse(*type.process, facts, way, today);
    if (seen.stuck.empty() and seen.lost.empty()) continue;
    problems.push_back(
        {std::string{file}, 0,
         seen.stuck.empty()
             ? fmt::format("with {}{} it never comes to the decision: \"{}\" waits for a token that cannot come; where "
                           "only one of several flows is taken, bring them together by an exclusive gateway",
                           example, in_words(way), seen.lost)
             : fmt::format("with {}{} it cannot go on at \"{}\"", example, in_words(way), seen.stuck)});
    return;
  }
}

void tell_unknown_facts(cases::CaseType const& type, forms::CompiledForm const& form,
                        std::vector<authored::Problem>& problems) {
  if (type.process == nullptr) return;
  for (auto const& fact : type.process->facts) {
    if (form.names().find(fact.name)) continue;
    auto known = form.names().all();
    for (auto const& task : type.process->tasks) {
      if (not task.answer.empty()) known.push_back(task.answer);
    }
    auto const meant = text::did_you_mean(fact.name, known);
    problems.push_back(
        {std::string{file}, fact.line,
         fmt::format("a condition reads \"{}\", and neither the form asks it nor does a task answer it{}", fact.name,
                     meant ? fmt::format("; did you mean \"{}\"?", *meant) : std::string{})});
  }
}

}  // namespace

void try_process(cases::CaseType const& type, forms::exchange::FormFolder const& package,
                 std::vector<authored::Problem>& problems) {
  if (type.process == nullptr or package.form == nullptr) return;
  tell_unknown_facts(type, *package.form, problems);
  for (auto const& [name, text] : package.examples) {
    std::vector<authored::Problem> of_the_form;  // told by who looks at forms
    auto const run = outcome_of_example(*package.form, text, name, of_the_form);
    if (of_the_form.empty() and run.outcome.faults.empty()) try_one(type, *package.form, name, run, problems);
    if (not problems.empty()) return;
  }
}

std::vector<authored::Problem> problems_in_process(catalog::PackageFiles const& package) {
  std::vector<authored::Problem> problems, of_others;
  auto const drawing = package.more.find(std::string{file}), type_file = package.more.find("case.toml");
  if (drawing == package.more.end()) return problems;
  auto const form = forms::Library::compile(package, of_others);  // form and case type have examiners of their own
  auto const type = cases::read_type(type_file == package.more.end() ? std::string_view{} : type_file->second,
                                     "case.toml", drawing->second, of_others);
  if (form != nullptr and of_others.empty()) tell_unknown_facts(type, *form, problems);
  return problems;
}

}  // namespace kreislauf::applications::exchange
