#include <doctest/doctest.h>

#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

TEST_CASE("a deadline at a task takes the work away, a reminder does not") {
  auto const model = drawn(R"(
    start s
    user anhoerung
    boundary erinnerung attachedToRef="anhoerung" cancelActivity="false" | timer P7D
    boundary frist attachedToRef="anhoerung" | timer P14D
    user nachhaken
    user nach_aktenlage
    end fertig
    s -> anhoerung
    anhoerung -> fertig
    erinnerung -> nachhaken
    frist -> nach_aktenlage)");
  Story story(model);
  story.passes("P8D").sleeps();
  CHECK(story.open() == "anhoerung nachhaken");
  story.passes("P6D");
  CHECK(story.open() == "nachhaken nach_aktenlage");
  CHECK(story.log.back() == "task opened nach_aktenlage");
  CHECK(std::find(story.log.begin(), story.log.end(), "task closed anhoerung") != story.log.end());
  CHECK_FALSE(next_due(story.instance));
}

TEST_CASE("the first of several events decides, the others are no longer awaited") {
  auto const model = drawn(R"(
    start s
    race warten
    catch antwort | message Antwort
    catch frist | timer P1M
    user auswerten
    user ablehnen
    s -> warten
    warten -> antwort
    warten -> frist
    antwort -> auswerten
    frist -> ablehnen)");
  Story answered(model);
  answered.sleeps().hears("Antwort", {{"text", Value("Ja")}});
  CHECK(answered.open() == "auswerten");
  CHECK(answered.value("text") == "\"Ja\"");
  CHECK_FALSE(next_due(answered.instance));
  CHECK_FALSE(deliver_message(model, answered.instance, "Antwort", {}, answered.now));

  Story silent(model);
  CHECK(*next_due(silent.instance) == *parse_instant("2025-04-03T09:00:00"));
  silent.passes("P1M");
  CHECK(silent.open() == "ablehnen");
}

TEST_CASE("a signal reaches everybody who waits inside and is told to the outside") {
  auto const model = drawn(R"(
    start s
    parallel auf
    throw rufen | signal Hochwasser
    catch einer | signal Hochwasser
    catch anderer | signal Hochwasser
    user a
    user b
    s -> auf
    auf -> rufen
    auf -> einer
    auf -> anderer
    einer -> a
    anderer -> b)");
  Story story(model);
  CHECK(story.open() == "a b");
  CHECK(story.log.front() == "signal Hochwasser");
}

TEST_CASE("a conditional event fires when its condition becomes true, and again only after it was false") {
  auto const model = drawn(R"(
    start s
    user baustelle
    boundary laut attachedToRef="baustelle" cancelActivity="false" | when dezibel > 80
    user messen
    s -> baustelle
    laut -> messen)");
  Story story(model);
  CHECK(story.open() == "baustelle");
  story.learns({{"dezibel", Value(90)}});
  CHECK(story.open() == "baustelle messen");
  story.learns({{"dezibel", Value(95)}});
  CHECK(story.open() == "baustelle messen");
  story.sleeps().learns({{"dezibel", Value(50)}}).learns({{"dezibel", Value(85)}});
  CHECK(story.open() == "baustelle messen messen");
}

TEST_CASE("an error goes to the nearest event that catches it, by code before by anything") {
  auto const model = drawn(R"(
    start s
    subProcess aussen {
      start s2
      subProcess innen {
        start s3
        serviceTask rufen
        s3 -> rufen
      }
      boundary anderer attachedToRef="innen" | error ANDERER
      user falsch
      s2 -> innen
      anderer -> falsch
    }
    boundary irgendeiner attachedToRef="aussen" | error
    boundary genau attachedToRef="aussen" | error KAPUTT
    user a
    user b
    s -> aussen
    irgendeiner -> a
    genau -> b)");
  CHECK(Story(model).fails("rufen", "KAPUTT").open() == "b");
  CHECK(Story(model).fails("rufen", "SONST").open() == "a");
  CHECK(Story(model).fails("rufen", "ANDERER").open() == "falsch");
}

TEST_CASE("an error that nobody catches ends the instance and says so") {
  auto const model = drawn(R"(
    start s
    user t
    s -> t)");
  Story story(model);
  story.fails("t", "E1");
  CHECK(story.is(Status::failed));
  CHECK(story.instance.fault.thrown);
  CHECK(story.instance.fault.code == "E1");
}

