#include "administration/applications/exchange/check_notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "administration/applications/shared/notice_document.h"
#include "base/text.h"

namespace kreislauf::applications::exchange {

namespace {

namespace fs = std::filesystem;
using authored::Problem;

constexpr std::string_view file = "notice.de.md";
constexpr std::string_view some_reason = "Hier steht, was den Ausschlag gegeben hat.";

std::string content(fs::path const& path) {
  return fs::exists(path) ? authority::read_file(path.string()) : std::string{};
}

cases::CaseType type_in(fs::path const& folder, std::vector<Problem>& problems) {
  auto const text = content(folder / "case.toml");
  auto type = text.empty() ? cases::standard_type() : cases::read_type(text, "case.toml", problems);
  type.notice = content(folder / file);
  return type;
}

/// As the examples of forms that name no day (docs/services.md).
constexpr auto day = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};

feel::Environment on_that_day() {
  feel::Environment environment;
  environment.now.local_second = std::chrono::sys_seconds{day}.time_since_epoch().count() + 12 * 3600;
  return environment;
}

/// Fills the template with one example after the other and remembers what was told.
class Trial {
 public:
  Trial(forms::CompiledForm const& form, cases::CaseType const& type, std::vector<Problem>& problems)
      : form_{form},
        type_{type},
        problems_{problems},
        names_{notices::names_of(form.names())},
        template_{notices::Template::compile(type.notice, file, names_, problems)} {}

  void run(std::string const& example, forms::Outcome const& outcome, bool show) {
    for (auto const& result : type_.results) fill(example, {.answers = outcome.answers}, result, show);
  }

 private:
  void fill(std::string const& example, forms::Entered const& entered, cases::Result const& result, bool show) {
    auto const environment = on_that_day();
    // Who refuses says why (§ 39 (1) VwVfG); what is granted needs no reason (§ 39 (2) no. 1).
    auto const values = notice_values(german_, form_, names_, entered,
                                      {.number = "2026-000001",
                                       .service = type_.service.empty() ? "Dieser Dienst" : type_.service,
                                       .result = std::string{name_of(result.outcome)},
                                       .reason = std::string{is_adverse(result.outcome) ? some_reason : ""},
                                       .arrived = day},
                                      environment);
    auto const text = template_.fill(values, environment);
    if (not text) return tell_empty(example, result, text.error());
    if (text::trimmed(*text).empty()) tell_nothing(result);
    if (show) fmt::print("--- {}, {}\n{}\n\n", example, result.id, text::trimmed(*text));
  }

  void tell_empty(std::string const& example, cases::Result const& result, std::vector<std::string> const& holes) {
    for (auto const& hole : holes) {
      if (not told_.insert(hole).second) continue;
      problems_.push_back(
          {std::string{file}, line_of(hole),
           fmt::format("{{{{ {0} }}}} is empty with {1} and the result {2}, and no notice could be issued; write it "
                       "inside of a condition: {{{{ if {0} != null }}}} ... {{{{ end }}}}",
                       hole, example, result.id)});
    }
  }

  void tell_nothing(cases::Result const& result) {
    if (not told_.insert(result.id + ": nothing").second) return;
    problems_.push_back({std::string{file}, 0,
                         fmt::format("nothing is written where the result is {0} (entscheidung.ergebnis = \"{1}\")",
                                     result.id, name_of(result.outcome))});
  }

  std::size_t line_of(std::string const& hole) const {
    auto const& all = type_.notice;
    auto const at = std::min(all.find("{{ " + hole), all.find("{{" + hole));
    if (at == std::string::npos) return 0;
    return 1 + static_cast<std::size_t>(std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  forms::CompiledForm const& form_;
  cases::CaseType const& type_;
  std::vector<Problem>& problems_;
  feel::Names names_;
  notices::Template template_;
  i18n::Translator german_{i18n::Language::german, nullptr};
  std::set<std::string> told_ = {};
};

int run(authority::CommandRun const& run) {
  bool const show = run.arguments.flag("--show") and not run.json;
  return authority::look_into_folders(run, [&](std::string const& folder) { return look_at_notice(folder, show); });
}

}  // namespace

authority::Looked look_at_notice(fs::path const& folder, bool show) {
  authority::Looked looked;
  auto& problems = looked.problems;
  auto const type = type_in(folder, problems);
  if (type.notice.empty())
    problems.push_back({std::string{file}, 0,
                        "the file is missing or empty; without it notices have the standard text (docs/services.md)"});
  auto const package = forms::exchange::read_form_folder(folder, problems);
  if (not problems.empty()) return looked;
  Trial trial{*package.form, type, problems};
  std::size_t tried = 0;
  for (auto const& [name, text] : package.examples) {
    auto const outcome = outcome_of_example(*package.form, text, name, problems);
    if (not problems.empty()) return looked;   // what cannot be read cannot be run
    if (not outcome.faults.empty()) continue;  // nobody can send this
    trial.run(name, outcome, show);
    ++tried;
  }
  if (tried == 0 and problems.empty())
    problems.push_back({"tests", 0, "no example can be sent as it is; add one that misses nothing, to try the text"});
  looked.fine = fmt::format("{} {} with {} results", tried, tried == 1 ? "example" : "examples", type.results.size());
  return looked;
}

authority::Command check_notice() {
  using Kind = authority::Argument::Kind;
  return {.group = "check",
          .name = "notice",
          .help = "the text of notices of service packages, filled with the examples of their forms",
          .arguments = {{.name = "DIR", .help = "folders to read", .kind = Kind::list, .required = true},
                        {.name = "--show", .help = "print each text that comes out", .kind = Kind::flag}},
          .without_store = true,
          .run = run};
}

}  // namespace kreislauf::applications::exchange
