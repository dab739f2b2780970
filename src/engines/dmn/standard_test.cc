#include <doctest/doctest.h>

#include "engines/dmn/model_for_tests.h"

// What the text of DMN 1.5 says about types, boxed expressions, tables and services.
using namespace kreislauf;
using namespace kreislauf::dmn::testing;
using dmn::Model;

namespace {

std::string given(dmn::Inputs const& inputs, std::string const& name, std::string const& body) {
  auto const loaded = Model::load(model(body));
  REQUIRE(loaded);
  return feel::print(loaded->decide(name, inputs, today));
}

std::string given(std::string const& logic) { return given({}, "d", decision("d", logic)); }

feel::Value value_of(std::string const& source) {
  return feel::compile(source, feel::Names{}).value().evaluate(std::span<feel::Value const>{}, today);
}

/// An input `x` of this type and a decision `d` that is the input.
std::string passes(std::string const& types, std::string const& type, std::string const& value) {
  return given({{"x", value_of(value)}}, "d",
               types + "<inputData id='x' name='x'><variable name='x' typeRef='" + type + "'/></inputData>" +
                   decision("d", needs("x") + literal("x")));
}

std::string typed_decision(std::string const& types, std::string const& type, std::string const& logic) {
  return given({}, "d",
               types + "<decision id='d' name='d'><variable name='d' typeRef='" + type + "'/>" + logic + "</decision>");
}

std::string knowledge(std::string const& variable, std::string const& parameters, std::string const& logic) {
  return "<businessKnowledgeModel id='k' name='k'><variable name='k' " + variable + "/><encapsulatedLogic>" +
         parameters + logic + "</encapsulatedLogic></businessKnowledgeModel>";
}
std::string uses_k(std::string const& logic) {
  return decision("d", "<knowledgeRequirement><requiredKnowledge href='#k'/></knowledgeRequirement>" + logic);
}
std::string binding(std::string const& name, std::string const& value) {
  return "<binding><parameter name='" + name + "'/>" + literal(value) + "</binding>";
}

std::string const adult =
    "<itemDefinition name='tAge'><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues>"
    "</itemDefinition><itemDefinition name='tAdult'><typeRef>tAge</typeRef><allowedValues><text>18, [20..200], -5"
    "</text></allowedValues></itemDefinition>";

}  // namespace

TEST_CASE("a value is converted to the type that is asked for, or is null") {
  CHECK(passes("", "number", "5") == "5");
  CHECK(passes("", "number", "\"5\"") == "null");
  CHECK(passes("", "number", "[5]") == "5");
  CHECK(passes("", "number", "[5, 6]") == "null");
  CHECK(passes("", "number", "[]") == "null");
  CHECK(passes("", "date and time", "@\"2026-01-01\"") == "@\"2026-01-01T00:00:00Z\"");
  CHECK(passes("", "dateTime", "@\"2026-01-01\"") == "@\"2026-01-01T00:00:00Z\"");
  CHECK(passes("", "Any", "[5]") == "[5]");
  auto const list = "<itemDefinition name='t' isCollection='true'><typeRef>number</typeRef></itemDefinition>";
  CHECK(passes(list, "t", "5") == "[5]");
  CHECK(passes(list, "t", "[5]") == "[5]");
  CHECK(passes(list, "t", "\"5\"") == "null");
  CHECK(passes(list, "t", "[5, \"6\"]") == "null");
  CHECK(passes(list, "t", "null") == "null");
}

