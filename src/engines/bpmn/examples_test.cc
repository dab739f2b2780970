#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engines/bpmn/story_for_tests.h"
#include "tests/support/source.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

namespace {

std::string file_text(std::filesystem::path const& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return std::move(text).str();
}

std::filesystem::path const here = kreislauf::test::source_folder() / "src/engines/bpmn";

/// Leading spaces do not count: the page may indent what it quotes differently.
std::string squeezed(std::string const& text) {
  std::istringstream in(text);
  std::string all;
  for (std::string line; std::getline(in, line);)
    if (auto const first = line.find_first_not_of(' '); first != line.npos) all += line.substr(first) + "\n";
  return all;
}

}  // namespace

TEST_CASE("the example of the handbook runs as the handbook says") {
  auto const model = model_of(file_text(here / "examples/anwohnerparken.bpmn"));
  CHECK(model.warnings.empty());
  auto const nothing = Value::list({}), missing = Value::list({Value("Fahrzeugschein")});

  Story granted(model, {{"jahre", Value(2)}, {"schwerbehindert", Value(false)}});
  granted.does("pruefen", {{"fehlende Unterlagen", nothing}});
  CHECK(granted.value("gebuehr") == "61.4");
  granted.passes("P3D");
  CHECK(granted.open() == "bewilligen nachsehen");
  granted.does("nachsehen").does("bewilligen");
  CHECK(granted.is(Status::completed));

  Story late(model, {{"jahre", Value(1)}});
  late.does("pruefen", {{"fehlende Unterlagen", missing}}).passes("P13D").hears("Nachreichung");
  CHECK(late.open() == "pruefen");
  late.does("pruefen", {{"fehlende Unterlagen", missing}}).sleeps().passes("P14D");
  CHECK(late.open() == "ablehnen");
}

TEST_CASE("what the handbook quotes stands in the tested file") {
  auto const page = file_text(here / "../../../docs/rules-process.md");
  auto const example = squeezed(file_text(here / "examples/anwohnerparken.bpmn"));
  REQUIRE_FALSE(page.empty());
  int quotes = 0;
  for (auto from = page.find("```xml\n"); from != page.npos; from = page.find("```xml\n", from + 1), ++quotes) {
    auto const to = page.find("```", from + 7);
    CHECK(example.find(squeezed(page.substr(from + 7, to - from - 7))) != std::string::npos);
  }
  CHECK(quotes >= 4);
}
