#include <doctest/doctest.h>

#include "engines/dmn/model_for_tests.h"

// DMN 1.5, 6.3.2 and 10.3.2.12: models that use others.
using namespace kreislauf;
using namespace kreislauf::dmn::testing;
using dmn::Model;

namespace {

std::string file(std::string const& name, std::string const& body) {
  return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='" + name +
         "' namespace='urn:" + name + "'>" + body + "</definitions>";
}
std::string import(std::string const& model, std::string const& name) {
  return "<import name='" + name + "' namespace='urn:" + model +
         "' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>";
}
std::string needs_of(std::string const& model, std::string const& kind, std::string const& id) {
  auto const group = kind == "Knowledge" ? "knowledgeRequirement" : "informationRequirement";
  return std::string{"<"} + group + "><required" + kind + " href='urn:" + model + "#" + id + "'/></" + group + ">";
}

std::string const base =
    file("base",
         "<itemDefinition name='tAge'><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues>"
         "</itemDefinition><itemDefinition name='tPerson'><itemComponent name='age'><typeRef>tAge</typeRef>"
         "</itemComponent></itemDefinition>" +
             input("who") + decision("greeting", needs("who") + literal("\"Hello \" + who")) +
             "<businessKnowledgeModel id='twice' name='twice'><variable name='twice'/><encapsulatedLogic>"
             "<formalParameter name='n' typeRef='tAge'/>" +
             literal("n * 2") +
             "</encapsulatedLogic></businessKnowledgeModel>"
             "<decisionService id='greet' name='greet'><variable name='greet'/><outputDecision href='#greeting'/>"
             "<inputData href='#who'/></decisionService>");

std::string middle(std::string const& name) {
  return file(name, import("base", "b") +
                        decision("said", needs_of("base", "Decision", "greeting") + literal("b.greeting + \"!\"")));
}

Model load(std::string const& main) {
  auto made = Model::load(main, [](std::string_view uri, std::string_view) -> std::optional<std::string> {
    if (uri == "urn:base") return base;
    if (uri == "urn:left" or uri == "urn:right") return middle(std::string{uri.substr(4)});
    return std::nullopt;
  });
  REQUIRE(made);
  for (auto const& problem : made->problems()) FAIL_CHECK(problem.sentence());
  return *made;
}

feel::Value context(std::string const& source) {
  return feel::compile(source, feel::Names{}).value().evaluate(std::span<feel::Value const>{}, today);
}
std::string decided(Model const& model, dmn::Inputs const& inputs) {
  return feel::print(model.decide("d", inputs, today));
}

}  // namespace

TEST_CASE("an imported model is a context of the name of the import") {
  auto const main = load(
      file("main",
           import("base", "lib") +
               decision("d", needs_of("base", "Decision", "greeting") + needs_of("base", "Input", "who") +
                                 needs_of("base", "Knowledge", "twice") + needs_of("base", "Knowledge", "greet") +
                                 literal("[lib.greeting, lib.who, lib.twice(4), lib.twice(-4), lib.greet(\"B\")]"))));
  auto const expected = "[\"Hello A\", \"A\", 8, null, \"Hello B\"]";
  CHECK(decided(main, {{"lib.who", "A"}}) == expected);
  CHECK(decided(main, {{"lib", context("{who: \"A\"}")}}) == expected);
}

TEST_CASE("an import without a name brings its names with it") {
  auto const main = load(
      file("main", import("base", "") +
                       "<itemDefinition name='tOld'><typeRef>tAge</typeRef><allowedValues><text>&gt; 60</text>"
                       "</allowedValues></itemDefinition>" +
                       decision("d", needs_of("base", "Decision", "greeting") + needs_of("base", "Knowledge", "twice") +
                                         literal("[greeting, twice(4), 5 instance of tAge, -5 instance of tAge, "
                                                 "61 instance of tOld, 5 instance of tOld]"))));
  CHECK(decided(main, {{"who", "A"}}) == "[\"Hello A\", 8, true, false, true, false]");
}

TEST_CASE("types of imported models carry their constraints") {
  auto const typed = [](std::string const& type, std::string const& value) {
    auto const main = load(file("main", import("base", "my.lib") +
                                            "<inputData id='x' name='x'><variable name='x' "
                                            "typeRef='" +
                                            type + "'/></inputData>" +
                                            "<itemDefinition name='tAll' isCollection='true'><typeRef>my.lib.tPerson"
                                            "</typeRef></itemDefinition>" +
                                            decision("d", needs("x") + literal("x"))));
    return decided(main, {{"x", context(value)}});
  };
  CHECK(typed("my.lib.tAge", "5") == "5");
  CHECK(typed("my.lib.tAge", "-5") == "null");
  CHECK(typed("my.lib.tPerson", "{age: 5}") == "{age: 5}");
  CHECK(typed("my.lib.tPerson", "{age: -5}") == "null");
  CHECK(typed("tAll", "{age: 5}") == "[{age: 5}]");
  CHECK(typed("my.lib:tAge", "-5") == "null");
  CHECK(typed("b:tAge", "5") == "5");
  CHECK(typed("b:tAge", "-5") == "null");
  CHECK(typed("feel:number", "-5") == "-5");
}

TEST_CASE("what comes in by two ways may be given by way") {
  auto const main =
      load(file("main", import("left", "l") + import("right", "r") +
                            decision("d", needs_of("left", "Decision", "said") + needs_of("right", "Decision", "said") +
                                              literal("l.said + \" \" + r.said"))));
  CHECK(decided(main, {{"l.b.who", "A"}, {"r.b.who", "B"}}) == "\"Hello A! Hello B!\"");
  CHECK(decided(main, {{"l", context("{b: {who: \"A\"}}")}, {"r", context("{b: {who: \"B\"}}")}}) ==
        "\"Hello A! Hello B!\"");
  CHECK(decided(main, {{"l.b.who", "A"}}) == "\"Hello A! Hello A!\"");
  CHECK(decided(main, {{"who", "A"}}) == "\"Hello A! Hello A!\"");
  CHECK(main.inputs().size() == 1);
}

TEST_CASE("models that import each other are read once") {
  auto const other =
      file("left", import("main", "m") + decision("e", needs_of("main", "Decision", "c") + literal("m.c + 1")));
  auto const main = file("main", import("left", "l") + decision("c", literal("1")) +
                                     decision("d", needs_of("left", "Decision", "e") + literal("l.e + 1")));
  auto const made = Model::load(main, [&](std::string_view uri, std::string_view) {
    return uri == "urn:left" ? std::optional{other} : std::nullopt;
  });
  REQUIRE(made);
  CHECK(decided(*made, {}) == "3");
}
