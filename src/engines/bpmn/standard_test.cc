#include <doctest/doctest.h>

#include "engines/bpmn/story_for_tests.h"

// What the text of BPMN 2.0.2 says and the conformance cases do not ask.
using namespace kreislauf;
using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

namespace {

std::size_t told(Story const& story, std::string const& what) {
  return static_cast<std::size_t>(std::count(story.log.begin(), story.log.end(), what));
}

/// Three instances in sequence with this behavior, a boundary event that catches what it throws.
Model behaving(std::string const& attributes, std::string const& inside = "") {
  return model_of(
      Drawing("start s\nuser t | <multiInstanceLoopCharacteristics isSequential=\"true\" " + attributes +
              "><loopCardinality>3</loopCardinality>" + inside +
              "</multiInstanceLoopCharacteristics>\nboundary b attachedToRef=\"t\" | <signalEventDefinition "
              "signalRef=\"g\"/>\nmanualTask caught\nmanualTask after\ns -> t\nt -> after\nb -> caught")
          .and_also("<signal id=\"g\" name=\"g\"/><signalEventDefinition id=\"e\" signalRef=\"g\"/>")
          .xml());
}

}  // namespace

TEST_CASE("10.2.8: behavior none throws each time, one the first time, all never, complex when a condition holds") {
  auto const caught = [](Model const& model) {
    Story story(model);
    for (int i = 0; i < 3; ++i) story.does("t");
    CHECK(told(story, "note after") == 1);
    CHECK(story.is(Status::completed));
    return told(story, "note caught");
  };
  CHECK(caught(behaving("behavior=\"None\" noneBehaviorEventRef=\"e\"")) == 3);
  CHECK(caught(behaving("behavior=\"One\" oneBehaviorEventRef=\"e\"")) == 1);
  CHECK(caught(behaving("behavior=\"All\"")) == 0);
  CHECK(caught(behaving("")) == 0);
  CHECK(caught(behaving("behavior=\"Complex\"",
                        "<complexBehaviorDefinition><condition>numberOfCompletedInstances = 2</condition><event>"
                        "<signalEventDefinition signalRef=\"g\"/></event></complexBehaviorDefinition>")) == 1);
  CHECK(caught(behaving("behavior=\"Complex\"",
                        "<complexBehaviorDefinition><condition>numberOfCompletedInstances &gt;= 2</condition><event>"
                        "<eventDefinitionRef>e</eventDefinitionRef></event></complexBehaviorDefinition>")) == 2);
}

TEST_CASE("13.5.6: terminate ends one instance of a sub-process that has several") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      multiInstanceLoopCharacteristics m | <loopCardinality>2</loopCardinality>
      start s2
      parallel auf
      user kurz
      user lang
      end schluss | terminate
      s2 -> auf
      auf -> kurz
      auf -> lang
      kurz -> schluss
    }
    user danach
    s -> teil
    teil -> danach)");
  Story story(model);
  story.does("kurz");
  CHECK(story.open() == "kurz lang");
  story.does("kurz");
  CHECK(story.open() == "danach");
}

TEST_CASE("10.5.4: an error in one instance ends all of them") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      multiInstanceLoopCharacteristics m | <loopCardinality>3</loopCardinality>
      start s2
      user t
      end aus | error E
      s2 -> t
      t -> aus
    }
    boundary b attachedToRef="teil" | error E
    user danach
    user gefangen
    s -> teil
    teil -> danach
    b -> gefangen)");
  Story story(model);
  CHECK(story.open() == "t t t");
  CHECK(story.does("t").open() == "gefangen");
}

TEST_CASE("10.5.1: escalations and errors of a called process reach the boundary of the call") {
  std::string const called =
      "<process id=\"q\" isExecutable=\"true\"><startEvent id=\"qs\"/><intermediateThrowEvent id=\"qe\">"
      "<escalationEventDefinition escalationRef=\"escalation_X\"/></intermediateThrowEvent><userTask id=\"qt\"/>"
      "<endEvent id=\"qz\"><errorEventDefinition errorRef=\"error_Y\"/></endEvent>"
      "<sequenceFlow id=\"q1\" sourceRef=\"qs\" targetRef=\"qe\"/><sequenceFlow id=\"q2\" sourceRef=\"qe\" "
      "targetRef=\"qt\"/><sequenceFlow id=\"q3\" sourceRef=\"qt\" targetRef=\"qz\"/></process>";
  auto const model = model_of(Drawing(R"(
    start s
    callActivity ruf calledElement="q"
    boundary chef attachedToRef="ruf" cancelActivity="false" | escalation X
    boundary fehler attachedToRef="ruf" | error Y
    user danach
    user unterrichtet
    user retten
    s -> ruf
    ruf -> danach
    chef -> unterrichtet
    fehler -> retten)")
                                  .and_also(called)
                                  .xml());
  Story story(model);
  CHECK(story.open() == "unterrichtet qt");
  CHECK(story.does("qt").open() == "unterrichtet retten");
}

