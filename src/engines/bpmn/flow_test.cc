#include <doctest/doctest.h>

#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

TEST_CASE("an application is checked and, when something is missing, sent back") {
  auto const model = drawn(R"(
    start eingang
    user pruefen
    exclusive vollstaendig
    user nachfordern
    user entscheiden
    end fertig
    eingang -> pruefen
    pruefen -> vollstaendig
    vollstaendig -> nachfordern : count(fehlend) > 0
    vollstaendig => entscheiden
    nachfordern -> pruefen
    entscheiden -> fertig)");

  Story complete(model);
  CHECK(complete.open() == "pruefen");
  complete.does("pruefen", {{"fehlend", Value::list({Value("Ausweis")})}});
  CHECK(complete.open() == "nachfordern");
  complete.does("nachfordern").does("pruefen", {{"fehlend", Value::list({})}});
  CHECK(complete.open() == "entscheiden");
  complete.does("entscheiden");
  CHECK(complete.is(Status::completed));
}

TEST_CASE("an exclusive gateway without a true condition and without default ends the instance with a reason") {
  auto const model = drawn(R"(
    start s
    exclusive g
    user a
    user b
    s -> g
    g -> a : stufe = 1
    g -> b : stufe = 2)");
  Story story(model, {{"stufe", Value(3)}});
  CHECK(story.is(Status::failed));
  CHECK(story.instance.fault.element == "g");
  CHECK(story.instance.fault.message == "no condition of its outgoing flows is true and it has no default flow");
  CHECK_FALSE(story.instance.fault.thrown);
}

TEST_CASE("a parallel join waits for one token of each flow") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user a
    user b
    parallel zu
    user c
    s -> auf
    auf -> a
    auf -> b
    a -> zu
    b -> zu
    zu -> c)");
  Story story(model);
  story.does("b").sleeps();
  CHECK(story.open() == "a");
  story.does("a");
  CHECK(story.open() == "c");
}

TEST_CASE("an exclusive merge lets every token pass") {
  auto const model = drawn(R"(
    start s
    parallel auf
    exclusive zu
    user c
    s -> auf
    auf -> zu
    auf -> x
    user x
    x -> zu
    zu -> c)");
  Story story(model);
  CHECK(story.open() == "x c");
  story.does("x");
  CHECK(story.open() == "c c");
}

TEST_CASE("an inclusive join waits exactly for the branches that were taken") {
  auto const model = drawn(R"(
    start s
    inclusive auf
    user a
    user b
    user c
    inclusive zu
    user danach
    s -> auf
    auf -> a : n > 0
    auf -> b : n > 1
    auf -> c : n > 2
    a -> zu
    b -> zu
    c -> zu
    zu -> danach)");
  Story one(model, {{"n", Value(1)}});
  one.does("a");
  CHECK(one.open() == "danach");
  Story two(model, {{"n", Value(2)}});
  two.does("b").sleeps();
  CHECK(two.open() == "a");
  two.does("a");
  CHECK(two.open() == "danach");
}

TEST_CASE("an inclusive join waits for a token that is far away but can still come, also round a corner") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user kurz
    user lang
    exclusive weiche
    user ende
    user noch
    inclusive zu
    user danach
    s -> auf
    auf -> kurz
    auf -> lang
    kurz -> zu
    lang -> weiche
    weiche -> noch : weiter
    weiche => ende
    noch -> zu
    zu -> danach)");
  Story comes(model);
  comes.does("kurz");
  CHECK(comes.open() == "lang");
  comes.does("lang", {{"weiter", Value(true)}}).does("noch");
  CHECK(comes.open() == "danach");

  Story leaves(model);
  leaves.does("kurz").does("lang", {{"weiter", Value(false)}});
  CHECK(leaves.open() == "ende danach");
}

TEST_CASE("an inclusive join in a circle does not wait for a token that has to pass it first") {
  auto const model = drawn(R"(
    start s
    inclusive kreis
    user arbeit
    exclusive nochmal
    end fertig
    s -> kreis
    kreis -> arbeit
    arbeit -> nochmal
    nochmal -> kreis : offen
    nochmal => fertig)");
  Story story(model);
  CHECK(story.open() == "arbeit");
  story.does("arbeit", {{"offen", Value(true)}});
  CHECK(story.open() == "arbeit");
  story.does("arbeit", {{"offen", Value(false)}});
  CHECK(story.is(Status::completed));
}

TEST_CASE("an inclusive join counts tokens that can leave an activity by its boundary event") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user schnell
    user langsam
    boundary frist attachedToRef="langsam" | timer P1D
    end aus
    inclusive zu
    user danach
    s -> auf
    auf -> schnell
    auf -> langsam
    schnell -> zu
    langsam -> aus
    frist -> zu
    zu -> danach)");
  Story story(model);
  story.does("schnell");
  CHECK(story.open() == "langsam");
  story.passes("P1D");
  CHECK(story.open() == "danach");
}

TEST_CASE("a complex gateway goes on with two of three and is then ready for the next round") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user a
    user b
    user c
    complex zwei | <activationCondition>activationCount >= 2</activationCondition>
    user beschluss
    s -> auf
    auf -> a
    auf -> b
    auf -> c
    a -> zwei
    b -> zwei
    c -> zwei
    zwei -> beschluss)");
  Story story(model);
  story.does("a");
  CHECK(story.open() == "b c");
  story.does("c");
  CHECK(story.open() == "b beschluss");
  story.sleeps().does("b");
  CHECK(story.open() == "beschluss");
  story.does("beschluss");
  CHECK(story.is(Status::completed));
}

TEST_CASE("conditions on the flows out of a task split like an inclusive gateway") {
  auto const model = drawn(R"(
    start s
    user t
    user a
    user b
    user sonst
    s -> t
    t -> a : x > 1
    t -> b : x > 2
    t => sonst)");
  CHECK(Story(model).does("t", {{"x", Value(3)}}).open() == "a b");
  CHECK(Story(model).does("t", {{"x", Value(2)}}).open() == "a");
  CHECK(Story(model).does("t", {{"x", Value(1)}}).open() == "sonst");
}

TEST_CASE("several tokens start an activity, and an activity lets several tokens out") {
  auto const model = drawn(R"(
    start s
    user a completionQuantity="3"
    user b startQuantity="3"
    s -> a
    a -> b)");
  Story story(model);
  story.does("a");
  CHECK(story.open() == "b");
}

TEST_CASE("a token that waits for ever at a join is shown, not hidden") {
  auto const model = drawn(R"(
    start s
    exclusive auf
    user a
    user b
    parallel zu
    s -> auf
    auf -> a : true
    auf => b
    a -> zu
    b -> zu)");
  Story story(model);
  story.does("a");
  CHECK(story.is(Status::running));
  auto const waiting = waits_for(model, story.instance);
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].element == "zu");
  CHECK(waiting[0].what == "other tokens");
}

TEST_CASE("a process without start events begins wherever no flow leads to") {
  auto const model = drawn(R"(
    user a
    user b
    user c
    a -> c)");
  CHECK(Story(model).open() == "a b");
}
