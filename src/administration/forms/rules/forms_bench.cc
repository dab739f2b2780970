#include <fmt/format.h>

#include <ctime>

#include "administration/forms/rules/compiled.h"
#include "administration/forms/rules/definition.h"

// What it costs to check a whole submission on the server, in CPU time: `forms_bench` prints a line for each size.
using namespace kreislauf;
using namespace kreislauf::forms;

namespace {

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// Ten questions a page; of ten questions three have a condition and one a check.
std::string form_of(int questions) {
  std::string toml = "[form]\nkept_days = 1\nkept_law = \"§ 1\"\n";
  for (int i = 0; i < questions; ++i) {
    if (i % 10 == 0) toml += fmt::format("[page.p{}]\ntitle = \"Seite\"\nlaw = \"§ 1\"\n", i / 10);
    auto const kind = i % 3 == 0 ? "number" : i % 3 == 1 ? "text" : "yesno";
    toml += fmt::format("[[page.p{}.field]]\nname = \"f{}\"\nkind = \"{}\"\nlabel = \"Frage\"\n", i / 10, i, kind);
    if (i % 10 == 4) toml += fmt::format("when = \"f{} > 3 and f{} < 100\"\n", i / 3 * 3 - 3, i / 3 * 3 - 3);
    if (i % 10 == 6) toml += "when = \"f0 = 5 or f1 = \\\"nein\\\"\"\n";
    if (i % 10 == 8) toml += fmt::format("when = \"f{} != null\"\n", i - 1);
    if (i % 10 == 9) toml += fmt::format("check = [{{ that = \"f{} != null\", else = \"Fehlt.\" }}]\n", i);
  }
  return toml;
}

Answers answers_of(CompiledForm const& form, int questions) {
  Answers answers(form.names().size());
  for (int i = 0; i < questions; ++i) {
    if (i % 3 == 0) answers[static_cast<std::size_t>(i)] = 5;
    if (i % 3 == 1) answers[static_cast<std::size_t>(i)] = "eine Antwort von gewöhnlicher Länge";
    if (i % 3 == 2) answers[static_cast<std::size_t>(i)] = true;
  }
  return answers;
}

}  // namespace

int main() {
  for (int const questions : {100, 700}) {
    std::vector<authored::Problem> problems;
    FormFiles const files{.form = form_of(questions), .translations = {}};
    auto const form = CompiledForm::compile(read_definition(files, {}, problems), problems);
    for (auto const& one : problems) fmt::print("{}:{}: {}\n", one.file, one.line, one.message);
    if (not problems.empty()) return 1;
    auto const answers = answers_of(*form, questions);
    std::size_t rounds = 0, faults = 0;
    auto const begin = cpu_seconds();
    while (cpu_seconds() - begin < 1) {
      for (int i = 0; i < 20; ++i, ++rounds) faults += form->run(answers, {}).faults.size();
    }
    auto const micro = (cpu_seconds() - begin) * 1e6 / static_cast<double>(rounds);
    fmt::print("{{\"questions\":{},\"conditions_and_checks\":{},\"microseconds\":{:.1f},\"faults\":{}}}\n", questions,
               questions * 4 / 10, micro, faults / rounds);
  }
  return 0;
}