TEST_CASE("10.5.1: an escalation that nobody catches is told and ends nothing") {
  auto const model = drawn(R"(
    start s
    parallel auf
    end melden | escalation X
    user weiter
    s -> auf
    auf -> melden
    auf -> weiter)");
  Story story(model);
  CHECK(story.open() == "weiter");
  CHECK(told(story, "escalation X") == 1);
  CHECK(story.does("weiter").is(Status::completed));
}

TEST_CASE("10.5.1: an interrupting escalation at the boundary ends the sub-process, a code goes before any") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      start s2
      parallel auf
      throw melden | escalation X
      user innen
      s2 -> auf
      auf -> innen
      auf -> melden
    }
    boundary alle attachedToRef="teil" | escalation
    boundary x attachedToRef="teil" | escalation X
    user bei_allen
    user bei_x
    user danach
    s -> teil
    teil -> danach
    alle -> bei_allen
    x -> bei_x)");
  CHECK(Story(model).open() == "bei_x");
}

TEST_CASE("10.3.5: event sub-processes that do not interrupt run beside, as often as their event comes") {
  auto const model = drawn(R"(
    start s
    user arbeit
    s -> arbeit
    subProcess frage triggeredByEvent="true" {
      start f isInterrupting="false" | message Frage
      user antwort
      f -> antwort
    }
    subProcess abbruch triggeredByEvent="true" {
      start a | signal Halt
      user aufraeumen
      a -> aufraeumen
    })");
  Story story(model);
  story.hears("Frage").hears("Frage").sleeps();
  CHECK(story.open() == "arbeit antwort antwort");
  Story waits(story);
  waits.does("arbeit");
  CHECK(waits.is(Status::running));
  CHECK(waits.does("antwort").does("antwort").is(Status::completed));
  story.sees("Halt");
  CHECK(story.open() == "aufraeumen");
  CHECK(story.does("aufraeumen").is(Status::completed));
}

TEST_CASE("10.3.5: timers and conditions start event sub-processes inside a sub-process") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      start s2
      user arbeit
      s2 -> arbeit
      subProcess mahnung triggeredByEvent="true" {
        start m isInterrupting="false" | timer P3D
        user mahnen
        m -> mahnen
      }
      subProcess teuer triggeredByEvent="true" {
        start c | when summe > 100
        user pruefen
        c -> pruefen
      }
    }
    user danach
    s -> teil
    teil -> danach)");
  Story story(model, {{"summe", Value(1)}});
  CHECK(story.passes("P2D").open() == "arbeit");
  CHECK(story.passes("P2D").sleeps().open() == "arbeit mahnen");
  CHECK(story.learns({{"summe", Value(200)}}).open() == "pruefen");
  CHECK(story.does("pruefen").open() == "danach");
}

TEST_CASE("10.5.5: compensation of several instances goes backwards, each with its own data") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      multiInstanceLoopCharacteristics m isSequential="true" | <loopCardinality>2</loopCardinality>
      start s2
      user buchen
      boundary b attachedToRef="buchen" | compensate
      user stornieren isForCompensation="true"
      b ~> stornieren
      s2 -> buchen
    }
    throw zurueck | compensate
    user danach
    s -> teil
    teil -> zurueck
    zurueck -> danach)");
  Story story(model);
  story.does("buchen").does("buchen");
  CHECK(story.open() == "stornieren");
  story.does("stornieren");
  CHECK(story.open() == "stornieren");
  CHECK(story.does("stornieren").open() == "danach");
}

TEST_CASE("10.7: an inner transaction that is cancelled leaves the outer one as it is") {
  auto const model = drawn(R"(
    start s
    transaction aussen {
      start s2
      user buchen
      boundary b attachedToRef="buchen" | compensate
      user stornieren isForCompensation="true"
      b ~> stornieren
      transaction innen {
        start s3
        user zahlen
        boundary b2 attachedToRef="zahlen" | compensate
        user erstatten isForCompensation="true"
        b2 ~> erstatten
        end nein | cancel
        s3 -> zahlen
        zahlen -> nein
      }
      boundary weg attachedToRef="innen" | cancel
      user anders
      s2 -> buchen
      buchen -> innen
      weg -> anders
    }
    user danach
    s -> aussen
    aussen -> danach)");
  Story story(model);
  story.does("buchen").does("zahlen");
  CHECK(story.open() == "erstatten");
  story.does("erstatten");
  CHECK(story.open() == "anders");
  CHECK(story.does("anders").open() == "danach");
}

TEST_CASE("10.6.6: an event-based gateway waits for messages, timers, signals, conditions and receive tasks") {
  auto const model = model_of(Drawing(R"(
    start s
    race r
    catch m | message M
    catch t | timer P1D
    catch g | signal G
    catch c | when n > 1
    receiveTask e messageRef="message_E"
    user bei_m
    user bei_t
    user bei_g
    user bei_c
    user bei_e
    s -> r
    r -> m
    r -> t
    r -> g
    r -> c
    r -> e
    m -> bei_m
    t -> bei_t
    g -> bei_g
    c -> bei_c
    e -> bei_e)")
                                  .and_also("<message id=\"message_E\" name=\"E\"/>")
                                  .xml());
  Story const start(model, {{"n", Value(0)}});
  CHECK(Story(start).hears("M").open() == "bei_m");
  CHECK(Story(start).passes("P2D").open() == "bei_t");
  CHECK(Story(start).sees("G").open() == "bei_g");
  CHECK(Story(start).learns({{"n", Value(2)}}).open() == "bei_c");
  CHECK(Story(start).hears("E").open() == "bei_e");
}

