#include "administration/applications/exchange/check_notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "administration/applications/exchange/check_process.h"
#include "administration/applications/shared/automatic.h"
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
  auto const text = content(folder / "case.toml"), drawing = content(folder / "process.bpmn");
  bool const standard = text.empty() and drawing.empty();
  auto type = standard ? cases::standard_type() : cases::read_type(text, "case.toml", drawing, problems);
  type.notice = content(folder / file);
  return type;
}

std::chrono::sys_days day_of(feel::Environment const& environment) {
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{environment.now.local_second}});
}

/// What the package asks of each town.
std::vector<std::string> questions_in(std::string const& facts) {
  std::vector<std::string> ids;
  // What is wrong with them is told by `check service`.
  for (auto const& one : catalog::read_package({.slug = "dienst", .facts = facts, .texts = {}}).service.town_questions)
    ids.push_back(one.id);
  return ids;
}

/// Fills the template with one example after the other and remembers what was told.
class Trial {
 public:
  Trial(forms::CompiledForm const& form, cases::CaseType const& type, std::vector<std::string> questions,
        std::vector<Problem>& problems)
      : form_{form},
        type_{type},
        questions_{std::move(questions)},
        problems_{problems},
        names_{notices::names_of(form.names())},
        template_{notices::Template::compile(type.notice, file, names_, problems)} {}

  void run(std::string const& example, forms::ExampleRun const& run, bool show) {
    for (auto const& result : type_.results) {
      fill(example, run, result, show, Town::silent);
      if (not questions_.empty()) fill(example, run, result, show, Town::answers);
    }
    if (type_.automatic.wanted()) automatic_ += try_rules(run) ? 1 : 0;
  }
  /// How many examples a programme would decide.
  std::size_t automatic() const { return automatic_; }
  /// Conditions that no example has fulfilled: what stands behind them nobody has read.
  std::vector<std::size_t> unreached() const {
    std::vector<std::size_t> lines;
    for (auto const line : template_.conditions()) {
      if (not reached_.contains(line)) lines.push_back(line);
    }
    return lines;
  }

 private:
  /// No town must have answered, and each may.
  enum class Town : std::uint8_t { silent, answers };

  void fill(std::string const& example, forms::ExampleRun const& run, cases::Result const& result, bool show,
            Town town) {
    auto const& environment = run.environment;
    auto const values = values_for(run, &result, town);
    auto const text = template_.fill(values, environment, &reached_);
    if (not text) return tell_empty(example, result, text.error());
    if (text::trimmed(*text).empty()) tell_nothing(result);
    if (show and reads_town() == (town == Town::answers))
      fmt::print("--- {}, {}\n{}\n\n", example, result.id, text::trimmed(*text));
  }

  bool reads_town() const { return type_.notice.find("satzung.") != std::string::npos and not questions_.empty(); }

  std::map<std::string, std::string, std::less<>> said(Town town) const {
    std::map<std::string, std::string, std::less<>> all;
    if (town == Town::silent) return all;
    for (auto const& one : questions_) all.emplace(one, fmt::format("(so sagt es die Stadt: {})", one));
    return all;
  }

  notices::Template::Values values_for(forms::ExampleRun const& run, cases::Result const* result, Town town) const {
    bool const asks_fee = form_.fee() != nullptr or form_.definition().terms.fee.price;
    bool const adverse = result != nullptr and is_adverse(result->outcome);
    // Who refuses says why (§ 39 (1) VwVfG); what is granted needs no reason (§ 39 (2) no. 1).
    return notice_values(german_, form_, names_, {.answers = run.outcome.answers},
                         {.number = "2026-000001",
                          .service = type_.service.empty() ? "Dieser Dienst" : type_.service,
                          .outcome = result == nullptr ? std::string{} : std::string{name_of(result->outcome)},
                          .result = result == nullptr ? std::string{} : result->id,
                          .name = result == nullptr ? std::string{} : result->name,
                          .reason = std::string{adverse ? some_reason : ""},
                          .arrived = day_of(run.environment),
                          .fee = asks_fee ? "20 Euro" : "",
                          .paid = asks_fee ? std::optional{true} : std::nullopt,
                          .town = said(town)},
                         run.environment);
  }

