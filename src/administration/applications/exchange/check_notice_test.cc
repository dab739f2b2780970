#include "administration/applications/exchange/check_notice.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "tests/support/source.h"
#include "tests/support/store.h"

using namespace kreislauf;
using applications::exchange::look_at_notice;

namespace {

constexpr std::string_view form = R"([form]
kept_days = 30
kept_law  = "§ 1"

[page.stand]
title = "Ihr Stand"
law   = "§ 1"

[[page.stand.field]]
name  = "stelle"
kind  = "text"
label = "Wo?"

[[page.stand.field]]
name     = "breite"
kind     = "number"
label    = "Wie breit?"
least    = 1
most     = 9
optional = true
)";
constexpr std::string_view whole = "title = \"a\"\npages = [\"stand\"]\n[answers]\nstelle = \"Markt\"\nbreite = 3\n";
constexpr std::string_view narrow = "title = \"b\"\npages = [\"stand\"]\n[answers]\nstelle = \"Markt\"\n";
constexpr std::string_view unsent = "title = \"c\"\npages = [\"stand\"]\nmissing = [\"stelle\"]\n[answers]\n";

struct Package {
  test::TemporaryFolder const temporary;
  std::filesystem::path const base = temporary.path();

  Package() {
    std::filesystem::create_directories(base / "tests");
    put("form.toml", form);
    put("tests/whole.toml", whole);
  }
  void put(std::string const& name, std::string_view text) const {
    std::ofstream{base / name, std::ios::binary} << text;
  }
  /// `notice.de.md:1: ...` of each problem, or how much was tried.
  std::string tell(std::string_view notice) const {
    put("notice.de.md", notice);
    auto const looked = look_at_notice(base, false);
    std::string all;
    for (auto const& one : looked.problems)
      all += one.file + ":" + std::to_string(one.line) + ": " + one.message + "\n";
    return all.empty() ? looked.fine : all;
  }
};

/// The form of these tests asks nobody where he lives.
std::string const unsendable = "; no example has a whole address: by post it cannot leave (\"letters\" in [form])";

bool begins(std::string const& text, std::string_view with) { return text.starts_with(with); }

}  // namespace

TEST_CASE_FIXTURE(Package, "a notice is tried with each example that can be sent, once for each result") {
  put("tests/unsent.toml", unsent);
  CHECK(tell("Am {{ antrag.eingang }}: {{ stelle }}.") ==
        "1 example with 2 results; 1 example that nobody can send" + unsendable);
  put("tests/narrow.toml", narrow);
  CHECK(tell("{{ stelle }}{{ if breite != null }}, {{ breite }} m{{ end }}") ==
        "2 examples with 2 results; 1 example that nobody can send" + unsendable);
  CHECK(tell("{{ stelle }}{{ if breite = 99 }}, breit{{ end }}\n{{ if breite = null }}A{{ end }}")
            .find("; no example fulfils the condition in line 1;") != std::string::npos);
}

TEST_CASE_FIXTURE(Package, "a hole that one example leaves empty is told with its line, once") {
  put("tests/narrow.toml", narrow);
  auto const told = tell("{{ stelle }}\n{{ breite }} m\n");
  CHECK(begins(told, "notice.de.md:2: {{ breite }} is empty with tests/narrow.toml"));
  CHECK(std::count(told.begin(), told.end(), '\n') == 1);
  // What is granted needs no reason: a text that wants one could never be issued.
  CHECK(begins(tell("{{ stelle }}: {{ entscheidung.begruendung }}"), "notice.de.md:1: {{ entscheidung.begruendung }}"));
}

TEST_CASE_FIXTURE(Package, "results about which nothing is written, wrong names and files that are missing are told") {
  CHECK(begins(tell("{{ if entscheidung.ergebnis = \"granted\" }}Ja, {{ stelle }}.{{ end }}"),
               "notice.de.md:0: nothing is written where the result is"));
  CHECK(begins(tell("a\n{{ ort }}"), "notice.de.md:2: \"ort\""));
  CHECK(begins(tell(""), "notice.de.md:0: the file is missing"));
  put("tests/whole.toml", unsent);
  CHECK(begins(tell("{{ stelle }}"), "tests:0: no example can be sent"));
}

TEST_CASE_FIXTURE(Package, "a notice reads what the town has set: it is tried with and without an answer") {
  put("service.toml",
      "[[town]]\nid = \"preis-je-tag\"\nlabel = \"Preis\"\nlabel_en = \"Price\"\nask = \"Was kostet es?\"\n");
  CHECK(
      begins(tell("{{ stelle }}: {{ satzung.preis_je_tag }}"), "notice.de.md:1: {{ satzung.preis_je_tag }} is empty"));
  CHECK(begins(tell("{{ stelle }}{{ if satzung.preis_je_tag != null }}: {{ satzung.preis_je_tag }}{{ end }}"),
               "1 example with 2 results; no example has a whole address"));
  CHECK(begins(tell("{{ stelle }}\n{{ if satzung.preis_am_tag != null }}: {{ satzung.preis_am_tag }}{{ end }}"),
               "notice.de.md:2: \"satzung.preis_am_tag\": no [[town]] of service.toml has such an id"));
}

TEST_CASE_FIXTURE(Package, "a drawing reads what somebody answers, and comes to its decision with each example") {
  auto const drawn = [&](std::string_view flows) {
    put("process.bpmn",
        fmt::format(R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
  <process id="p" isExecutable="true">
    <startEvent id="s"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="x"/>
    <exclusiveGateway id="x" default="f3"/>
    <sequenceFlow id="f2" sourceRef="x" targetRef="{}"><conditionExpression>breite = 3</conditionExpression></sequenceFlow>
    <sequenceFlow id="f3" sourceRef="x" targetRef="y"/>
    {}
    <userTask id="entscheiden" name="Entscheiden"/>
  </process>
</definitions>)",
                    flows,
                    flows == "y"
                        ? R"(<exclusiveGateway id="y"/><sequenceFlow id="f4" sourceRef="y" targetRef="entscheiden"/>)"
                        : R"(<parallelGateway id="y"/><sequenceFlow id="f4" sourceRef="y" targetRef="entscheiden"/>
       <manualTask id="z"/><sequenceFlow id="f5" sourceRef="z" targetRef="y"/>)"));
  };
  drawn("y");
  CHECK(begins(tell("{{ stelle }}"), "1 example"));
  // Two flows, of which only one is ever taken, meet before a gateway that waits for both.
  drawn("z");
  CHECK(begins(tell("{{ stelle }}"), "process.bpmn:0: with tests/whole.toml it never comes to the decision: \"y\""));
  drawn("y");
  put("form.toml", std::string{form}.replace(form.find("breite"), 6, "weite "));
  put("tests/whole.toml", "title = \"a\"\npages = [\"stand\"]\n[answers]\nstelle = \"Markt\"\n");
  CHECK(tell("{{ stelle }}").find("process.bpmn:6: a condition reads \"breite\"") != std::string::npos);
}

TEST_CASE("every package of ours has a text for each of its results, with each of its examples") {
  std::size_t tried = 0;
  for (auto const& entry : std::filesystem::directory_iterator{test::source_folder() / "services"}) {
    if (not std::filesystem::exists(entry.path() / "case.toml")) continue;
    CAPTURE(entry.path().string());
    auto const looked = look_at_notice(entry.path(), false);
    for (auto const& one : looked.problems) MESSAGE(one.file, ":", one.line, ": ", one.message);
    CHECK(looked.problems.empty());
    CHECK(looked.fine.find("no example fulfils") == std::string::npos);
    ++tried;
  }
  CHECK(tried >= 12);
}
