#include "engines/dmn/check.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engines/dmn/model_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::dmn::testing;
using dmn::Model;

namespace {

std::string habit(std::string_view cell) {
  auto const found = dmn::internal::number_habits(cell);
  return found.empty() ? "" : found.front();
}

bool finds(Model const& model, std::string_view part) {
  auto const all = findings(model);
  return std::any_of(all.begin(), all.end(), [&](auto const& one) { return one.find(part) != std::string::npos; });
}

Model with_output(std::string const& attributes, std::string const& first, std::string const& second,
                  std::string const& output = "<output/>") {
  return tabled(table(attributes, {{"&lt; 18", first}, {"&gt;= 18", second}}, output));
}

}  // namespace

TEST_CASE("numbers as German writes them are pointed out") {
  CHECK(habit("< 12,50") == "`12,50` means 12 or 50; write `12.50` for one number, `12, 50` for two");
  CHECK(habit("not(12,50)") == habit("< 12,50"));
  CHECK(habit("< 25.000") ==
        "`25.000` has its point before the decimals; write `25000` for thousands, `25.0000` for three decimals");
  CHECK(habit("[1.000..25.5]").starts_with("`1.000` has"));
  CHECK(habit("1.000.000").starts_with("`1.000.000` has"));
  CHECK(habit("5-10") == "`5-10` is a subtraction; write `[5..10]` for a range, `@\"2026-11-21\"` for a day");
  CHECK_FALSE(habit("5 - 10").empty());
  CHECK_FALSE(habit("< 5-10").empty());
  CHECK_FALSE(habit("2026-11-21").empty());
  for (auto const* fine :
       {"12, 50", "< 12.50", "0.125", "25.00", "[5..10]", "\"12,50\"", "substring(?, 1,2)", "[1,2]", "Betrag - 5",
        "5 - Betrag", "-5", "@\"2026-11-21\"", "Stufe1,2", "date(2026,11,21)", "1234.567", "-"})
    CHECK_MESSAGE(habit(fine).empty(), fine);
}

TEST_CASE("the check shows number habits in every cell of a table") {
  CHECK(finds(tabled(table("hitPolicy='FIRST'", {{"&lt; 12,50", "1"}, {"-", "2"}})), "rule 1: `12,50` means"));
  CHECK(finds(with_output("", "25.000", "1"), "rule 1: `25.000` has"));
  CHECK(finds(with_output("", "1", "5-10"), "rule 2: `5-10` is a subtraction"));
  CHECK(finds(with_output("", "12,50", "1"), "found `,`; `12,50` means 12 or 50"));
  CHECK(finds(
      with_output("hitPolicy='PRIORITY'", "1", "2", "<output><outputValues><text>1,2</text></outputValues></output>"),
      "`1,2` means"));
  CHECK(findings(with_output("", "25000", "12.50")).empty());
}

TEST_CASE("cells show what the expression check shows") {
  CHECK(finds(tabled(table("hitPolicy='FIRST'", {{"? &gt; \"a\" - 1", "1"}, {"-", "2"}})),
              "subtracting string and number gives null"));
  CHECK(finds(tabled(table("hitPolicy='FIRST'", {{"== 5", "1"}, {"-", "2"}})), "FEEL has no sign `==`; write `=`"));
}

TEST_CASE("what a table cannot mean is said, not guessed") {
  CHECK(finds(with_output("hitPolicy='COLLECT' aggregation='sum'", "1", "2"),
              "unknown aggregation `sum`, did you mean `SUM`?"));
  CHECK(finds(with_output("hitPolicy='first'", "1", "2"), "unknown hit policy `first`, did you mean `FIRST`?"));
  CHECK(finds(with_output("hitPolicy='FIRST' aggregation='SUM'", "1", "2"), "the hit policy is not COLLECT"));
  CHECK(finds(with_output("hitPolicy='PRIORITY'", "1", "2"), "PRIORITY needs the results in their order"));
  CHECK(finds(with_output("hitPolicy='OUTPUT ORDER'", "1", "2"), "OUTPUT ORDER needs the results in their order"));
  CHECK(finds(with_output("hitPolicy='COLLECT' aggregation='SUM'", "\"a\"", "\"b\""), "SUM needs numbers"));
  CHECK(finds(with_output("hitPolicy='COLLECT' aggregation='SUM'", "x", "x", "<output typeRef='string'/>"),
              "SUM needs numbers"));
  CHECK_FALSE(finds(with_output("hitPolicy='COLLECT' aggregation='SUM'", "1", "2"), "SUM"));
  CHECK(finds(with_output("", "1", "4", "<output><outputValues><text>1, 2</text></outputValues></output>"),
              "rule 2: the result `4` is none of the results listed"));
  CHECK(finds(tabled("<decisionTable><input><inputExpression><text>x</text></inputExpression></input>"
                     "<output name='a'/><output name='a'/></decisionTable>"),
              "two results are called `a`"));
}