TEST_CASE("13.4.3: an inclusive join in a loop goes on round by round") {
  auto const model = drawn(R"(
    start s
    exclusive m
    inclusive auf
    user a
    user b
    inclusive zu
    exclusive noch
    user danach
    s -> m
    m -> auf
    auf -> a : true
    auf -> b : n > 0
    a -> zu
    b -> zu
    zu -> noch
    noch -> m : n > 1
    noch => danach)");
  Story story(model, {{"n", Value(2)}});
  CHECK(story.open() == "a b");
  CHECK(story.does("a").open() == "b");
  CHECK(story.does("b").sleeps().open() == "a b");
  story.learns({{"n", Value(1)}});
  CHECK(story.does("b").does("a").open() == "danach");
}

TEST_CASE("10.2.8: data of several instances goes in and out, also one after the other and in sub-processes") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      multiInstanceLoopCharacteristics m isSequential="true" | <loopDataInputRef>zahlen</loopDataInputRef><loopDataOutputRef>ergebnis</loopDataOutputRef><inputDataItem id="i" name="zahl"/><outputDataItem id="o" name="doppelt"/>
      start s2
      script rechnen scriptFormat="feel" resultVariable="doppelt" | feel zahl * 2
      s2 -> rechnen
    }
    s -> teil)");
  Story story(model, {{"zahlen", Value::list({Value(1), Value(2), Value(3)})}});
  CHECK(story.is(Status::completed));
  CHECK(story.value("ergebnis") == "[2,4,6]");
}

TEST_CASE("10.5.2: the start that a process is begun by is the only one that runs") {
  auto const model = drawn(R"(
    start s
    start n | message M
    user von_hand
    user durch_nachricht
    s -> von_hand
    n -> durch_nachricht)");
  CHECK(Story(model).open() == "von_hand");
  for (auto const& point : start_points(model))
    if (point.trigger == Trigger::message) CHECK(Story(model, point).open() == "durch_nachricht");
}

TEST_CASE("10.3.3: boundary events that do not interrupt fire again as long as the activity runs") {
  auto const model = drawn(R"(
    start s
    user arbeit
    boundary g attachedToRef="arbeit" cancelActivity="false" | signal G
    boundary m attachedToRef="arbeit" cancelActivity="false" | message M
    boundary c attachedToRef="arbeit" cancelActivity="false" | when n > 1
    manualTask bei_g
    manualTask bei_m
    manualTask bei_c
    s -> arbeit
    g -> bei_g
    m -> bei_m
    c -> bei_c)");
  Story story(model, {{"n", Value(0)}});
  story.sees("G").sees("G").hears("M").learns({{"n", Value(2)}}).learns({{"n", Value(3)}});
  story.learns({{"n", Value(0)}}).learns({{"n", Value(5)}});
  CHECK(told(story, "note bei_g") == 2);
  CHECK(told(story, "note bei_m") == 1);
  CHECK(told(story, "note bei_c") == 2);
  CHECK(story.does("arbeit").is(Status::completed));
}

TEST_CASE("13.4.5: a complex gateway counts tokens and lets the late ones go") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user a
    user b
    user c
    complex zwei | <activationCondition>activationCount &gt;= 2</activationCondition>
    user danach
    s -> auf
    auf -> a
    auf -> b
    auf -> c
    a -> zwei
    b -> zwei
    c -> zwei
    zwei -> danach)");
  Story story(model);
  CHECK(story.does("c").open() == "a b");
  CHECK(story.does("a").open() == "b danach");
  story.does("danach");
  CHECK(story.open() == "b");
  CHECK(story.does("b").is(Status::completed));
}

TEST_CASE("10.2.8: a loop over a sub-process and a limit of rounds") {
  auto const model = drawn(R"(
    start s
    subProcess runde {
      standardLoopCharacteristics l loopMaximum="3" | <loopCondition>n &lt; 10</loopCondition>
      start s2
      script plus scriptFormat="feel" resultVariable="n" | feel n + 1
      s2 -> plus
    }
    s -> runde)");
  CHECK(Story(model, {{"n", Value(0)}}).value("n") == "3");
  CHECK(Story(model, {{"n", Value(9)}}).value("n") == "10");
  CHECK(load(Drawing("start s\nuser t | <standardLoopCharacteristics loopMaximum=\"-1\"><loopCondition>true"
                     "</loopCondition></standardLoopCharacteristics>\ns -> t")
                 .xml())
            .has_value() == false);
  CHECK(load(Drawing("start s\nuser t | <standardLoopCharacteristics loopMaximum=\"zwei\"><loopCondition>true"
                     "</loopCondition></standardLoopCharacteristics>\ns -> t")
                 .xml())
            .has_value() == false);
}
