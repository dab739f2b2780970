#include <doctest/doctest.h>

#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

namespace {

/// All refusals of a drawing as sentences, without the line numbers.
std::string refusals(std::string const& xml) {
  auto const model = load(xml);
  if (model) return "";
  std::string text;
  for (auto finding : model.error()) {
    if (finding.weight != Finding::Weight::refusal) continue;
    finding.line = 0;
    text += (text.empty() ? "" : "; ") + sentence(finding);
  }
  return text;
}

std::string refused(std::string const& lines) { return refusals(Drawing(lines).xml()); }

std::string warned(std::string const& lines) {
  std::string text;
  for (auto finding : drawn(lines).warnings) {
    finding.line = 0;
    text += (text.empty() ? "" : "; ") + sentence(finding);
  }
  return text;
}

}  // namespace

TEST_CASE("a condition in the signs of another language is refused, not read as one that never holds") {
  auto const condition = [](std::string const& text) {
    return "start s\nexclusive x\nuser a\nuser b\ns -> x\nx -> a : " + text + "\nx => b";
  };
  CHECK(refused(condition("betrag == 100")) ==
        "x_a: its conditionExpression 'betrag == 100': line 1, column 8: FEEL has no sign `==`; write `=`");
  CHECK(refused(condition("=betrag > 100")) ==
        "x_a: its conditionExpression '=betrag > 100': line 1, column 1: an expression is written without the sign `=` "
        "in front");
  CHECK(refused(condition("geprueft AND bezahlt")) ==
        "x_a: its conditionExpression 'geprueft AND bezahlt': line 1, column 1: unknown name `geprueft AND bezahlt`; "
        "FEEL writes `and`, `or`, `not(...)`");
  CHECK(warned(condition("\"a\" - 1 = betrag")) ==
        "x_a: its conditionExpression '\"a\" - 1 = betrag': line 1, column 5: subtracting string and number gives "
        "null");
}

TEST_CASE("a model that cannot run is refused with element and reason") {
  CHECK(refused("start s\ns -> weg") == "s_weg: the flow leads to 'weg', which does not exist");
  CHECK(refused("start s\nuser a\nuser a\ns -> a") == "a: the id 'a' is used twice");
  CHECK(refused("start s\nuser a default=\"x\"\ns -> a") == "a: its default flow 'x' is none of its outgoing flows");
  CHECK(refused("start s\ncatch c | <timerEventDefinition/>\ns -> c") == "c: its timer has no time");
  CHECK(refused("start s\ncatch c | timer P1X\ns -> c") ==
        "c: its timer: 'P1X' is no duration; expected for example PT30M or P14D");
  CHECK(refused("start s\ncatch c | message\ns -> c") == "c: its message event names no message");
  CHECK(refused("start s\ncatch c | <messageEventDefinition messageRef=\"m\"/>\ns -> c") ==
        "c: it refers to the message 'm', which the file does not define; c: its message event names no "
        "message");
  CHECK(refused("start s\nend e | timer P1D\ns -> e") == "e: a timer event cannot be thrown by an end event");
  CHECK(refused("start s\nend e | cancel\ns -> e") == "e: only inside a transaction can an end event cancel");
  CHECK(refused("start s\nuser a\nboundary b attachedToRef=\"a\" | cancel\ns -> a") ==
        "b: only a transaction can be cancelled; 'a' is a user task");
  CHECK(refused("start s\nuser a\nboundary b attachedToRef=\"s\" | timer P1D\ns -> a") ==
        "b: it is attached to 's', which is no activity beside it");
  CHECK(refused("start s\nrace r\nuser a\ns -> r\nr -> a") ==
        "r: an event-based gateway leads to 'a', which is no catch event or receive task");
  CHECK(refused("start s\nthrow l | link X\ns -> l") == "l: no link target of the name 'X' beside it");
  CHECK(refused("start s\nuser a completionQuantity=\"0\"\ns -> a") ==
        "a: its completionQuantity is '0', but must be a whole number from 1 to 1000");
  CHECK(refused("start s\nuser a | <standardLoopCharacteristics/>\ns -> a") ==
        "a: its loop has neither condition nor maximum and would never end");
  CHECK(refused("start s\nend e\nuser a\ns -> e\ne -> a") == "e: a flow leads out of an end event");
  CHECK(refused("start s\nsubProcess t {\nstart i | timer P1D\nuser u\ni -> u\n}\ns -> t") ==
        "t: nothing in this sub-process can be the first to run; i: a sub-process starts with its flow, not "
        "with an event; draw an event sub-process");
  CHECK(refused("start s\nsubProcess t {\nuser u\n}\ns -> u") ==
        "s_u: the flow leads from 's' to 'u' across the border of a process or sub-process");
}

TEST_CASE("a condition that cannot be read is refused with its place") {
  CHECK(refused("start s\nuser a\nuser b\nexclusive g\ns -> g\ng -> a : betrag >\ng => b")
            .starts_with("g_a: its conditionExpression 'betrag >': line 1, column"));
  CHECK(refused("start s\nuser a\ns -> a : ${betrag > 5}").find("without ${ }") != std::string::npos);
}

TEST_CASE("what can go wrong later is a warning") {
  CHECK(warned("start s\nexclusive g\nuser a\nuser b\ns -> g\ng -> a : x = 1\ng -> b : x = 2") ==
        "g: it has no default flow: when no condition is true the instance fails here");
  CHECK(warned("start s\nuser a\nuser b\nuser c\ns -> a\nb -> c\nc -> b") ==
        "b: no token can ever come here; c: no token can ever come here");
  CHECK(warned("start s\ntask a\nexclusive g\nuser b\ns -> a\na -> g\ng -> a : x\ng => b") ==
        "a: a circle in which nothing waits; it ends only if a condition inside it changes");
  CHECK(warned("start s\nuser a\nboundary b attachedToRef=\"a\" | compensate\ns -> a") ==
        "b: no association leads from it to an activity that compensates");
}

TEST_CASE("a process that is only drawn loads, says what keeps it from running, and does not run") {
  auto const model = model_of(Drawing("start s\ncatch c | <timerEventDefinition/>\ns -> c", "false").xml());
  REQUIRE(model.warnings.size() == 1);
  CHECK(model.warnings[0].reason == "keeps the process from running: its timer has no time");
  CHECK(start(model, "p", {}, {}).error() == "the process 'p' is drawn, but not meant to run (isExecutable is false)");
}

TEST_CASE("participants, lanes and message flows are read") {
  auto const model = model_of(
      Drawing("start s\nuser a\ns -> a")
          .and_also(
              R"(<collaboration id="k"><participant id="x" name="Bürgeramt" processRef="p"/><messageFlow id="m" sourceRef="x" targetRef="a"/></collaboration>)")
          .xml());
  REQUIRE(model.participants.size() == 1);
  CHECK(model.participants[0].process == "p");
  CHECK(model.message_flows.size() == 1);
}

TEST_CASE("what is no BPMN is refused politely") {
  CHECK(refusals("<a/>") == "file: the file is no BPMN 2.0: its root is <a>");
  CHECK_FALSE(refusals("").empty());
  CHECK_FALSE(refusals("<definitions").empty());
  CHECK(refusals("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>") ==
        "file: the file contains no process");
}