TEST_CASE("rules under ANY must agree") {
  CHECK(finds(tabled(table("hitPolicy='ANY'", {{"&lt; 20", "1"}, {"&gt;= 18", "2"}})),
              "rules 1 and 2 give different results, but the hit policy is ANY: `x` = 18 hits both"));
  CHECK(findings(tabled(table("hitPolicy='ANY'", {{"&lt; 20", "1"}, {"&gt;= 18", "1"}}))).empty());
}

TEST_CASE("names that do not agree are told") {
  CHECK(finds(Model::load(model("<decision name='a'><variable name='b'/>" + literal("1") + "</decision>")).value(),
              "its variable is called `b`, but formulas know it as `a`"));
  auto const entry = "<contextEntry><variable name='e'/>" + literal("1") + "</contextEntry>";
  CHECK(finds(Model::load(model(decision("d", "<context>" + entry + entry + "</context>"))).value(),
              "the entry `e` stands twice"));
  CHECK(finds(tabled("<decisionTable><input><inputExpression><text>x</text></inputExpression></input></decisionTable>"),
              "the table has no result and gives null"));
}

TEST_CASE("counting without a hit gives nought") {
  auto const counted = tabled(table("hitPolicy='COLLECT' aggregation='COUNT'", {{"&gt; 5", "1"}}));
  CHECK(decided(counted, 3) == "0");
  CHECK(decided(counted, 6) == "1");
}

TEST_CASE("a name or an id that stands twice is an error") {
  auto twice = Model::load(model(decision("a", literal("1")) + "\n" + decision("a", literal("2")))).value();
  CHECK(finds(twice, "has the name of the decision in line 1, which is the one that counts"));
  CHECK(finds(twice, "the id `a` stands twice"));
  CHECK(finds(Model::load(model("<itemDefinition name='t'><typeRef>number</typeRef></itemDefinition>"
                                "<itemDefinition name='t'><typeRef>string</typeRef></itemDefinition>" +
                                decision("a", literal("1"))))
                  .value(),
              "two types have this name"));
}

TEST_CASE("another expression language is an error wherever it is named") {
  auto const language = "expressionLanguage='http://www.ecma-international.org/javascript'";
  auto whole = Model::load(model(decision("d", literal("1")), language)).value();
  CHECK(finds(whole, "javascript` of the model is not supported, only FEEL"));
  CHECK(whole.decide("d", {}, today).is_null());
  CHECK(findings(Model::load(model(decision("d", literal("1")), "expressionLanguage='feel'")).value()).empty());
  auto cell = tabled(
      "<decisionTable><input><inputExpression expressionLanguage='groovy'><text>x</text>"
      "</inputExpression></input><output/></decisionTable>");
  CHECK(finds(cell, "the expression language `groovy` is not supported, only FEEL"));
}

TEST_CASE("types of other tools are answered with those of FEEL") {
  for (auto const* foreign : {"integer", "long", "double", "Integer"}) {
    auto typed = Model::load(model("<inputData id='x' name='x'><variable name='x' typeRef='" + std::string{foreign} +
                                   "'/></inputData>" + decision("d", needs("x") + literal("x"))));
    CHECK(finds(typed.value(), "unknown type `" + std::string{foreign} + "`, did you mean `number`?"));
  }
  auto item = Model::load(
      model("<itemDefinition name='t'><typeRef>integer</typeRef></itemDefinition>" + decision("d", literal("1"))));
  CHECK(finds(item.value(), "unknown type `integer`, did you mean `number`?"));
}

TEST_CASE("DMN 1.1 loads, an older edition says what to do") {
  auto edition = [](std::string const& uri) {
    return "<definitions xmlns='" + uri + "' name='m' namespace='urn:m'>" + input("x") +
           decision("d", needs("x") + table("", {{"&lt; 18", "1"}, {"&gt;= 18", "2"}})) + "</definitions>";
  };
  auto loaded = Model::load(edition("http://www.omg.org/spec/DMN/20151101/dmn.xsd"));
  REQUIRE(loaded);
  CHECK(decided(*loaded, 20) == "2");
  CHECK(Model::load(edition("http://www.omg.org/spec/DMN/20130901")).error()[0].message ==
        "this edition of DMN (`http://www.omg.org/spec/DMN/20130901`) is not supported; save it as 1.3 or newer");
}
