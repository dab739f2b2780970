#include "engines/dmn/dmn.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engines/dmn/model_for_tests.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::dmn::testing;
using dmn::Model;

namespace {

std::string example(std::string const& name) {
  auto path = test::source_folder() / "tests/rules" / name;
  std::ifstream in{path, std::ios::binary};
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace

TEST_CASE("the dog tax of the sample district is worked out and explained") {
  auto dogs = Model::load(example("hundesteuer.dmn"));
  REQUIRE(dogs);
  CHECK(dogs->check().empty());
  dmn::Inputs two_dogs{{"Zahl der Hunde", 2}, {"Art", "Haushund"}, {"Anmeldung", *feel::Date::parse("2026-07-03")}};

  auto result = dogs->evaluate("Steuer im ersten Jahr", two_dogs, today);

  CHECK(feel::print(result.value) == "96");
  auto told = dmn::sentences(result.explanation, dmn::Language::german);
  REQUIRE(told.size() == 5);
  CHECK(told[0] ==
        "Regel 4 trifft zu: Art ist „Haushund“ (Bedingung: \"Haushund\"), Zahl der Hunde ist 2 (Bedingung: >= 2).");
  CHECK(told[1] == "Grundlage: § 3 Abs. 1 Nr. 2 der Satzung.");
  CHECK(told[2] == "Daraus ergibt sich für „Steuersatz“: 96.");
  CHECK(told[3] == "Berücksichtigt wurde: Steuersatz ist 96, Zahl der Hunde ist 2, Anmeldung ist 3.7.2026.");
  CHECK(dmn::sentences(result.explanation, dmn::Language::english)[4] == "This gives for “Steuer im ersten Jahr”: 96.");
}

TEST_CASE("a value that is not allowed gives nothing and says so") {
  auto dogs = Model::load(example("hundesteuer.dmn")).value();
  auto result = dogs.evaluate("Steuersatz", {{"Zahl der Hunde", 1}, {"Art", "Katze"}}, today);
  CHECK(result.value.is_null());
  REQUIRE_FALSE(result.notes.empty());
  CHECK(result.notes[0] == "`Art` is not of type string or has a value that is not allowed");
}

TEST_CASE("a model tells what it needs") {
  auto dogs = Model::load(example("hundesteuer.dmn")).value();
  REQUIRE(dogs.decisions().size() == 2);
  auto info = dogs.decisions()[1];
  CHECK(info.name == "Steuer im ersten Jahr");
  CHECK(info.decisions == std::vector<std::string>{"Steuersatz"});
  CHECK(info.inputs.size() == 3);
  CHECK(dogs.decisions()[0].question == "Was kostet ein Hund im Jahr?");
}

TEST_CASE("each hit policy picks its rules") {
  std::vector<std::pair<std::string, std::string>> const rules{{"&gt; 1", "10"}, {"&gt; 2", "30"}, {"&gt; 3", "20"}};
  auto const ranked = "<output><outputValues><text>30, 20, 10</text></outputValues></output>";
  CHECK(decided(tabled(table("hitPolicy='UNIQUE'", rules)), 2) == "10");
  CHECK(decided(tabled(table("hitPolicy='UNIQUE'", rules)), 5) == "null");
  CHECK(decided(tabled(table("hitPolicy='ANY'", rules)), 5) == "null");
  CHECK(decided(tabled(table("hitPolicy='FIRST'", rules)), 5) == "10");
  CHECK(decided(tabled(table("hitPolicy='PRIORITY'", rules, ranked)), 5) == "30");
  CHECK(decided(tabled(table("hitPolicy='OUTPUT ORDER'", rules, ranked)), 5) == "[30, 20, 10]");
  CHECK(decided(tabled(table("hitPolicy='RULE ORDER'", rules)), 5) == "[10, 30, 20]");
  CHECK(decided(tabled(table("hitPolicy='COLLECT'", rules)), 5) == "[10, 30, 20]");
  CHECK(decided(tabled(table("hitPolicy='COLLECT' aggregation='SUM'", rules)), 5) == "60");
  CHECK(decided(tabled(table("hitPolicy='COLLECT' aggregation='MIN'", rules)), 5) == "10");
  CHECK(decided(tabled(table("hitPolicy='COLLECT' aggregation='COUNT'", rules)), 3) == "2");
}

TEST_CASE("a large table answers through its index as a small one does by asking") {
  std::vector<std::pair<std::string, std::string>> rules;
  for (int i = 0; i < 200; ++i)
    rules.emplace_back("[" + std::to_string(i * 10) + ".." + std::to_string(i * 10 + 10) + ")", std::to_string(i));
  rules.emplace_back("&lt; 0, &gt;= 2000", "-1");
  auto indexed = tabled(table("", rules));
  CHECK(findings(indexed).empty());
  for (int x : {0, 9, 10, 1999}) CHECK(decided(indexed, x) == std::to_string(x / 10));
  CHECK(decided(indexed, -5) == "-1");
  CHECK(decided(indexed, 2000) == "-1");
  CHECK(indexed.decide("d", {{"x", "kein Zahl"}}, today).is_null());
}

TEST_CASE("gaps and overlaps are shown by a value") {
  CHECK(findings(tabled(table("", {{"&lt; 18", "1"}, {"&gt; 18", "2"}}))) ==
        std::vector<std::string>{"no rule applies to `x` = 18"});
  CHECK(findings(tabled(table("", {{"&lt;= 18", "1"}, {"&gt;= 18", "2"}}))) ==
        std::vector<std::string>{"rules 1 and 2 overlap, but the hit policy is UNIQUE: `x` = 18 hits both"});
  CHECK(findings(tabled(table("hitPolicy='FIRST'", {{"-", "1"}, {"&gt; 3", "2"}}))) ==
        std::vector<std::string>{"rule 2 is never reached: earlier rules apply to everything it applies to"});
  CHECK(findings(tabled(table("", {{"&lt; 18", "1"}, {"&gt;= 18", "2"}}))).empty());
  auto clash = findings(tabled(table("hitPolicy='FIRST'", {{"\"jung\"", "1"}, {"-", "2"}})));
  CHECK(std::count(clash.begin(), clash.end(), "rule 1: `\"jung\"` can never fit `x`, which is of type number") == 1);
}

TEST_CASE("decisions that need each other in a circle are refused") {
  auto circle = [](std::string const& name, std::string const& other) {
    return decision(name, "<informationRequirement><requiredDecision href='#" + other + "'/></informationRequirement>" +
                              literal(other));
  };
  auto refused = Model::load(model(circle("a", "b") + circle("b", "a")));
  REQUIRE_FALSE(refused);
  CHECK(refused.error()[0].message.starts_with("decisions need each other in a circle: "));
}

TEST_CASE("an expression with a slip is named with line and suggestion, the rest works") {
  auto loaded = Model::load(model(input("jahreseinkommen") + decision("gut", literal("1")) + "\n" +
                                  decision("schlecht", needs("jahreseinkommen") + literal("jahreseinkomen * 2"))));
  REQUIRE(loaded);
  REQUIRE(loaded->problems().size() == 1);
  CHECK(loaded->problems()[0].sentence() ==
        "line 2: `schlecht`: `jahreseinkomen * 2`: line 1, column 1: unknown name `jahreseinkomen`, did you mean "
        "`jahreseinkommen`?");
  CHECK(feel::print(loaded->decide("gut", {}, today)) == "1");
}

TEST_CASE("an imported model lends its decisions, knowledge and types") {
  auto library = model(
      "<businessKnowledgeModel id='k' name='Aufschlag'><variable name='Aufschlag'/><encapsulatedLogic><formalParameter "
      "name='n' typeRef='number'/>" +
      literal("n * 1.19") + "</encapsulatedLogic></businessKnowledgeModel>");
  std::string main =
      "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='haupt' namespace='urn:h'>"
      "<import name='Lib' namespace='urn:m' importType='https://www.omg.org/spec/DMN/20230324/MODEL/' "
      "locationURI='lib.dmn'/>" +
      decision("brutto", "<knowledgeRequirement><requiredKnowledge href='urn:m#k'/></knowledgeRequirement>" +
                             literal("Lib.Aufschlag(100)")) +
      "</definitions>";
  auto loaded = Model::load(main, [&](std::string_view uri, std::string_view) {
    return uri == "urn:m" ? std::optional{library} : std::nullopt;
  });
  REQUIRE(loaded);
  CHECK(feel::print(loaded->decide("brutto", {}, today)) == "119");
  CHECK(Model::load(main).error()[0].message == "the imported model `urn:m` is not to be had");
}

TEST_CASE("formulas may name the types of an imported model") {
  auto library = model(
      "<itemDefinition name='tVoll'><typeRef>number</typeRef><allowedValues><text>&gt;= 18</text></allowedValues>"
      "</itemDefinition>");
  std::string main =
      "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='haupt' namespace='urn:h'>"
      "<import name='Lib' namespace='urn:m' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>" +
      decision("d", literal("[18 instance of Lib.tVoll, 17 instance of Lib.tVoll]")) +
      decision("f", literal("(function(alter: Lib.tVoll) alter)(17)")) + "</definitions>";
  auto loaded = Model::load(main, [&](std::string_view, std::string_view) { return std::optional{library}; });
  REQUIRE(loaded);
  CHECK(findings(*loaded).empty());
  CHECK(feel::print(loaded->decide("d", {}, today)) == "[true, false]");
  CHECK(loaded->decide("f", {}, today).is_null());
}

TEST_CASE("conditionals, filters and iterators work as boxes too") {
  auto boxed = [](std::string const& logic) {
    return feel::print(Model::load(model(decision("d", logic)))->decide("d", {}, today));
  };
  CHECK(boxed("<conditional><if>" + literal("1 &lt; 2") + "</if><then>" + literal("\"ja\"") + "</then><else>" +
              literal("\"nein\"") + "</else></conditional>") == "\"ja\"");
  CHECK(boxed("<filter><in>" + literal("[{a: 1}, {a: 5}]") + "</in><match>" + literal("a &gt; 2") +
              "</match></filter>") == "[{a: 5}]");
  CHECK(boxed("<for iteratorVariable='i'><in>" + literal("[1, 2]") + "</in><return>" + literal("i * 2") +
              "</return></for>") == "[2, 4]");
  CHECK(boxed("<every iteratorVariable='i'><in>" + literal("[1, 2]") + "</in><satisfies>" + literal("i &gt; 1") +
              "</satisfies></every>") == "false");
}

TEST_CASE("hostile models end in an error") {
  CHECK_FALSE(Model::load("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"));
  CHECK_FALSE(Model::load("<definitions/>"));
  CHECK_FALSE(Model::load(""));
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += "<list>";
  CHECK_FALSE(Model::load(model(decision("d", deep))));
  std::string self =
      "<businessKnowledgeModel id='k' name='k'><variable name='k'/><encapsulatedLogic><formalParameter name='n'/>" +
      literal("k(n + 1)") + "</encapsulatedLogic></businessKnowledgeModel>";
  auto endless = Model::load(
      model(self + decision("d", "<knowledgeRequirement><requiredKnowledge href='#k'/></knowledgeRequirement>" +
                                     literal("k(1)"))));
  REQUIRE(endless);
  CHECK_THROWS_AS((void)endless->decide("d", {}, today), feel::LimitExceeded);
  auto types =
      model("<itemDefinition name='t'><itemComponent name='a'><typeRef>t</typeRef></itemComponent></itemDefinition>" +
            decision("d", literal("1")));
  CHECK(Model::load(types));
}
