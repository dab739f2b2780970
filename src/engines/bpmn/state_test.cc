#include <doctest/doctest.h>

#include <random>

#include "engines/bpmn/run.h"
#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

namespace {

/// Own processes that between them use every kind of element; driven by chance below.
std::vector<std::string> const drawings = {
    R"(
    start s
    parallel auf
    user a
    boundary frist attachedToRef="a" cancelActivity="false" | cycle R3/PT1H
    user mahnen
    catch warten | message M
    inclusive zu
    complex k | <activationCondition>activationCount >= 1</activationCondition>
    user danach
    s -> auf
    auf -> a
    auf -> warten
    auf -> k
    a -> zu
    a -> k
    warten -> zu
    frist -> mahnen
    zu -> danach)",
    R"(
    start s
    subProcess teil {
      start s2
      user innen | <multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>numberOfCompletedInstances >= 2</completionCondition></multiInstanceLoopCharacteristics>
      throw melden | escalation X
      s2 -> innen
      innen -> melden
      subProcess ereignis triggeredByEvent="true" {
        start se isInterrupting="false" | signal G
        user nebenbei
        se -> nebenbei
      }
    }
    boundary hoch attachedToRef="teil" cancelActivity="false" | escalation X
    boundary aus attachedToRef="teil" | error E
    boundary wenn attachedToRef="teil" cancelActivity="false" | when n > 2
    user oben
    user fehler
    user gesehen
    script zaehlen scriptFormat="feel" resultVariable="n" | feel if n = null then 1 else n + 1
    s -> zaehlen
    zaehlen -> teil
    teil -> zaehlen : n < 4
    teil => ende
    end ende
    hoch -> oben
    aus -> fehler
    wenn -> gesehen)",
    R"(
    start s
    transaction reise {
      start s2
      user hotel | <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
      boundary h attachedToRef="hotel" | compensate
      user absagen isForCompensation="true"
      subProcess drin {
        start s3
        user flug
        boundary f attachedToRef="flug" | compensate
        user fabsagen isForCompensation="true"
        s3 -> flug
        f ~> fabsagen
      }
      race oder
      catch gut | message M
      catch schlecht | signal G
      end weg | cancel
      s2 -> hotel
      hotel -> drin
      drin -> oder
      oder -> gut
      oder -> schlecht
      schlecht -> weg
      h ~> absagen
    }
    boundary ab attachedToRef="reise" | cancel
    user trost
    s -> reise
    ab -> trost)",
    R"(
    start s
    adHocSubProcess akte ordering="Sequential" | <standardLoopCharacteristics loopMaximum="2"/> {
      user eins
      user zwei
    }
    callActivity rufen calledElement="p2"
    exclusive g
    receiveTask r messageRef="message_M"
    catch unnoetig | message M
    throw rufer | signal G
    end schluss | terminate
    s -> akte
    akte -> rufen
    rufen -> g
    g -> r : contains(string(now()), "2025-03-03T1")
    g => rufer
    rufer -> schluss
    r -> schluss)",
};

Model nth(std::size_t i) {
  return model_of(
      Drawing(drawings[i])
          .and_also(
              R"(<process id="p2"><startEvent id="q1"/><sequenceFlow id="q12" sourceRef="q1" targetRef="q2"/><userTask id="q2"/></process>)")
          .xml());
}

/// What chance makes happen next; the same seed always tells the same story.
std::string random_story(Model const& model, unsigned seed, bool with_sleep) {
  std::mt19937 chance(seed);
  Story story(model);
  for (int i = 0; i < 40 and story.is(Status::running); ++i) {
    if (with_sleep) story.sleeps();
    auto const all = waits_for(model, story.instance);
    std::vector<Id> tasks;
    for (auto const& one : all)
      if (one.task != nobody and one.what != "receive task") tasks.push_back(one.task);
    auto const pick = chance() % 10;
    if (pick < 6 and not tasks.empty()) {
      auto const task = tasks[chance() % tasks.size()];
      auto done = pick == 0
                      ? fail_task(model, story.instance, task, "E", "x", story.now)
                      : complete_task(model, story.instance, task, {{"v" + std::to_string(i), Value(i)}}, story.now);
      REQUIRE(done);
      story.instance = std::move(done->instance);
      for (auto const& effect : done->effects)
        story.log.push_back(std::string(name_of(effect.kind)) + effect.element + std::to_string(effect.task));
    } else if (pick < 7) {
      if (auto heard = deliver_message(model, story.instance, "M", {}, story.now))
        story.instance = std::move(heard->instance);
    } else if (pick < 8) {
      story.sees("G");
    } else {
      story.passes("PT40M");
    }
  }
  std::string trace;
  for (auto const& line : story.log) trace += line + "\n";
  return trace + write(story.instance, model);
}

}  // namespace

