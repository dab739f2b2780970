#include "administration/processes/rules/process.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "administration/processes/rules/rehearsal.h"

using namespace kreislauf;
using processes::TaskRule;

namespace {

std::string drawn(std::string_view inside) {
  return fmt::format(R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
  <message id="m" name="nachgereicht"/>
  <message id="f" name="telefon"/>
  <process id="p" isExecutable="true">
    <startEvent id="s"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="x"/>
{}
    <sequenceFlow id="f2" sourceRef="x" targetRef="entscheiden"/>
    <userTask id="entscheiden" name="Entscheiden"/>
    <sequenceFlow id="f3" sourceRef="entscheiden" targetRef="e"/>
    <endEvent id="e"/>
  </process>
</definitions>)",
                     inside);
}

struct Read {
  std::shared_ptr<processes::Process const> process;
  std::vector<authored::Problem> problems;

  bool tells(std::string_view text, std::size_t line = 0) const {
    return std::any_of(problems.begin(), problems.end(), [&](authored::Problem const& one) {
      return one.message.find(text) != std::string::npos and (line == 0 or one.line == line);
    });
  }
};

Read read(std::string const& xml, std::vector<TaskRule> tasks = {}) {
  Read all;
  all.process = processes::read_process(xml, std::move(tasks), "case.toml", all.problems);
  return all;
}

}  // namespace

TEST_CASE("a drawing that the house can run is read with its tasks and the answers that it needs") {
  auto const all = read(drawn(R"(<exclusiveGateway id="x" default="f2"/>
    <sequenceFlow id="f4" sourceRef="x" targetRef="t"><conditionExpression>menge > 3 and art = "gross"</conditionExpression></sequenceFlow>
    <userTask id="t" name="Messen"/>
    <sequenceFlow id="f5" sourceRef="t" targetRef="e"/>)"),
                        {{.id = "t", .law = "§ 1", .answer = "art", .choices = {{"gross", "Groß"}}}});
  CHECK(all.problems.empty());
  REQUIRE(all.process != nullptr);
  REQUIRE(all.process->facts.size() == 1);
  CHECK(all.process->facts.front().name == "menge");
  CHECK(all.process->facts.front().line == 8);
  CHECK(all.process->name_of("t") == "Messen");
}

TEST_CASE("what nobody here would answer is refused with its line") {
  CHECK(read(drawn("<userTask id='x' name='Messen'/>")).tells("by which law", 7));
  CHECK(read(drawn("<userTask id='x'/>"), {{.id = "x", .law = "§ 1"}}).tells("no name", 7));
  CHECK(read(drawn("<serviceTask id='x' name='Rufen' implementation='telefon'/>")).tells("does nothing here", 7));
  CHECK(read(drawn("<serviceTask id='x' name='Rufen' implementation='resubmit:bald'/>")).tells("does nothing here"));
  CHECK(read(drawn("<sendTask id='x' name='Senden'/>")).tells("not done here"));
  CHECK(read(drawn("<intermediateCatchEvent id='x'><messageEventDefinition messageRef='f'/></intermediateCatchEvent>"))
            .tells("never comes"));
  CHECK(read(drawn("<intermediateCatchEvent id='x'><messageEventDefinition messageRef='m'/></intermediateCatchEvent>"))
            .problems.empty());
  CHECK(read(drawn("<userTask id='x' name='Messen'/>"),
             {{.id = "x", .law = "§"}, {.id = "entscheide", .law = "§", .line = 9}})
            .tells("did you mean \"entscheiden\"?", 9));
  CHECK(read("<definitions").process == nullptr);
  CHECK(read("<definitions").problems.size() == 1);
}

TEST_CASE("a drawing without decision, or with another beginning, is refused") {
  constexpr std::string_view other =
      R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
  <process id="p" isExecutable="true">
    <startEvent id="s"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></startEvent>
    <sequenceFlow id="f1" sourceRef="s" targetRef="e"/>
    <endEvent id="e"/>
  </process>
</definitions>)";
  auto const all = read(std::string{other});
  CHECK(all.tells("no user task has the id \"entscheiden\""));
  CHECK(all.tells("draw one start event"));
}

TEST_CASE("a rehearsal takes the steps that the same answers lead to, and says where it could not go on") {
  auto const xml = drawn(R"(<exclusiveGateway id="x" default="f2"/>
    <sequenceFlow id="f4" sourceRef="x" targetRef="t"><conditionExpression>menge > 3</conditionExpression></sequenceFlow>
    <userTask id="t" name="Messen"/>
    <sequenceFlow id="f5" sourceRef="t" targetRef="y"/>
    <exclusiveGateway id="y"/>
    <sequenceFlow id="f6" sourceRef="y" targetRef="z"><conditionExpression>art = "gross"</conditionExpression></sequenceFlow>
    <serviceTask id="z" name="Fragen" implementation="opinion:bauen"/>
    <sequenceFlow id="f7" sourceRef="z" targetRef="warten"/>
    <intermediateCatchEvent id="warten"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="f8" sourceRef="warten" targetRef="entscheiden"/>)");
  auto const all =
      read(xml, {{.id = "t", .law = "§ 1", .answer = "art", .choices = {{"gross", "Groß"}, {"klein", "Klein"}}}});
  REQUIRE(all.process != nullptr);
  auto const run = [&](int menge, std::map<std::string, std::string> const& chosen) {
    bpmn::Variables facts;
    bpmn::assign(facts, "menge", bpmn::Value{menge});
    return processes::rehearse(*all.process, facts, chosen, parse_iso_utc("2026-11-23T08:00:00Z"));
  };
  CHECK(run(2, {}).steps.empty());
  CHECK(run(4, {}).steps == std::vector<std::string>{"Messen", "Fragen"});
  CHECK(run(4, {}).stuck.empty());
  CHECK(run(4, {{"t", "klein"}}).steps == std::vector<std::string>{"Messen"});
  CHECK(run(4, {{"t", "klein"}}).stuck == "y");
}