TEST_CASE("allowed values hold for each element, constraints for the whole, both for types that rest on a type") {
  auto const grades =
      "<itemDefinition name='t' isCollection='true'><typeRef>string</typeRef><allowedValues><text>\"a\", \"b\"</text>"
      "</allowedValues></itemDefinition>";
  CHECK(passes(grades, "t", "[\"a\", \"b\"]") == "[\"a\", \"b\"]");
  CHECK(passes(grades, "t", "[\"a\", \"c\"]") == "null");
  CHECK(passes(grades, "t", "\"a\"") == "[\"a\"]");
  auto const few =
      "<itemDefinition name='t' isCollection='true'><typeRef>number</typeRef><typeConstraint><text>count(?) &lt; 3"
      "</text></typeConstraint></itemDefinition>";
  CHECK(passes(few, "t", "[1, 2]") == "[1, 2]");
  CHECK(passes(few, "t", "[1, 2, 3]") == "null");
  CHECK(passes(adult, "tAdult", "18") == "18");
  CHECK(passes(adult, "tAdult", "20") == "20");
  CHECK(passes(adult, "tAdult", "19") == "null");
  CHECK(passes(adult, "tAdult", "-5") == "null");
  CHECK(passes(adult, "tAge", "19") == "19");
  auto const negated =
      "<itemDefinition name='b'><typeRef>string</typeRef><allowedValues><text>not(\"x\")</text></allowedValues>"
      "</itemDefinition><itemDefinition name='t'><typeRef>b</typeRef><allowedValues><text>\"x\", \"y\"</text>"
      "</allowedValues></itemDefinition>";
  CHECK(passes(negated, "t", "\"y\"") == "\"y\"");
  CHECK(passes(negated, "t", "\"x\"") == "null");
}

TEST_CASE("components are asked for one by one") {
  auto const person =
      "<itemDefinition name='tPerson'><itemComponent name='name'><typeRef>string</typeRef></itemComponent>"
      "<itemComponent name='marks' isCollection='true'><typeRef>number</typeRef></itemComponent></itemDefinition>"
      "<itemDefinition name='tPeople' isCollection='true'><typeRef>tPerson</typeRef></itemDefinition>";
  CHECK(passes(person, "tPerson", "{name: \"A\", marks: [1]}") == "{name: \"A\", marks: [1]}");
  CHECK(passes(person, "tPerson", "{name: \"A\", marks: [1], more: true}") == "{name: \"A\", marks: [1], more: true}");
  CHECK(passes(person, "tPerson", "{name: 1, marks: [1]}") == "null");
  CHECK(passes(person, "tPerson", "{name: null, marks: null}") == "{name: null, marks: null}");
  CHECK(passes(person, "tPerson", "{name: \"A\"}") == "null");
  CHECK(passes(person, "tPeople", "{name: \"A\", marks: []}") == "[{name: \"A\", marks: []}]");
  CHECK(passes(person, "tPeople", "[{name: \"A\", marks: []}, 1]") == "null");
  CHECK(passes(person, "tPerson", "[{name: \"A\", marks: []}]") == "{name: \"A\", marks: []}");
}

TEST_CASE("results of decisions, entries and functions have their types, too") {
  CHECK(typed_decision("", "string", literal("1")) == "null");
  CHECK(typed_decision("", "number", literal("[1]")) == "1");
  CHECK(typed_decision(adult, "tAdult", literal("19")) == "null");
  CHECK(given("<context><contextEntry><variable name='a' typeRef='string'/>" + literal("1") +
              "</contextEntry><contextEntry><variable name='b' typeRef='number'/>" + literal("[2]") +
              "</contextEntry></context>") == "{a: null, b: 2}");
  CHECK(given("<literalExpression typeRef='string'><text>1</text></literalExpression>") == "null");
  auto const number = "<formalParameter name='n' typeRef='number'/>";
  CHECK(given({}, "d", knowledge("", number, literal("n + 1")) + uses_k(literal("k(1)"))) == "2");
  CHECK(given({}, "d", knowledge("", number, literal("n + 1")) + uses_k(literal("k([1])"))) == "2");
  CHECK(given({}, "d", knowledge("", number, literal("5")) + uses_k(literal("k(\"a\")"))) == "null");
  CHECK(given({}, "d", knowledge("", number, literal("n + 1")) + uses_k(literal("k(n: 1)"))) == "2");
  CHECK(given({}, "d", knowledge("", number, literal("n + 1")) + uses_k(literal("k(m: 1)"))) == "null");
  CHECK(given({}, "d", knowledge("", number, literal("n + 1")) + uses_k(literal("k()"))) == "null");
  CHECK(given({}, "d", knowledge("", number, literal("n + 1")) + uses_k(literal("k(null)"))) == "null");
  CHECK(given({}, "d", knowledge("typeRef='string'", number, literal("n")) + uses_k(literal("k(1)"))) == "null");
  CHECK(given({}, "d", knowledge("typeRef='number'", number, literal("[n]")) + uses_k(literal("k(1)"))) == "1");
  auto const function =
      "<itemDefinition name='tF'><functionItem outputTypeRef='string'><parameters name='n' typeRef='number'/>"
      "</functionItem></itemDefinition>";
  CHECK(given({}, "d", function + knowledge("typeRef='tF'", number, literal("n")) + uses_k(literal("k(1)"))) == "null");
  CHECK(given({}, "d", function + knowledge("typeRef='tF'", number, literal("[\"a\"]")) + uses_k(literal("k(1)"))) ==
        "\"a\"");
}

