#include <doctest/doctest.h>

#include <fmt/format.h>

#include "administration/processes/processes.h"
#include "administration/programs/programs.h"
#include "platform/ledger/seal.h"
#include "tests/support/deciding.h"
#include "tests/support/erasing.h"

// A process drawn by the package, as the office and the applicant see it.
using namespace kreislauf;
using authority::Role;
using test::decided_page, test::has;

namespace {

constexpr std::string_view type = R"([[status]]
id   = "rechnen"
name = "Wir rechnen nach"

[[task]]
id     = "menge"
law    = "Abfallsatzung der Stadt"
within = "P7D"
status = "rechnen"
answer = "viel"

[[task.choice]]
id   = "ja"
name = "Mehr als ein Wagen"

[[task.choice]]
id   = "nein"
name = "Passt in einen Wagen"

[[task]]
id  = "zweiter_wagen"
law = "Abfallsatzung der Stadt"

[[result]]
id      = "bewilligt"
name    = "Bewilligt"
outcome = "granted"

[[result]]
id      = "abgelehnt"
name    = "Abgelehnt"
outcome = "refused"
)";

/// While somebody counts, the treasury is asked where there is an electric device; then it is decided, and who waits
/// too long lies before the office again.
constexpr std::string_view drawing = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <message id="m" name="nachgereicht"/>
  <process id="abholen" isExecutable="true">
    <startEvent id="eingang"/>
    <sequenceFlow id="f1" sourceRef="eingang" targetRef="teilen"/>
    <parallelGateway id="teilen"/>
    <sequenceFlow id="f2" sourceRef="teilen" targetRef="menge"/>
    <sequenceFlow id="f3" sourceRef="teilen" targetRef="strom"/>
    <userTask id="menge" name="Menge schätzen"/>
    <boundaryEvent id="neu" attachedToRef="menge"><messageEventDefinition messageRef="m"/></boundaryEvent>
    <sequenceFlow id="f4" sourceRef="menge" targetRef="wie_viel"/>
    <sequenceFlow id="f5" sourceRef="neu" targetRef="noch_einmal"/>
    <userTask id="noch_einmal" name="Neu schätzen"/>
    <sequenceFlow id="f6" sourceRef="noch_einmal" targetRef="vereint"/>
    <exclusiveGateway id="wie_viel" default="f7"/>
    <sequenceFlow id="f7" sourceRef="wie_viel" targetRef="vereint"/>
    <sequenceFlow id="f8" sourceRef="wie_viel" targetRef="zweiter_wagen">
      <conditionExpression>viel = "ja"</conditionExpression>
    </sequenceFlow>
    <userTask id="zweiter_wagen" name="Zweiten Wagen bestellen"/>
    <sequenceFlow id="f9" sourceRef="zweiter_wagen" targetRef="vereint"/>
    <exclusiveGateway id="vereint"/>
    <sequenceFlow id="f10" sourceRef="vereint" targetRef="sammeln"/>
    <exclusiveGateway id="strom" default="f11"/>
    <sequenceFlow id="f11" sourceRef="strom" targetRef="gefragt"/>
    <sequenceFlow id="f12" sourceRef="strom" targetRef="fragen">
      <conditionExpression>elektro = true</conditionExpression>
    </sequenceFlow>
    <serviceTask id="fragen" name="Ist der Wagen für Geräte frei?" implementation="opinion:steuern"/>
    <sequenceFlow id="f13" sourceRef="fragen" targetRef="gefragt"/>
    <exclusiveGateway id="gefragt"/>
    <sequenceFlow id="f17" sourceRef="gefragt" targetRef="sammeln"/>
    <parallelGateway id="sammeln"/>
    <sequenceFlow id="f14" sourceRef="sammeln" targetRef="entscheiden"/>
    <userTask id="entscheiden" name="Entscheiden"/>
    <boundaryEvent id="spaet" attachedToRef="entscheiden" cancelActivity="false">
      <timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>
    </boundaryEvent>
    <sequenceFlow id="f15" sourceRef="spaet" targetRef="vorlegen"/>
    <serviceTask id="vorlegen" name="Dauert zu lange" implementation="escalate"/>
    <sequenceFlow id="f16" sourceRef="entscheiden" targetRef="ende"/>
    <endEvent id="ende"/>
  </process>
</definitions>
)";

std::string with_task() {
  return std::string{type} + "\n[[task]]\nid  = \"noch_einmal\"\nlaw = \"Abfallsatzung der Stadt\"\n";
}

struct Drawn : test::Deciding {
  Drawn() : Deciding(with_task(), std::string{drawing}) {}

  http::Response decide(std::string const& result) { return press("tun=" + result + "&begruendung=Gut", decided_page); }
  http::Response task(int id, std::string const& choice = {}) {
    return press(fmt::format("tun=aufgabe+{}+{}", id, choice), "/verwaltung/amt/buergerbuero/faelle/1");
  }
  http::Response shown() { return page(std::string{decided_page}); }
  std::int64_t open() { return count("SELECT COUNT(*) FROM process_tasks WHERE closed_at = ''"); }
};

