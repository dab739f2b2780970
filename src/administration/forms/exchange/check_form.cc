#include "administration/forms/exchange/check_form.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>

#include "administration/forms/exchange/files.h"
#include "administration/forms/rules/compiled.h"
#include "administration/forms/rules/example.h"

namespace kreislauf::forms::exchange {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using authored::Problem;

/// Without the question `online` no town can take applications by the form (docs/services.md).
void look_for_switch(fs::path const& folder, std::vector<Problem>& problems) {
  auto const about = content(folder / "service.toml");
  if (not about.empty() and about.find("id = \"online\"") == std::string::npos)
    problems.push_back(
        {"service.toml", 0,
         "no town can switch the form on: add [[town]] with id = \"online\" (docs/services.md shows it)"});
}

/// Amounts that the town sets are asked of it by questions of the package.
void look_for_amounts(fs::path const& folder, Definition const& form, std::vector<Problem>& problems) {
  auto const about = content(folder / "service.toml");
  for (auto const& one : form.terms.fee.town) {
    if (about.empty() or about.find(fmt::format("id = \"{}\"", one)) != std::string::npos) continue;
    problems.push_back({"form.toml", form.terms.fee.line,
                        fmt::format("\"town_amounts\": no [[town]] of service.toml has id = \"{}\"", one)});
  }
}

/// Languages of the portal into which nobody has put the form; residents read it in German then.
std::string not_translated(fs::path const& folder) {
  std::string all;
  for (auto const language : i18n::all_languages) {
    bool const there =
        language == i18n::Language::german or fs::exists(folder / fmt::format("form.{}.toml", i18n::code(language)));
    if (not there) all += fmt::format("{}{}", all.empty() ? "; in German only for " : ", ", i18n::code(language));
  }
  return all;
}

/// How many examples there were.
std::size_t check(fs::path const& folder, std::vector<Problem>& problems) {
  auto const blocks = read_blocks(block_files(), problems);
  auto const files = files_of(folder);
  if (files.form.empty()) {
    problems.push_back({"form.toml", 0, "the file is missing or empty"});
    return 0;
  }
  auto const form = CompiledForm::compile(read_definition(files, blocks, problems), problems);
  look_for_switch(folder, problems);
  look_for_amounts(folder, form->definition(), problems);
  auto const examples = files_in(folder / "tests", ".toml");
  if (examples.empty())
    problems.push_back(
        {"tests", 0, "there is no example; add tests/NAME.toml with answers and the pages they lead to"});
  if (not problems.empty()) return examples.size();  // what cannot be read cannot be run
  std::set<std::size_t> reached;
  for (auto const& one : examples)
    run_example(*form, content(one), "tests/" + one.filename().string(), problems, &reached);
  if (problems.empty()) tell_unreached(*form, reached, problems);
  return examples.size();
}

int run(authority::CommandRun const& run) {
  std::size_t good = 0, bad = 0;
  json::array all;
  for (auto const& folder : run.arguments.list("DIR")) {
    std::vector<Problem> problems;
    auto const examples = check(folder, problems);
    for (auto const& one : problems) {
      auto const file = (fs::path{folder} / one.file).string();
      all.push_back({{"file", file}, {"line", one.line}, {"message", one.message}});
      if (not run.json) fmt::print("{}{}: {}\n", file, one.line == 0 ? "" : fmt::format(":{}", one.line), one.message);
    }
    problems.empty() ? ++good : ++bad;
    if (problems.empty() and not run.json)
      fmt::print("{}: fine ({} examples{})\n", folder, examples, not_translated(folder));
  }
  if (run.json)
    fmt::print("{}\n", json::serialize(json::object{{"passed", good}, {"failed", bad}, {"problems", all}}));
  else
    fmt::print("{} passed, {} failed\n", good, bad);
  return bad == 0 ? authority::exit_fine : authority::exit_rejected;
}

}  // namespace

authority::Command check_form() {
  using Kind = authority::Argument::Kind;
  return {.group = "check",
          .name = "form",
          .help = "the forms of service packages: names, conditions, translations, examples",
          .arguments = {{.name = "DIR", .help = "folders to read", .kind = Kind::list, .required = true}},
          .without_store = true,
          .run = run};
}

}  // namespace kreislauf::forms::exchange