TEST_CASE("an error event sub-process replaces what ran in its scope; its own errors go outside") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      start s2
      parallel auf
      serviceTask rufen
      user nebenbei
      s2 -> auf
      auf -> rufen
      auf -> nebenbei
      subProcess hilfe triggeredByEvent="true" {
        start fehler | error E
        serviceTask retten
        fehler -> retten
      }
    }
    boundary aussen attachedToRef="teil" | error E
    user ganz_aussen
    user weiter
    s -> teil
    teil -> weiter
    aussen -> ganz_aussen)");
  Story story(model);
  CHECK(story.open() == "rufen nebenbei");
  story.fails("rufen", "E").sleeps();
  CHECK(story.open() == "retten");
  CHECK(Story(story).does("retten").open() == "weiter");
  CHECK(Story(story).fails("retten", "E").open() == "ganz_aussen");
}

TEST_CASE("an escalation is told upwards and the work goes on") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      start s2
      throw melden | escalation TEUER
      user weiterarbeiten
      s2 -> melden
      melden -> weiterarbeiten
    }
    boundary chef attachedToRef="teil" cancelActivity="false" | escalation TEUER
    user unterrichtet
    s -> teil
    chef -> unterrichtet)");
  CHECK(Story(model).open() == "unterrichtet weiterarbeiten");
}

TEST_CASE("a terminate end event ends its own scope only") {
  auto const model = drawn(R"(
    start s
    subProcess teil {
      start s2
      parallel auf
      user lange
      user kurz
      end schluss | terminate
      s2 -> auf
      auf -> lange
      auf -> kurz
      kurz -> schluss
    }
    user danach
    s -> teil
    teil -> danach)");
  Story story(model);
  story.does("kurz");
  CHECK(story.open() == "danach");
  CHECK(std::find(story.log.begin(), story.log.end(), "task closed lange") != story.log.end());
}

TEST_CASE("a parallel multiple event needs all, a multiple event any of its events") {
  std::string const rest = R"(
    user danach
    s -> c
    c -> danach)";
  std::string const both = "<messageEventDefinition messageRef=\"m\"/><signalEventDefinition signalRef=\"g\"/>";
  auto const definitions = "<message id=\"m\" name=\"m\"/><signal id=\"g\" name=\"g\"/>";
  auto const all =
      model_of(Drawing("start s\ncatch c parallelMultiple=\"true\" | " + both + rest).and_also(definitions).xml());
  Story story(all);
  story.sees("g").sleeps();
  CHECK(story.open().empty());
  CHECK(story.hears("m").open() == "danach");
  auto const any = model_of(Drawing("start s\ncatch c | " + both + rest).and_also(definitions).xml());
  CHECK(Story(any).sees("g").open() == "danach");
}

TEST_CASE("a link jumps within its process") {
  auto const model = drawn(R"(
    start s
    throw absprung | link B
    catch landung | link B
    user danach
    s -> absprung
    landung -> danach)");
  CHECK(Story(model).open() == "danach");
}

TEST_CASE("a repeating timer fires as often as it says, but what was missed is not made up for at once") {
  auto const model = drawn(R"(
    start s
    user warten
    boundary takt attachedToRef="warten" cancelActivity="false" | cycle R3/PT1H
    user mahnen
    s -> warten
    takt -> mahnen)");
  Story story(model);
  story.passes("PT30M").sleeps();
  CHECK(story.open() == "warten");
  story.passes("P1D");
  CHECK(story.open() == "warten mahnen");
  CHECK(*next_due(story.instance) == *parse_instant("2025-03-04T10:00:00"));
  story.passes("PT1H").sleeps().passes("PT1H").passes("P1D");
  CHECK(story.open() == "warten mahnen mahnen mahnen");
  CHECK_FALSE(next_due(story.instance));
}

TEST_CASE("after an outage of a year one reminder is sent, and the next in its hour") {
  auto const by_boundary = drawn(R"(
    start s
    user warten
    boundary takt attachedToRef="warten" cancelActivity="false" | cycle R/PT1H
    user mahnen
    s -> warten
    takt -> mahnen)");
  auto const by_loop = drawn(R"(
    start s
    exclusive wieder
    catch stunde | timer PT1H
    serviceTask mahnen
    s -> wieder
    wieder -> stunde
    stunde -> mahnen
    mahnen -> wieder)");
  Story boundary(by_boundary);
  boundary.passes("P1Y");
  CHECK(boundary.open() == "warten mahnen");
  CHECK(*next_due(boundary.instance) == add(boundary.now, *parse_duration("PT1H")));
  Story loop(by_loop);
  loop.passes("PT8760H").does("mahnen");
  CHECK(loop.log == std::vector<std::string>{"service mahnen"});
  loop.passes("PT1H");
  CHECK(loop.log.size() == 2);
}

