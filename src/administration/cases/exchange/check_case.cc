#include "administration/cases/exchange/check_case.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "administration/cases/rules/type.h"

namespace kreislauf::cases::exchange {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string content(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<authored::Problem> problems_in(fs::path const& folder) {
  std::vector<authored::Problem> problems;
  auto const path = folder / "case.toml";
  if (not fs::exists(path))
    problems.push_back({"case.toml", 0, "the file is missing; without it cases go by the standard (docs/services.md)"});
  else
    read_type(content(path), "case.toml", problems);
  return problems;
}

int run(authority::CommandRun const& run) {
  std::size_t good = 0, bad = 0;
  json::array all;
  for (auto const& folder : run.arguments.list("DIR")) {
    auto const problems = problems_in(folder);
    problems.empty() ? ++good : ++bad;
    for (auto const& one : problems) {
      auto const file = (fs::path{folder} / one.file).string();
      all.push_back({{"file", file}, {"line", one.line}, {"message", one.message}});
      if (not run.json) fmt::print("{}{}: {}\n", file, one.line == 0 ? "" : fmt::format(":{}", one.line), one.message);
    }
    if (problems.empty() and not run.json) fmt::print("{}: fine\n", folder);
  }
  if (run.json)
    fmt::print("{}\n", json::serialize(json::object{{"passed", good}, {"failed", bad}, {"problems", all}}));
  else
    fmt::print("{} passed, {} failed\n", good, bad);
  return bad == 0 ? authority::exit_fine : authority::exit_rejected;
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
