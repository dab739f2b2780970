#include <doctest/doctest.h>

#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/folder.h"
#include "administration/forms/shared/refused_answers.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::forms;

namespace {

/// An example of "Sperrmüll abholen" with one thing changed, and what is told of it.
std::string told(std::string const& from, std::string const& to, std::string const& more = {}) {
  std::vector<authored::Problem> problems;
  auto const package = exchange::read_form_folder(test::source_folder() / "services/sperrmuell-abholen", problems);
  std::string example = "title = \"x\"\n" + more +
                        "pages = [\"adresse\", \"dinge\", \"kontakt\"]\n[answers]\n"
                        "abholort = { strasse = \"Markt\", hausnummer = \"1\", plz = \"48712\", ort = \"Gescher\" }\n"
                        "dinge = [{ art = \"sofa\", anzahl = 1 }]\nelektro = false\n"
                        "person = { vorname = \"Erika\", nachname = \"Mustermann\" }\n"
                        "kontakt = { mail = \"erika@example.org\" }\n";
  if (not from.empty()) example.replace(example.find(from), from.size(), to);
  i18n::Translator const t{i18n::Language::german, nullptr};
  run_example(*package.form, example, "tests/a.toml", problems, nullptr,
              [&](std::chrono::sys_days today, Question const& question, feel::Value const& value) {
                return refused_answers(t, today, question, value);
              });
  std::string all;
  for (auto const& one : problems) all += std::to_string(one.line) + ": " + one.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("an example shows nothing that nobody could send, unless it says so") {
  CHECK(told("", "") == "");
  CHECK(told("anzahl = 1", "anzahl = 999").find("5: \"dinge[1].anzahl\": nobody can send this") != std::string::npos);
  CHECK(told("anzahl = 1", "anzahl = 999", "refused = [\"dinge[1].anzahl\"]\nwrong = [\"dinge\"]\n") == "");
  CHECK(told("", "", "refused = [\"elektro\"]\n").find("\"refused\": the form takes \"elektro\"") != std::string::npos);
  CHECK(told("\"sofa\"", "\"soffa\"").find("it has no answer \"soffa\"; did you mean \"sofa\"?") != std::string::npos);
  CHECK(told("erika@example.org", "erika").find("\"kontakt.mail\": nobody can send this: the page says") !=
        std::string::npos);
  CHECK(told("anzahl = 1", "anzahl = \"1\"").find("write it as a whole number") != std::string::npos);
  CHECK(told("\"1\", plz", "\"1\", zimmer = \"2\", plz").find("\"abholort.zimmer\"") != std::string::npos);
  CHECK(told("elektro = false", "elektro = false\ngeraete = [{ geraet = \"Herd\", zahl = 1 }]")
            .find("nobody is asked for this") != std::string::npos);
}