TEST_CASE("a loop that only tells of the time tells it once after an outage") {
  auto const model = drawn(R"(
    start s
    exclusive wieder
    catch stunde | timer PT1H
    throw melden | message Stunde
    s -> wieder
    wieder -> stunde
    stunde -> melden
    melden -> wieder)");
  Story story(model);
  story.passes("P1Y");
  CHECK(story.log.size() == 1);
  CHECK(*next_due(story.instance) == add(story.now, *parse_duration("PT1H")));
}

TEST_CASE("a cycle that began in the past goes on where its grid says") {
  auto const model_with = [](std::string const& cycle) {
    return drawn("start s\nuser warten\nboundary b attachedToRef=\"warten\" cancelActivity=\"false\" | cycle " + cycle +
                 "\nuser mahnen\ns -> warten\nb -> mahnen");
  };
  auto const daily = model_with("R/2024-01-01T08:00:00/P1D");
  Story story(daily);
  story.passes("PT1H");
  CHECK(story.open() == "warten");
  CHECK(*next_due(story.instance) == *parse_instant("2025-03-04T08:00:00"));
  story.passes("P10D");
  CHECK(story.open() == "warten mahnen");
  CHECK(*next_due(story.instance) == *parse_instant("2025-03-14T08:00:00"));

  auto const over = model_with("R3/2024-01-01T08:00:00/P1D");
  Story late(over);
  late.passes("PT1H").passes("P1D");
  CHECK(late.open() == "warten mahnen");
  CHECK_FALSE(next_due(late.instance));

  auto const monthly = model_with("R/2024-01-31T08:00:00/P1M");
  Story at_the_end(monthly);
  CHECK(*next_due(at_the_end.instance) == *parse_instant("2025-03-31T08:00:00"));

  auto const by_month = model_with("R/P1M");
  Story month_ends(by_month);
  month_ends.now = *parse_instant("2025-03-31T08:00:00");
  month_ends.instance = start(by_month, "p", {}, month_ends.now)->instance;
  month_ends.passes("P1M").sleeps();
  CHECK(*next_due(month_ends.instance) == *parse_instant("2025-05-31T08:00:00"));

  auto const counted = model_with("R400/2024-03-01T08:00:00/P1D");
  Story few(counted);
  few.passes("P1Y");
  CHECK(few.open() == "warten mahnen");
  CHECK_FALSE(next_due(few.instance));
}

TEST_CASE("the deadline at a sub-process outlives what goes on inside") {
  auto const model = drawn(R"(
    start s
    subProcess pruefung {
      start s2
      user pruefen
      s2 -> pruefen
      subProcess rueckfrage triggeredByEvent="true" {
        start frage | message Rueckfrage
        user antworten
        frage -> antworten
      }
    }
    boundary frist attachedToRef="pruefung" | timer P14D
    boundary post attachedToRef="pruefung" cancelActivity="false" | message Nachtrag
    boundary alarm attachedToRef="pruefung" cancelActivity="false" | signal Alarm
    boundary voll attachedToRef="pruefung" cancelActivity="false" | when akten > 3
    user verfristet
    user ablegen
    s -> pruefung
    frist -> verfristet
    post -> ablegen
    alarm -> ablegen
    voll -> ablegen)");
  Story story(model);
  auto const deadline = next_due(story.instance);
  story.hears("Rueckfrage").sleeps();
  CHECK(story.open() == "antworten");
  CHECK(next_due(story.instance) == deadline);
  CHECK_FALSE(deliver_message(model, story.instance, "Rueckfrage", {}, story.now));
  story.hears("Nachtrag").sees("Alarm").learns({{"akten", Value(4)}});
  CHECK(story.open() == "antworten ablegen ablegen ablegen");
  CHECK(story.passes("P14D").open() == "ablegen ablegen ablegen verfristet");
}

TEST_CASE("message, signal and timer can start a process; a plain start by hand is refused then") {
  auto const model = drawn(R"(
    start post | message Antrag
    start funk | signal Alarm
    start uhr | cycle R/2025-01-01T06:00:00/P1D
    user t
    post -> t
    funk -> t
    uhr -> t)");
  auto const points = start_points(model);
  REQUIRE(points.size() == 3);
  CHECK(points[0].name == "Antrag");
  auto const after = *parse_instant("2025-03-03T06:00:00");
  CHECK(**next_start(model, points[2], after) == *parse_instant("2025-03-04T06:00:00"));
  Story story(model, points[0], {{"name", Value("Erika")}});
  CHECK(story.open() == "t");
  CHECK(story.value("name") == "\"Erika\"");
  CHECK(start(model, "p", {}, story.now).error() == "the process 'p' is started by an event, not by hand");
}

