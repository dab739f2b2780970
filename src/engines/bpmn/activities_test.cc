#include <doctest/doctest.h>

#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

TEST_CASE("scripts in FEEL run inside, other languages are the host's affair") {
  auto const model = drawn(R"(
    start s
    script gebuehr scriptFormat="feel" resultVariable="gebuehr" | feel if express then 30.50 * 2 else 30.50
    script anderes scriptFormat="python" | feel print(1)
    s -> gebuehr
    gebuehr -> anderes)");
  Story story(model, {{"express", Value(true)}});
  CHECK(story.value("gebuehr") == "61");
  REQUIRE(story.effects.size() == 1);
  CHECK(story.effects[0].kind == Effect::Kind::script);
  CHECK(story.effects[0].name == "python");
  CHECK(story.effects[0].text == "print(1)");
  story.does("anderes");
  CHECK(story.is(Status::completed));
}

TEST_CASE("the host is asked for services and decisions and told about messages") {
  auto const model = drawn(R"(
    start s
    serviceTask register implementation="melderegister"
    businessRuleTask tarif decisionRef="Kita-Beitrag" resultVariable="beitrag"
    sendTask bescheid name="Bescheid"
    manualTask ablegen
    s -> register
    register -> tarif
    tarif -> bescheid
    bescheid -> ablegen)");
  Story story(model);
  CHECK(story.effects.back().text == "melderegister");
  story.does("register", {{"kinder", Value(2)}});
  CHECK(story.effects.back().kind == Effect::Kind::decision);
  CHECK(story.effects.back().text == "Kita-Beitrag");
  story.does("tarif", {{"result", Value(120)}});
  CHECK(story.value("beitrag") == "120");
  CHECK(story.log == std::vector<std::string>{"service register", "decision tarif", "message Bescheid", "note ablegen",
                                              "completed p"});
}

TEST_CASE("several instances work side by side over a list and gather their results") {
  auto const model = drawn(R"(
    start s
    user stellungnahme | <ioSpecification><dataInput id="amt" name="amt"/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>aemter</loopDataInputRef><loopDataOutputRef>antworten</loopDataOutputRef><inputDataItem id="x" name="amt"/><outputDataItem id="y" name="antwort"/></multiInstanceLoopCharacteristics>
    user danach
    s -> stellungnahme
    stellungnahme -> danach)");
  Story story(model, {{"aemter", Value::list({Value("Bau"), Value("Umwelt")})}});
  CHECK(story.open() == "stellungnahme stellungnahme");
  auto const second = visible_variables(model, story.instance, 4);
  CHECK(to_json(*find(second, "amt")) == "\"Umwelt\"");
  story.instance = complete_task(model, story.instance, 4, {{"antwort", Value("ja")}}, story.now)->instance;
  story.sleeps();
  story.instance = complete_task(model, story.instance, 3, {{"antwort", Value("nein")}}, story.now)->instance;
  CHECK(story.open() == "danach");
  CHECK(story.value("antworten") == R"(["nein","ja"])");
}

TEST_CASE("a completion condition ends the instances that are still open") {
  auto const model = drawn(R"(
    start s
    user stimme | <multiInstanceLoopCharacteristics><loopCardinality>5</loopCardinality><completionCondition>numberOfCompletedInstances >= 2</completionCondition></multiInstanceLoopCharacteristics>
    user ergebnis
    s -> stimme
    stimme -> ergebnis)");
  Story story(model);
  for (Id const task : {3u, 5u}) story.instance = complete_task(model, story.instance, task, {}, story.now)->instance;
  CHECK(story.open() == "ergebnis");
}

TEST_CASE("instances in sequence come one after the other") {
  auto const model = drawn(R"(
    start s
    user schritt | <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>n</loopCardinality></multiInstanceLoopCharacteristics>
    s -> schritt)");
  Story story(model, {{"n", Value(2)}});
  auto const counter = [&] {
    auto const task = waits_for(model, story.instance).front().task;
    return to_json(*find(visible_variables(model, story.instance, task), "loopCounter"));
  };
  CHECK(counter() == "1");
  story.does("schritt").sleeps();
  CHECK(counter() == "2");
  story.does("schritt");
  CHECK(story.is(Status::completed));
}

TEST_CASE("no instance at all is fine, a negative number is not") {
  auto const model = drawn(R"(
    start s
    user t | <multiInstanceLoopCharacteristics><loopCardinality>n</loopCardinality></multiInstanceLoopCharacteristics>
    s -> t)");
  CHECK(Story(model, {{"n", Value(0)}}).is(Status::completed));
  Story negative(model, {{"n", Value(-1)}});
  CHECK(negative.instance.fault.message == "its number of instances is negative: -1");
}