/// The same with an electric device.
struct Electric : Drawn {
  Electric() {
    cookies.clear();
    auto const again = begin();
    send_form(again + "/adresse", test::where);
    send_form(again + "/dinge", "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=2&elektro=ja");
    send_form(again + "/geraete", "geraete=1&geraete-1-geraet=Herd&geraete-1-zahl=1");
    send_form(again + "/kontakt", test::who);
    send_form(again + "/senden");
    now("anna");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Drawn, "a case shows what its process asks for, and nothing is granted before the decision is due") {
  auto const first = shown();
  CHECK(has(first, "Menge schätzen"));
  CHECK(has(first, "zu tun bis Mo, 30.11.2026"));
  CHECK(has(first, "Zu tun: Menge schätzen"));
  CHECK_FALSE(has(first, "Zweiten Wagen bestellen"));
  CHECK(own_page().find("Wir rechnen nach") != std::string::npos);
  auto const early = decide("bewilligt");
  CHECK(early.status == 422);
  CHECK(has(early, "Erst prüfen: Menge schätzen"));
  // A choice that the task has not, and a task that is not there.
  CHECK(task(1, "vielleicht").status == 400);
  CHECK(task(7, "ja").status == 422);
  CHECK(task(1, "ja").status == 303);
  auto const second = shown();
  CHECK(has(second, "Zweiten Wagen bestellen"));
  CHECK(has(second, "Menge schätzen – Mehr als ein Wagen ("));
  CHECK(task(1, "nein").status == 422);
  CHECK(decide("bewilligt").status == 422);
  CHECK(task(2).status == 303);
  CHECK(has(shown(), "jetzt, unter „Entscheiden“"));
  CHECK(decide("bewilligt").status == 303);
  CHECK(phase() == "decided");
  CHECK(open() == 0);
  CHECK(count("SELECT COUNT(*) FROM processes WHERE state <> ''") == 0);
  CHECK(has(shown(), "Entscheiden – Bewilligt"));
  CHECK(has(shown(), "Aufgabe im Ablauf erledigt"));
}

TEST_CASE_FIXTURE(Drawn, "the other way needs one task less; what refuses does not wait for the process") {
  CHECK(task(1, "nein").status == 303);
  CHECK_FALSE(has(shown(), "Zweiten Wagen bestellen"));
  CHECK(decide("bewilligt").status == 303);
  CHECK(phase() == "decided");
  press("tun=wiederaufnehmen", decided_page);
  // It does not begin again: people decide what they have taken up.
  CHECK(phase() == "working");
  CHECK(open() == 0);
  CHECK(test::refuse(*this, "gescher.localhost", std::string{decided_page}).status == 303);
}

TEST_CASE_FIXTURE(Drawn, "refused at once, the process ends with the case") {
  CHECK(test::refuse(*this, "gescher.localhost", std::string{decided_page}).status == 303);
  CHECK(open() == 0);
  CHECK(has(shown(), "Menge schätzen – entfallen"));
}

TEST_CASE_FIXTURE(Drawn, "taken back, the process ends, too") {
  cookies.clear();
  send_form(own + "/zuruecknehmen");
  CHECK(phase() == "closed");
  CHECK(open() == 0);
  CHECK(count("SELECT COUNT(*) FROM processes WHERE state <> ''") == 0);
}

TEST_CASE_FIXTURE(Drawn, "what the applicant brings reaches the process") {
  press("art=nachfordern&fragen=elektro&nachricht=Bitte&bis=2026-12-07", std::string{decided_page} + "/nachfordern");
  CHECK(phase() == "waiting");
  cookies.clear();
  send_form(own + "/ergaenzen/dinge", "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=9&elektro=nein");
  send_form(own + "/ergaenzen/pruefen");
  CHECK(phase() == "working");
  now("anna");
  CHECK(has(shown(), "Neu schätzen"));
  CHECK(has(shown(), "Menge schätzen – entfallen"));
}

TEST_CASE_FIXTURE(Drawn, "a time that has come moves the process by itself") {
  task(1, "nein");
  CHECK(count("SELECT COUNT(*) FROM processes WHERE next_due <> ''") == 1);
  clock.advance(std::chrono::hours{24 * 3});
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
  REQUIRE(ledger::seal(database("gescher"), signer, clock));
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM processes WHERE next_due <> ''") == 0);
  CHECK(count("SELECT COUNT(*) FROM cases WHERE resubmit_on = '2026-11-26'") == 1);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.escalate'") == 1);
  now("anna");
  CHECK(has(shown(), "Dauert zu lange: heute vorgelegt"));
  CHECK(decide("bewilligt").status == 303);
}

TEST_CASE_FIXTURE(Electric, "a process asks another office by itself, and goes on with its answer") {
  CHECK(count("SELECT COUNT(*) FROM case_opinions") == 1);
  press("tun=uebernehmen", "/verwaltung/amt/buergerbuero/antraege/2");
  auto const path = std::string{"/verwaltung/amt/buergerbuero/antraege/2"};
  CHECK(has(page(path), "wartet auf die Stellungnahme"));
  auto const menge = count("SELECT id FROM process_tasks WHERE element = 'menge' AND subject = 'case:2'");
  press(fmt::format("tun=aufgabe+{}+nein", menge), "/verwaltung/amt/buergerbuero/faelle/2");
  auto const early = press("tun=bewilligt&begruendung=", path);
  CHECK(has(early, "Erst prüfen: Ist der Wagen für Geräte frei?"));
  staff("gescher", "carla", {{Role::clerk, "steueramt"}});
  CHECK(has(page("/verwaltung/amt/steueramt/stellungnahmen/1"), "Ist der Wagen für Geräte frei?"));
  press("antwort=Ja", "/verwaltung/amt/steueramt/stellungnahmen/1");
  now("anna");
  CHECK(has(page(path), "Ist der Wagen für Geräte frei? – beantwortet"));
  CHECK(press("tun=bewilligt&begruendung=", path).status == 303);
}

TEST_CASE_FIXTURE(Drawn, "a specialist system reads the tasks and does them as a person would") {
  cookies.clear();
  auto const made = programs::make_key(random);
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
    programs::add_key(tx, {.name = "Wagenplan",
                           .office = "buergerbuero",
                           .writes = true,
                           .services = {},
                           .key_hash = programs::hash_of(made),
                           .expires_on = "2027-11-23"});
  });
  authorization = "Bearer " + made;
  constexpr std::string_view path = "/api/v1/cases/buergerbuero/1";
  auto const read = page(std::string{path});
  CHECK(has(read, R"("task":"menge","name":"Menge schätzen")"));
  CHECK(has(read, R"({"id":"nein","name":"Passt in einen Wagen"})"));
  auto const send = [&](std::string const& body, std::string const& seen) {
    content_type = "application/json";
    idempotency_key = random.hex(16);
    if_match = seen;
    auto answer = post("gescher.localhost", std::string{path} + "/tasks", body);
    if_match.clear();
    idempotency_key.clear();
    return answer;
  };
  auto const tag = test::header(read, "ETag");
  CHECK(send(R"({"task":"eins"})", tag).status == 400);
  CHECK(send(R"({"task":1,"choice":"vielleicht"})", tag).status == 400);
  CHECK(send(R"({"task":9})", tag).status == 409);
  CHECK(send(R"({"task":1,"choice":"ja"})", tag).status == 200);
  CHECK(send(R"({"task":2})", tag).status == 412);
  CHECK(has(page(std::string{path}), "zweiter_wagen"));
}