TEST_CASE("boxed contexts, lists and relations") {
  auto const entry = [](std::string const& name, std::string const& value) {
    return "<contextEntry><variable name='" + name + "'/>" + literal(value) + "</contextEntry>";
  };
  CHECK(given("<context>" + entry("a", "1") + entry("b", "a + 1") + "</context>") == "{a: 1, b: 2}");
  CHECK(given("<context>" + entry("a", "1") + "<contextEntry>" + literal("a * 10") + "</contextEntry></context>") ==
        "10");
  CHECK(given("<context>" + entry("a b", "1") + entry("c", "a b + 1") + "</context>") == "{\"a b\": 1, c: 2}");
  CHECK(given("<context><contextEntry><variable name='o'/><context>" + entry("i", "5") + "</context></contextEntry>" +
              entry("r", "o.i") + "</context>") == "{o: {i: 5}, r: 5}");
  CHECK(given("<context/>") == "{}");
  CHECK(given("<list>" + literal("1") + "<list>" + literal("2") + "</list>" + literal("null") + "</list>") ==
        "[1, [2], null]");
  CHECK(given("<list/>") == "[]");
  CHECK(given("<relation><column name='a'/><column name='b'/><row>" + literal("1") + literal("2") + "</row><row>" +
              literal("3") + literal("4") + "</row></relation>") == "[{a: 1, b: 2}, {a: 3, b: 4}]");
  CHECK(given("<relation><column name='a' typeRef='string'/><row>" + literal("1") + "</row></relation>") ==
        "[{a: null}]");
}

TEST_CASE("boxed invocations bind by name, also what is built in") {
  auto const minus = knowledge("", "<formalParameter name='a'/><formalParameter name='b'/>", literal("a - b"));
  CHECK(given({}, "d",
              minus + uses_k("<invocation>" + literal("k") + binding("b", "1") + binding("a", "3") +
                             "</invocation>")) == "2");
  CHECK(given({}, "d", minus + uses_k("<invocation>" + literal("k") + binding("a", "3") + "</invocation>")) == "null");
  CHECK(given({}, "d",
              minus + uses_k("<invocation>" + literal("k") + binding("a", "3") + binding("c", "1") +
                             "</invocation>")) == "null");
  auto const built_in = [](std::string const& name, std::string const& bindings) {
    return given("<invocation>" + literal(name) + bindings + "</invocation>");
  };
  CHECK(built_in("date", binding("year", "2026") + binding("month", "2") + binding("day", "1")) == "@\"2026-02-01\"");
  CHECK(built_in("date", binding("from", "\"2026-02-01\"")) == "@\"2026-02-01\"");
  CHECK(built_in("substring", binding("start position", "2") + binding("string", "\"abc\"")) == "\"bc\"");
  CHECK(built_in("max", binding("list", "[1, 7]")) == "7");
  CHECK(built_in("max", binding("liste", "[1, 7]")) == "null");
  CHECK(built_in("1", binding("a", "1")) == "null");
}