TEST_CASE("a case that is stored and read back after every call tells the same story as one that never slept") {
  for (std::size_t i = 0; i < drawings.size(); ++i) {
    auto const model = nth(i);
    for (unsigned seed = 0; seed < 150; ++seed) {
      CAPTURE(i);
      CAPTURE(seed);
      auto const awake = random_story(model, seed, false);
      CHECK(awake == random_story(model, seed, true));
      CHECK(awake == random_story(model, seed, false));
    }
  }
}

TEST_CASE("a case can be stored between any two steps of a token") {
  for (std::size_t i = 0; i < drawings.size(); ++i) {
    auto const model = nth(i);
    Story whole(model);
    auto const again = [&](Instance instance, std::vector<Effect>& effects, bool asleep) {
      while (true) {
        Run run(model, instance, effects, whole.now, {});
        bool const moved = run.step();
        while (run.conditions_changed) run.step();  // looking at the conditions belongs to the step
        run.put_down();
        if (not moved) return instance;
        if (not asleep) continue;
        auto read_back = read(write(instance, model), model);
        REQUIRE(read_back);
        instance = std::move(*read_back);
      }
    };
    std::vector<Effect> effects;
    Instance fresh;
    fresh.process = model.processes.front();
    {
      Run run(model, fresh, effects, whole.now, {});
      Id const root = run.create(fresh.process, nobody, State::running);
      run.open_scope(root);
      run.start_entries(root);
      run.put_down();
    }
    std::vector<Effect> a, b;
    CHECK(write(again(fresh, a, true), model) == write(again(fresh, b, false), model));
    CHECK(a.size() == b.size());
    CHECK(write(again(fresh, a, true), model) == write(whole.instance, model));
  }
}

TEST_CASE("a stored text that does not fit is refused with a reason, not obeyed") {
  auto const model = nth(0);
  auto const good = write(Story(model).instance, model);
  REQUIRE(read(good, model));
  auto const changed = [&](std::string_view from, std::string_view to) {
    auto text = good;
    auto const at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
  };
  CHECK(read(changed("\"at\":\"a\"", "\"at\":\"zzz\""), model).error() ==
        "the stored instance does not fit the model: the model has no element 'zzz'");
  CHECK_FALSE(read(changed("\"in\":1", "\"in\":9"), model));
  CHECK_FALSE(read(changed("\"id\":2", "\"id\":1"), model));
  CHECK_FALSE(read(changed("\"tokens\"", "\"tok\""), model));
  for (std::size_t cut = 0; cut < good.size(); cut += 7) CHECK_FALSE(read(good.substr(0, cut), model));
}

TEST_CASE("a case moves to a new version of its model where its tokens still have a place") {
  auto const old_model = drawn("start s\nuser a name=\"Prüfen\"\nuser b\ns -> a\na -> b");
  auto const longer =
      drawn("start s\nuser neu\nuser a\nuser mitte\nuser b\ns -> neu\nneu -> a\na -> mitte\nmitte -> b");
  Story story(old_model);
  auto moved = migrate(story.instance, old_model, longer);
  REQUIRE(moved);
  auto const done = complete_task(longer, *moved, story.task("a"), {}, story.now);
  CHECK(waits_for(longer, done->instance).front().element == "mitte");

  auto const shorter = drawn("start s\nuser b\ns -> b");
  auto const homeless = migrate(story.instance, old_model, shorter);
  REQUIRE_FALSE(homeless);
  CHECK(homeless.error() == std::vector<std::string>{"the token at 'a' (Prüfen): the element does not exist any more"});

  auto const other = drawn("start s\nserviceTask a\nuser b\ns -> a\na -> b");
  CHECK(migrate(story.instance, old_model, other).error().front() ==
        "the token at 'a' (Prüfen): the element is a service task now");
}
