#include "administration/applications/exchange/check_process.h"

#include <fmt/format.h>

#include "administration/processes/processes.h"
#include "base/text.h"

namespace kreislauf::applications::exchange {

namespace {

constexpr std::string_view file = "process.bpmn";

}  // namespace

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