TEST_CASE("boxed functions are values") {
  auto const twice =
      "<functionDefinition><formalParameter name='n' typeRef='number'/>" + literal("n * f") + "</functionDefinition>";
  CHECK(given("<context><contextEntry><variable name='f'/>" + literal("2") +
              "</contextEntry><contextEntry><variable "
              "name='g'/>" +
              twice + "</contextEntry><contextEntry>" + literal("[g(4), g(n: 5), g([6]), g(\"a\")]") +
              "</contextEntry></context>") == "[8, 10, 12, null]");
  CHECK(given({}, "d",
              "<decision id='g' name='g'><variable name='g'/><functionDefinition><formalParameter name='n'/>" +
                  literal("n + 1") + "</functionDefinition></decision>" +
                  decision("d",
                           "<informationRequirement><requiredDecision href='#g'/>"
                           "</informationRequirement>" +
                               literal("g(1)"))) == "2");
}

TEST_CASE("a boxed conditional goes to else unless its condition is true") {
  auto const branch = [](std::string const& condition) {
    return given("<conditional><if>" + literal(condition) + "</if><then>" + literal("1") + "</then><else>" +
                 literal("2") + "</else></conditional>");
  };
  CHECK(branch("true") == "1");
  CHECK(branch("false") == "2");
  CHECK(branch("null") == "2");
  CHECK(branch("\"a\"") == "2");
  CHECK(branch("5") == "2");
}

TEST_CASE("boxed filters do what filters in formulas do") {
  auto const filtered = [](std::string const& list, std::string const& match) {
    return given("<filter><in>" + literal(list) + "</in><match>" + literal(match) + "</match></filter>");
  };
  CHECK(filtered("[1, 2, 3]", "item &gt; 1") == "[2, 3]");
  CHECK(filtered("[1, 2, 3]", "2") == "2");
  CHECK(filtered("[1, 2, 3]", "-1") == "3");
  CHECK(filtered("[{a: 1}, {a: 2}]", "a = 2") == "[{a: 2}]");
  CHECK(filtered("[{a: 1}, {a: 2}]", "item.a = 2") == "[{a: 2}]");
  CHECK(filtered("5", "item = 5") == "[5]");
  CHECK(filtered("[]", "item = 5") == "[]");
  CHECK(filtered("[1, 2]", "null") == "[]");
  CHECK(filtered("[1, 2]", "\"a\"") == "null");
  CHECK(filtered("[1, 2]", "false") == "[]");
  CHECK(given("<filter><in><list>" + literal("1") + literal("2") + "</list></in><match><conditional><if>" +
              literal("item = 2") + "</if><then>" + literal("true") + "</then><else>" + literal("false") +
              "</else></conditional></match></filter>") == "[2]");
  CHECK(given("<filter><in><list>" + literal("{a: 1}") + literal("{a: 2}") + "</list></in><match><conditional><if>" +
              literal("item.a = 2") + "</if><then>" + literal("true") + "</then><else>" + literal("false") +
              "</else></conditional></match></filter>") == "[{a: 2}]");
}