TEST_CASE("an instantiating event gateway that is parallel waits for its other events") {
  auto const model = drawn(R"(
    race los instantiate="true" eventGatewayType="Parallel"
    catch geld | message Zahlung
    catch blatt | message Formular
    user t
    parallel beide
    los -> geld
    los -> blatt
    geld -> beide
    blatt -> beide
    beide -> t)");
  auto const points = start_points(model);
  REQUIRE(points.size() == 2);
  Story story(model, points[1]);
  CHECK(story.open().empty());
  CHECK(story.hears("Zahlung").open() == "t");
}

TEST_CASE("a timer takes its time from an expression") {
  auto const model = drawn(R"(
    start s
    catch c | timer duration("P" + string(tage) + "D")
    user t
    s -> c
    c -> t)");
  Story story(model, {{"tage", Value(3)}});
  CHECK(story.passes("P2D").open().empty());
  CHECK(story.passes("P1D").open() == "t");
}

TEST_CASE("the next start by a timer is always later, or there is none") {
  auto const after = *parse_instant("2025-03-03T06:00:00");
  auto const next = [&](std::string const& timer) {
    auto const model = drawn("start uhr | " + timer + "\nuser t\nuhr -> t");
    auto const found = next_start(model, start_points(model).front(), after);
    REQUIRE(found);
    return *found ? print(**found) : std::string("none");
  };
  CHECK(next("cycle R/2025-01-01T08:00:00/P1D") == "2025-03-03T07:00:00Z");
  CHECK(next("cycle R/2025-01-01T06:00:00/P1D") == "2025-03-04T05:00:00Z");
  CHECK(next("cycle R3/2025-01-01T08:00:00/P1D") == "none");
  CHECK(next("cycle R/2026-01-01T08:00:00/P1D") == "2026-01-01T07:00:00Z");
  CHECK(next("cycle R/PT1H") == "2025-03-03T06:00:00Z");
  CHECK(next("date 2025-03-03T06:00:00") == "none");
  CHECK(next("date 2025-03-03T06:00:01") == "2025-03-03T05:00:01Z");
  CHECK(next("timer PT0S") == "none");
  CHECK(next("timer P1D") == "2025-03-04T05:00:00Z");
}

TEST_CASE("a timer takes dates, dates with time and zone, durations and texts") {
  auto const due = [](std::string const& timer) {
    auto const model = drawn("start s\ncatch c | " + timer + "\nuser t\ns -> c\nc -> t");
    Story story(model, {{"tag", from_json(R"({"@":"2025-03-05"})").value()},
                        {"text", Value("2025-03-05T12:00:00@America/New_York")}});
    REQUIRE(story.is(Status::running));
    return print(*next_due(story.instance));
  };
  CHECK(due("date now() + duration(\"P1D\")") == "2025-03-04T08:00:00Z");
  CHECK(due("date now()") == "2025-03-03T08:00:00Z");
  CHECK(due("date tag") == "2025-03-04T23:00:00Z");
  CHECK(due("date text") == "2025-03-05T17:00:00Z");
  CHECK(due("date 2025-03-05T12:00:00@Europe/Berlin") == "2025-03-05T11:00:00Z");
  CHECK(due("date date and time(\"2025-03-05T12:00:00\")") == "2025-03-05T11:00:00Z");
  CHECK(due("date date and time(\"2025-03-05T12:00:00+02:00\")") == "2025-03-05T10:00:00Z");
  CHECK(due("date duration(\"PT5M\")") == "2025-03-03T08:05:00Z");
  CHECK(due("timer tag + duration(\"P1D\")") == "2025-03-05T23:00:00Z");
  CHECK(due("timer duration(\"P2M\")") == "2025-05-03T07:00:00Z");
  CHECK(due("timer \"PT\" + \"5M\"") == "2025-03-03T08:05:00Z");
  CHECK(due("timer date and time(\"2025-03-01T12:00:00Z\") - now()") == "2025-03-03T08:00:00Z");
  CHECK(due("cycle \"R/\" + string(now()) + \"/PT1H\"") == "2025-03-03T08:00:00Z");
}