  /// Would a programme decide this one?
  bool try_rules(forms::ExampleRun const& run) {
    auto const values = values_for(run, nullptr, Town::silent);
    bool all = true;
    for (auto const& rule : type_.automatic.rules) {
      std::string wrong;
      all = holds(rule.that, names_, values.context, run.environment, &wrong) and all;
      if (not wrong.empty() and told_.insert(rule.that).second)
        problems_.push_back({"case.toml", rule.line, fmt::format("\"{}\": {}", rule.that, wrong)});
    }
    return all;
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
  std::vector<std::string> questions_;
  std::vector<Problem>& problems_;
  feel::Names names_;
  notices::Template template_;
  i18n::Translator german_{i18n::Language::german, nullptr};
  std::set<std::string> told_ = {};
  std::set<std::size_t> reached_ = {};
  std::size_t automatic_ = 0;
};

int run(authority::CommandRun const& run) {
  bool const show = run.arguments.flag("--show") and not run.json;
  return authority::look_into_folders(run, [&](std::string const& folder) { return look_at_notice(folder, show); });
}

}  // namespace

namespace {

/// What an author should know that is no mistake.
std::string remarks(Trial const& trial, std::size_t unsent, bool addressed, bool wants_programme) {
  std::string all;
  if (unsent > 0) all += fmt::format("; {} {} that nobody can send", unsent, unsent == 1 ? "example" : "examples");
  if (auto const lines = trial.unreached(); not lines.empty())
    all += fmt::format("; no example fulfils the {} in line {}", lines.size() == 1 ? "condition" : "conditions",
                       fmt::join(lines, ", "));
  if (wants_programme) all += fmt::format("; a programme decides {}", trial.automatic());
  if (not addressed) all += "; no example has a whole address: by post it cannot leave (\"letters\" in [form])";
  return all;
}

/// Tries all examples; what comes out is told, or stands in `fine`.
void try_examples(authority::Looked& looked, forms::exchange::FormFolder const& package, cases::CaseType const& type,
                  std::vector<std::string> const& questions, bool show) {
  auto& problems = looked.problems;
  Trial trial{*package.form, type, questions, problems};
  std::size_t tried = 0, unsent = 0;
  bool addressed = false;
  for (auto const& [name, text] : package.examples) {
    auto const run = outcome_of_example(*package.form, text, name, problems);
    if (not problems.empty()) return;  // what cannot be read cannot be run
    if (not run.outcome.faults.empty()) {
      ++unsent;
      continue;
    }
    trial.run(name, run, show);
    constexpr std::size_t whole = 3;
    auto const lines = recipient_of(*package.form, package.form->definition(), {.answers = run.outcome.answers});
    addressed = addressed or lines.size() >= whole;
    ++tried;
  }
  if (tried == 0 and problems.empty())
    problems.push_back({"tests", 0, "no example can be sent as it is; add one that misses nothing, to try the text"});
  looked.fine = fmt::format("{} {} with {} results{}", tried, tried == 1 ? "example" : "examples", type.results.size(),
                            remarks(trial, unsent, addressed, type.automatic.wanted()));
}

}  // namespace

authority::Looked look_at_notice(fs::path const& folder, bool show) {
  authority::Looked looked;
  auto& problems = looked.problems;
  auto const type = type_in(folder, problems);
  auto const package = forms::exchange::read_form_folder(folder, problems);
  try_process(type, package, problems);
  if (not type.notices and problems.empty()) {
    looked.fine = "it ends without a letter";
    return looked;
  }
  if (type.notice.empty())
    problems.push_back({std::string{file}, 0,
                        "the file is missing or empty; without it notices have the standard text; one that ends "
                        "without a letter says [decision] notice = false in case.toml (docs/services.md)"});
  auto const questions = questions_in(content(folder / "service.toml"));
  for (auto& one : notices::unasked_of_town(type.notice, file, questions)) problems.push_back(std::move(one));
  if (problems.empty()) try_examples(looked, package, type, questions, show);
  return looked;
}

std::vector<Problem> problems_in_notice(catalog::PackageFiles const& package) {
  std::vector<Problem> problems, of_the_form;
  auto const text = package.more.find(std::string{file});
  auto const form = forms::Library::compile(package, of_the_form);  // that has an examiner of its own
  if (text == package.more.end() or form == nullptr or not of_the_form.empty()) return problems;
  notices::Template::compile(text->second, file, notices::names_of(form->names()), problems);
  for (auto& one : notices::unasked_of_town(text->second, file, questions_in(package.facts)))
    problems.push_back(std::move(one));
  return problems;
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