TEST_CASE_FIXTURE(Drawn, "where tokens stand is sealed, and goes with the case") {
  CHECK(count("SELECT COUNT(*) FROM processes WHERE state LIKE '%menge%' OR state LIKE '%elektro%'") == 0);
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) { cases::erase(tx, "application:1"); });
  CHECK(count("SELECT COUNT(*) FROM processes") == 0);
  CHECK(count("SELECT COUNT(*) FROM process_tasks") == 0);
}

TEST_CASE_FIXTURE(Drawn, "what no key opens stops the process and nothing else") {
  database("gescher").write([](db::Connection& db) { db.exec("UPDATE processes SET state = 'x'"); });
  CHECK(task(1, "ja").status == 303);
  CHECK(has(shown(), "Der Ablauf ist stehen geblieben"));
  CHECK(decide("bewilligt").status == 303);
}

TEST_CASE_FIXTURE(Drawn, "an open case goes on by a new version where its tokens have a place") {
  auto const with = [&](std::string const& from, std::string const& to) {
    auto const replaced = [&](std::string text) {
      for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
      return text;
    };
    test::change_bulky_waste(*this, [&](auto& files) {
      files["case.toml"] = replaced(with_task());
      files["process.bpmn"] = replaced(std::string{drawing});
    });
  };
  auto const migrate = [&] {
    cases::Library library{*store, clock};
    library.reload();
    auto at = visit("gescher");
    auto const c = authority::programme_context(at, {});
    std::vector<std::string> homeless;
    acts::perform(at.db, clock, "test", [&](acts::Transaction& tx) {
      auto one = *cases::of_subject(tx.db, "application:1");
      homeless = cases::migrate({tx, *c, *library.version(one.version), one}, *library.live(one.type));
    });
    return homeless;
  };
  with("Zweiten Wagen bestellen", "Noch einen Wagen bestellen");
  // What runs keeps its drawing until somebody carries it over.
  now("anna");
  CHECK(migrate().empty());
  task(1, "ja");
  CHECK(has(shown(), "Noch einen Wagen bestellen"));
  with("\"zweiter_wagen\"", "\"anderer_wagen\"");
  auto const homeless = migrate();
  REQUIRE_FALSE(homeless.empty());
  CHECK(homeless.front().find("zweiter_wagen") != std::string::npos);
  now("anna");
  CHECK(has(shown(), "Noch einen Wagen bestellen"));
}
