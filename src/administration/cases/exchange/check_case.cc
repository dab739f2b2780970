#include "administration/cases/exchange/check_case.h"

#include <filesystem>

#include "administration/cases/rules/type.h"

namespace kreislauf::cases::exchange {

namespace {

namespace fs = std::filesystem;

std::vector<authored::Problem> problems_in(fs::path const& folder) {
  std::vector<authored::Problem> problems;
  auto const path = folder / "case.toml", drawing = folder / "process.bpmn";
  if (not fs::exists(path))
    problems.push_back({"case.toml", 0, "the file is missing; without it cases go by the standard (docs/services.md)"});
  else
    read_type(authority::read_file(path.string()), "case.toml",
              fs::exists(drawing) ? authority::read_file(drawing.string()) : std::string{}, problems);
  return problems;
}

int run(authority::CommandRun const& run) {
  return authority::look_into_folders(
      run, [](std::string const& folder) { return authority::Looked{.problems = problems_in(folder)}; });
}

}  // namespace

authority::Command check_case() {
  using Kind = authority::Argument::Kind;
  return {.group = "check",
          .name = "case",
          .help = "the case types of service packages: deadline, statuses, checklist, results",
          .arguments = {{.name = "DIR", .help = "folders to read", .kind = Kind::list, .required = true}},
          .without_store = true,
          .run = run};
}

}  // namespace kreislauf::cases::exchange
