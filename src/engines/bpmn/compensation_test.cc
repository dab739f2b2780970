#include <doctest/doctest.h>

#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

namespace {

std::string const journey = R"(
    start s
    transaction reise {
      start s2
      user hotel
      boundary h attachedToRef="hotel" | compensate
      user hotel_absagen isForCompensation="true"
      user flug
      boundary f attachedToRef="flug" | compensate
      user flug_absagen isForCompensation="true"
      user zahlen
      exclusive bezahlt
      end gut
      end schlecht | cancel
      s2 -> hotel
      hotel -> flug
      flug -> zahlen
      zahlen -> bezahlt
      bezahlt -> gut : ok
      bezahlt => schlecht
      h ~> hotel_absagen
      f ~> flug_absagen
    }
    boundary abgebrochen attachedToRef="reise" | cancel
    user trost
    user fertig
    s -> reise
    reise -> fertig
    abgebrochen -> trost)";

}  // namespace

TEST_CASE("a cancelled transaction undoes what was complete, the last first, and leaves by its cancel event") {
  auto const model = drawn(journey);
  Story story(model);
  story.does("hotel").does("flug").sleeps().does("zahlen", {{"ok", Value(false)}}).sleeps();
  CHECK(story.open() == "flug_absagen");
  story.does("flug_absagen").sleeps();
  CHECK(story.open() == "hotel_absagen");
  story.does("hotel_absagen");
  CHECK(story.open() == "trost");
}

TEST_CASE("a transaction that succeeds goes on as any sub-process") {
  auto const model = drawn(journey);
  CHECK(Story(model).does("hotel").does("flug").does("zahlen", {{"ok", Value(true)}}).open() == "fertig");
}

TEST_CASE("compensation of a completed sub-process undoes what is inside, with the data as they were") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      start s2
      user a
      boundary b attachedToRef="a" | compensate
      user a_zurueck isForCompensation="true"
      s2 -> a
      b ~> a_zurueck
    }
    user mitte
    throw alles_zurueck | compensate teil
    user danach
    s -> teil
    teil -> mitte
    mitte -> alles_zurueck
    alles_zurueck -> danach)");
  Story story(model);
  story.does("a").sleeps().does("mitte").sleeps();
  CHECK(story.open() == "a_zurueck");
  story.does("a_zurueck");
  CHECK(story.open() == "danach");
  story.does("danach");
  CHECK(story.is(Status::completed));
}

TEST_CASE("what never completed is not undone, and nothing to undo is no obstacle") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user a
    boundary b attachedToRef="a" | compensate
    user a_zurueck isForCompensation="true"
    throw zurueck | compensate
    user danach
    s -> auf
    auf -> a
    auf -> zurueck
    zurueck -> danach
    b ~> a_zurueck)");
  CHECK(Story(model).open() == "a danach");
}

TEST_CASE("each instance of a loop is undone for itself") {
  auto const model = drawn(R"(
    start s
    user a | <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
    boundary b attachedToRef="a" | compensate
    user a_zurueck isForCompensation="true"
    end zurueck | compensate
    s -> a
    a -> zurueck
    b ~> a_zurueck)");
  Story story(model);
  story.does("a").does("a").does("a_zurueck");
  CHECK(story.open() == "a_zurueck");
  story.does("a_zurueck");
  CHECK(story.is(Status::completed));
}

TEST_CASE("the order of undoing is the order of completion backwards, not that of starting") {
  auto const model = drawn(R"(
    start s
    parallel auf
    user a
    boundary ba attachedToRef="a" | compensate
    user a_zurueck isForCompensation="true"
    user b
    boundary bb attachedToRef="b" | compensate
    user b_zurueck isForCompensation="true"
    parallel zu
    end zurueck | <compensateEventDefinition/><compensateEventDefinition/>
    s -> auf
    auf -> a
    auf -> b
    a -> zu
    b -> zu
    zu -> zurueck
    ba ~> a_zurueck
    bb ~> b_zurueck)");
  Story story(model);
  story.does("b").does("a");
  CHECK(story.open() == "a_zurueck");
  story.does("a_zurueck").sleeps();
  CHECK(story.open() == "b_zurueck");
  story.does("b_zurueck");
  CHECK(story.is(Status::completed));
}
