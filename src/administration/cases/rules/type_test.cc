#include "administration/cases/rules/type.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using cases::Phase;

namespace {

struct Read {
  cases::CaseType type;
  std::vector<authored::Problem> problems;
};
Read read(std::string_view text) {
  Read read;
  read.type = cases::read_type(text, "case.toml", {}, read.problems);
  return read;
}

constexpr std::string_view whole = R"(
[deadline]
length = "P3M"
law    = "§ 42a Abs. 2 VwVfG NRW"
begins = "complete"

[decision]
four_eyes = true
regime = "taxes"
remedy = "objection"

[[status]]
id = "pruefung"
name = "Wir prüfen Ihre Unterlagen"
name_en = "We are checking your documents"

[[status]]
id = "gutachten"
phase = "waiting"
name = "Wir warten auf ein Gutachten"

[[check]]
id = "lage"
text = "Die Straße liegt im Stadtgebiet."
law = "§ 18 StrWG NRW"
needed = true

[[result]]
id = "erlaubt"
name = "Erlaubt"
outcome = "granted"

[[result]]
id = "versagt"
name = "Versagt"
outcome = "refused"
hearing = true
)";

}  // namespace

TEST_CASE("a case type is read with everything that it says") {
  auto const [type, problems] = read(whole);
  REQUIRE(problems.empty());
  CHECK(type.deadline.length == deadlines::quarter);
  CHECK(type.deadline.from_complete);
  CHECK(type.four_eyes);
  CHECK(type.regime == deadlines::Regime::taxes);
  CHECK(type.remedy == deadlines::Remedy::objection);
  REQUIRE(type.status("gutachten") != nullptr);
  CHECK(type.status("gutachten")->phase == Phase::waiting);
  CHECK(type.status_in(Phase::working)->name[i18n::Language::english] == "We are checking your documents");
  CHECK(type.checks.at(0).needed);
  CHECK(type.result_of(cases::Outcome::refused)->hearing);
  CHECK(type.result("nichts") == nullptr);
}

TEST_CASE("a package that says nothing goes by the standard") {
  auto const [type, problems] = read("");
  CHECK(problems.empty());
  CHECK(type.deadline.law == "§ 75 Satz 2 VwGO");
  CHECK(type.results.size() == 2);
  CHECK_FALSE(type.four_eyes);
}

TEST_CASE("what an author writes wrongly is told with its line") {
  struct Wrong {
    std::string_view text, says;
    std::size_t line;
  };
  constexpr std::array<Wrong, 8> all{{
      {"[deadline]\nlength = \"3 Monate\"\nlaw = \"x\"\n", "P10D", 2},
      {"[deadline]\nlength = \"P3M\"\n", "\"law\"", 1},
      {"[deadline]\nlength = \"P3M\"\nlaw = \"x\"\nbegins = \"complete\"\nstops = \"y\"\n", "begins anew", 5},
      {"[[check]]\nid = \"A b\"\ntext = \"x\"\nlaw = \"y\"\n", "a-z", 1},
      {"[[check]]\nid = \"a\"\ntext = \"x\"\n", "\"law\"", 1},
      {"[[result]]\nid = \"a\"\nname = \"x\"\noutcome = \"gut\"\n", "granted", 4},
      {"[[status]]\nid = \"a\"\nname = \"x\"\n[[status]]\nid = \"a\"\nname = \"y\"\n", "twice", 4},
      {"[decision]\nfoureyes = true\n", "foureyes", 2},
  }};
  for (auto const& one : all) {
    CAPTURE(one.text);
    auto const problems = read(one.text).problems;
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().message.find(one.says) != std::string::npos);
    CHECK(problems.front().line == one.line);
  }
}

TEST_CASE("an id of a choice that no button can carry is told with the line of the choice") {
  auto const task = [](std::string const& id) {
    return "[[task]]\nid = \"pruefen\"\nlaw = \"§ 1\"\nanswer = \"weg\"\n[[task.choice]]\nid = \"" + id +
           "\"\nname = \"An die Technik\"\n";
  };
  auto const told = [&](std::string const& id) {
    std::vector<std::size_t> lines;
    for (auto const& one : read(task(id)).problems) {
      if (one.message.find("\"id\" may hold a-z, digits, - and _ only") != std::string::npos) lines.push_back(one.line);
    }
    return lines;
  };
  for (std::string const wrong : {"An die Technik", "technik&amt", "Technik", "täglich"}) {
    CAPTURE(wrong);
    CHECK(told(wrong) == std::vector<std::size_t>{5});
  }
  CHECK(told("an-die_technik2").empty());
}