TEST_CASE("a loop repeats while its condition holds, tested before or after") {
  auto const line = [](std::string const& attributes) {
    return drawn("start s\nscript t scriptFormat=\"feel\" resultVariable=\"n\" | <standardLoopCharacteristics " +
                 attributes +
                 "><loopCondition>n &lt; 3</loopCondition></standardLoopCharacteristics><script>n + 1</script>\ns -> "
                 "t");
  };
  CHECK(Story(line(""), {{"n", Value(5)}}).value("n") == "6");
  CHECK(Story(line(""), {{"n", Value(0)}}).value("n") == "3");
  CHECK(Story(line("testBefore=\"true\""), {{"n", Value(5)}}).value("n") == "5");
  CHECK(Story(line("loopMaximum=\"2\""), {{"n", Value(0)}}).value("n") == "2");
}

TEST_CASE("an ad-hoc sub-process is done when its people have done everything") {
  auto const inner = model_of(Drawing(R"(
    start s
    adHocSubProcess akte {
      user lesen
      user fragen
    }
    user danach
    s -> akte
    akte -> danach)")
                                  .xml());
  Story story(inner);
  CHECK(story.open() == "lesen fragen");
  story.does("fragen");
  auto again = activate(inner, story.instance, "fragen", story.now);
  REQUIRE(again);
  story.instance = again->instance;
  CHECK(story.open() == "lesen fragen");
  story.does("fragen").does("lesen");
  CHECK(story.open() == "danach");
}

TEST_CASE("an ad-hoc sub-process with a condition ends when that is true, and what is open is dropped") {
  auto const model = drawn(R"(
    start s
    adHocSubProcess akte | <completionCondition>genug = true</completionCondition> {
      user lesen
      user fragen
    }
    user danach
    s -> akte
    akte -> danach)");
  Story story(model);
  story.does("lesen").does("fragen");
  CHECK(story.open().empty());
  CHECK(story.is(Status::running));
  auto again = activate(model, story.instance, "lesen", story.now);
  REQUIRE(again);
  story.instance = again->instance;
  story.learns({{"genug", Value(true)}});
  CHECK(story.open() == "danach");
}

TEST_CASE("an ordered ad-hoc sub-process offers one thing after the other and can be finished by hand") {
  auto const model = drawn(R"(
    start s
    adHocSubProcess akte ordering="Sequential" {
      user eins
      user zwei
    }
    user danach
    s -> akte
    akte -> danach)");
  Story story(model);
  CHECK(story.open() == "eins");
  CHECK(Story(story).does("eins").sleeps().open() == "zwei");
  auto finished = finish_ad_hoc(model, story.instance, "akte", story.now);
  REQUIRE(finished);
  CHECK(finished->effects.front().kind == Effect::Kind::task_closed);
  CHECK(waits_for(model, finished->instance).front().element == "danach");
}

TEST_CASE("a called process sees exactly what it is given and hands back what it declares") {
  auto const model =
      model_of(Drawing(R"(
    start s
    callActivity rufen calledElement="q" | <ioSpecification><dataInput id="i" name="betrag"/><dataOutput id="o" name="ergebnis"/></ioSpecification><dataInputAssociation><sourceRef>summe</sourceRef><targetRef>i</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>o</sourceRef><targetRef>endsumme</targetRef></dataOutputAssociation>
    user danach
    s -> rufen
    rufen -> danach)")
                   .and_also(
                       R"(<process id="q"><startEvent id="qs"/><sequenceFlow id="f" sourceRef="qs" targetRef="qt"/>
    <scriptTask id="qt" scriptFormat="feel"><script>{ergebnis: betrag * 2, summe: 0, geheim: geheimnis}</script></scriptTask></process>)")
                   .xml());
  Story story(model, {{"summe", Value(21)}, {"geheimnis", Value("x")}});
  CHECK(story.open() == "danach");
  CHECK(story.value("endsumme") == "42");
  CHECK(story.value("summe") == "21");
  CHECK(story.value("geheim") == "(unknown)");
}

TEST_CASE("a process of another file is run by the host") {
  auto const model = drawn(R"(
    start s
    callActivity fern calledElement="anderswo"
    s -> fern)");
  Story story(model);
  CHECK(story.effects.front().kind == Effect::Kind::process);
  CHECK(story.effects.front().text == "anderswo");
  CHECK(model.warnings.size() == 1);
  story.does("fern");
  CHECK(story.is(Status::completed));
}

TEST_CASE("a receive task waits for its message; a task that is not open cannot be completed") {
  auto const model = drawn(R"(
    start s
    receiveTask r messageRef="message_Antwort"
    catch spaeter | message Antwort
    s -> r
    r -> spaeter)");
  Story story(model);
  CHECK(complete_task(model, story.instance, 77, {}, story.now).error() == "there is no open task 77");
  story.hears("Antwort").sleeps().hears("Antwort");
  CHECK(story.is(Status::completed));
  CHECK(complete_task(model, story.instance, 2, {}, story.now).error() == "the instance has ended");
}
