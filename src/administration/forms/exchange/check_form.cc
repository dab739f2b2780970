#include "administration/forms/exchange/check_form.h"

#include <fmt/format.h>

#include <filesystem>

#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/folder.h"
#include "administration/forms/exchange/other_forms.h"
#include "administration/forms/rules/compiled.h"
#include "administration/forms/rules/example.h"
#include "administration/forms/shared/refused_answers.h"

namespace kreislauf::forms::exchange {

namespace {

namespace fs = std::filesystem;
using authored::Problem;

/// Without the question `online` no town can take applications by the form (docs/services.md).
void look_for_switch(fs::path const& folder, std::vector<Problem>& problems) {
  auto const about = content(folder / "service.toml");
  if (about.find("audience = \"staff\"") != std::string::npos) return;  // where the office is, the process is
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

authority::Looked look(fs::path const& folder, i18n::Translator const& t) {
  authority::Looked looked;
  auto& problems = looked.problems;
  auto const package = read_form_folder(folder, problems);
  if (package.form == nullptr) return looked;
  auto const& form = *package.form;
  look_for_switch(folder, problems);
  look_for_amounts(folder, form.definition(), problems);
  if (not form.definition().known.empty()) check_sources(form.definition(), forms_beside(folder), problems);
  if (package.examples.empty())
    problems.push_back(
        {"tests", 0, "there is no example; add tests/NAME.toml with answers and the pages they lead to"});
  if (not problems.empty()) return looked;  // what cannot be read cannot be run
  std::set<std::size_t> reached;
  auto const refusing = [&](std::chrono::sys_days today, Question const& question, feel::Value const& value) {
    return refused_answers(t, today, question, value);
  };
  for (auto const& [name, text] : package.examples) run_example(form, text, name, problems, &reached, refusing);
  if (problems.empty()) tell_unreached(form, reached, problems);
  looked.fine = fmt::format("{} examples{}", package.examples.size(), not_translated(folder));
  return looked;
}

int run(authority::CommandRun const& run) {
  auto const t = run.house.languages.translator(i18n::Language::german);
  return authority::look_into_folders(run, [&](std::string const& folder) { return look(folder, t); });
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