TEST_CASE("boxed iterators run over lists, ranges and single values") {
  auto const loop = [](std::string const& list, std::string const& result) {
    return given("<for iteratorVariable='i'><in>" + literal(list) + "</in><return>" + literal(result) +
                 "</return></for>");
  };
  CHECK(loop("[1, 2]", "i * 2") == "[2, 4]");
  CHECK(loop("[1..3]", "i") == "[1, 2, 3]");
  CHECK(loop("5", "i + 1") == "[6]");
  CHECK(loop("[]", "i") == "[]");
  CHECK(loop("null", "i") == "null");
  CHECK(loop("[1, 2, 3]", "i + sum(partial[-1])") == "[null, null, null]");
  CHECK(loop("[1, 2, 3]", "count(partial)") == "[0, 1, 2]");
  CHECK(loop("[@\"2026-01-01\"..@\"2026-01-02\"]", "i.day") == "[1, 2]");
  auto const any = [](std::string const& kind, std::string const& list, std::string const& test) {
    return given("<" + kind + " iteratorVariable='i'><in>" + literal(list) + "</in><satisfies>" + literal(test) +
                 "</satisfies></" + kind + ">");
  };
  CHECK(any("some", "[1, 2]", "i &gt; 1") == "true");
  CHECK(any("some", "[1, 2]", "i &gt; 2") == "false");
  CHECK(any("some", "[]", "i &gt; 2") == "false");
  CHECK(any("some", "null", "i &gt; 2") == "null");
  CHECK(any("some", "[1, null]", "i &gt; 2") == "null");
  CHECK(any("some", "[3, null]", "i &gt; 2") == "true");
  CHECK(any("some", "3", "i &gt; 2") == "true");
  CHECK(any("some", "[1..3]", "i &gt; 2") == "true");
  CHECK(any("some", "[1]", "\"a\"") == "null");
  CHECK(any("every", "[1, 2]", "i &gt; 0") == "true");
  CHECK(any("every", "[1, 2]", "i &gt; 1") == "false");
  CHECK(any("every", "[]", "i &gt; 2") == "true");
  CHECK(any("every", "null", "i &gt; 2") == "null");
  CHECK(any("every", "[3, null]", "i &gt; 2") == "null");
  CHECK(any("every", "3", "i &gt; 2") == "true");
}

namespace {

/// A table over `x` with two outputs, `a` (values 1, 2, 3 in this order) and `b` (values "q", "p").
std::string ranked(std::string const& policy, int x) {
  std::vector<std::array<std::string, 3>> const rules{
      {"&gt; 1", "2", "\"p\""}, {"&gt; 1", "1", "\"p\""}, {"&gt; 2", "1", "\"q\""}, {"&gt; 3", "9", "\"q\""}};
  std::string out = "<decisionTable hitPolicy='" + policy +
                    "'><input><inputExpression typeRef='number'><text>x</text></inputExpression></input>"
                    "<output name='a'><outputValues><text>1, 2, 3</text></outputValues></output>"
                    "<output name='b'><outputValues><text>\"q\", \"p\"</text></outputValues></output>";
  for (auto const& rule : rules)
    out += "<rule><inputEntry><text>" + rule[0] + "</text></inputEntry><outputEntry><text>" + rule[1] +
           "</text></outputEntry><outputEntry><text>" + rule[2] + "</text></outputEntry></rule>";
  return given({{"x", x}}, "d", input("x") + decision("d", needs("x") + out + "</decisionTable>"));
}

std::string hit(std::string const& attributes, std::string const& x,
                std::vector<std::pair<std::string, std::string>> const& rules,
                std::string const& output = "<output/>") {
  return given({{"x", value_of(x)}}, "d", input("x") + decision("d", needs("x") + table(attributes, rules, output)));
}

}  // namespace

TEST_CASE("priorities go by the first output, then by the second") {
  CHECK(ranked("PRIORITY", 2) == "{a: 1, b: \"p\"}");
  CHECK(ranked("PRIORITY", 3) == "{a: 1, b: \"q\"}");
  CHECK(ranked("OUTPUT ORDER", 3) == "[{a: 1, b: \"q\"}, {a: 1, b: \"p\"}, {a: 2, b: \"p\"}]");
  CHECK(ranked("OUTPUT ORDER", 4) == "[{a: 1, b: \"q\"}, {a: 1, b: \"p\"}, {a: 2, b: \"p\"}, {a: 9, b: \"q\"}]");
  CHECK(ranked("RULE ORDER", 2) == "[{a: 2, b: \"p\"}, {a: 1, b: \"p\"}]");
  CHECK(ranked("FIRST", 4) == "{a: 2, b: \"p\"}");
  CHECK(ranked("COLLECT", 2) == "[{a: 2, b: \"p\"}, {a: 1, b: \"p\"}]");
  CHECK(ranked("UNIQUE", 1) == "null");
}

TEST_CASE("tables meet missing values, other types and nothing") {
  std::vector<std::pair<std::string, std::string>> const rules{{"&lt; 5", "1"}, {"[5..10]", "2"}};
  CHECK(hit("", "3", rules) == "1");
  CHECK(hit("", "[3]", rules) == "1");
  CHECK(hit("", "null", rules) == "null");
  CHECK(hit("", "\"a\"", rules) == "null");
  CHECK(hit("", "null", {{"null", "1"}, {"not(null)", "2"}}) == "1");
  CHECK(hit("", "null", {{"-", "1"}}) == "1");
  CHECK(hit("", "4", {{"null", "1"}, {"not(null)", "2"}}) == "2");
  auto const fallback = "<output typeRef='number'><defaultOutputEntry><text>[9]</text></defaultOutputEntry></output>";
  CHECK(hit("", "99", rules, fallback) == "9");
  CHECK(hit("", "null", rules, fallback) == "9");
  CHECK(hit("hitPolicy='COLLECT'", "99", rules, fallback) == "9");
  CHECK(hit("hitPolicy='COLLECT' aggregation='SUM'", "4", {{"-", "1"}, {"4", "2"}, {"5", "4"}}) == "3");
  CHECK(hit("hitPolicy='COLLECT' aggregation='MAX'", "4", {{"-", "1"}, {"4", "2"}, {"5", "4"}}) == "2");
  CHECK(hit("hitPolicy='COLLECT' aggregation='MIN'", "4", {{"-", "\"b\""}, {"4", "\"a\""}}) == "\"a\"");
  CHECK(hit("hitPolicy='COLLECT' aggregation='SUM'", "4", {{"-", "@\"P1D\""}, {"4", "@\"P2D\""}}) == "@\"P3D\"");
  CHECK(hit("hitPolicy='COLLECT' aggregation='SUM'", "9", {{"1", "1"}}) == "null");
  CHECK(hit("hitPolicy='ANY'", "4", {{"-", "1"}, {"4", "1.0"}}) == "1");
  CHECK(hit("", "4", {{"4", "[x]"}}, "<output typeRef='number'/>") == "4");
  CHECK(hit("", "4", {{"4", "\"a\""}}, "<output typeRef='number'/>") == "null");
}

namespace {

std::string const service =
    input("a") + input("b") + decision("s", needs("a") + needs("b") + literal("a + b")) +
    decision("t", "<informationRequirement><requiredDecision href='#s'/></informationRequirement>" + needs("a") +
                      literal("s * 10 + a")) +
    "<decisionService id='both' name='both'><variable name='both'/><outputDecision href='#s'/><outputDecision "
    "href='#t'/><inputData href='#a'/><inputData href='#b'/></decisionService>"
    "<decisionService id='half' name='half'><variable name='half'/><outputDecision href='#t'/><inputDecision "
    "href='#s'/><inputData href='#a'/></decisionService>";

std::string serves(std::string const& name, std::string const& formula) {
  return given({}, "d",
               service + decision("d", "<knowledgeRequirement><requiredKnowledge href='#" + name +
                                           "'/></knowledgeRequirement>" + literal(formula)));
}

}  // namespace

TEST_CASE("decision services are functions of their input data and input decisions") {
  CHECK(serves("both", "both(1, 2)") == "{s: 3, t: 31}");
  CHECK(serves("both", "both(b: 2, a: 1)") == "{s: 3, t: 31}");
  CHECK(serves("both", "both(1, 2).t") == "31");
  CHECK(serves("half", "half(a: 1, s: 7)") == "71");
  CHECK(serves("half", "half(1, 7)") == "71");
  CHECK(serves("half", "half(1)") == "null");
  CHECK(serves("half", "half(a: 1, q: 7)") == "null");
  auto const loaded = Model::load(model(service)).value();
  CHECK(feel::print(loaded.serve("half", {{"a", 2}, {"s", 1}}, today)) == "12");
  CHECK(feel::print(loaded.serve("half", {{"a", 2}, {"b", 1}}, today)) == "null");
}
