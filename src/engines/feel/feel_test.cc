#include "engines/feel/feel.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::feel;

namespace {

/// A desk with a few facts on it and a fixed clock.
struct Desk {
  Names names;
  std::vector<Value> values;
  Environment environment{.now = *DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};

  Desk& knows(std::string_view name, Value value, Type type = {}) {
    names.add(name, std::move(type));
    values.push_back(std::move(value));
    return *this;
  }
  std::string says(std::string_view source) {
    auto compiled = compile(source, names);
    return compiled ? print(compiled->evaluate(values, environment)) : compiled.error().sentence();
  }
};

std::string says(std::string_view source) { return Desk{}.says(source); }

}  // namespace

TEST_CASE("a fee is worked out in decimals") {
  Desk desk;
  desk.knows("Einkommen", 18000).knows("Zahl der Kinder", 2);
  CHECK(desk.says("if Einkommen < 25000 then 0 else 45") == "0");
  CHECK(desk.says("0.1 + 0.2") == "0.3");
  CHECK(desk.says("Zahl   der\n Kinder * 12.50") == "25");
  CHECK(desk.says("1 / 0") == "null");
}

TEST_CASE("names may hold spaces and operators, the longest known one counts") {
  Desk desk;
  desk.knows("Netto", 1).knows("Netto-Einkommen", 2).knows("Einkommen", 10).knows("Kosten der Unterkunft", 7);
  CHECK(desk.says("Netto-Einkommen") == "2");
  CHECK(desk.says("Netto - Einkommen") == "-9");
  CHECK(desk.says("Kosten der Unterkunft + Netto") == "8");
}

TEST_CASE("a mistake is answered with its place and what may have been meant") {
  Desk desk;
  desk.knows("jahreseinkommen", 1);
  CHECK(desk.says("1 +\n jahreseinkomen") ==
        "line 2, column 2: unknown name `jahreseinkomen`, did you mean `jahreseinkommen`?");
  CHECK(desk.says("if jahreseinkommen > 1 then 2") ==
        "line 1, column 30: expected `else` behind the first branch of `if`, found the end");
  CHECK(desk.says("uper case(\"a\")") == "line 1, column 1: unknown function `uper case`, did you mean `upper case`?");
  CHECK(desk.says("\"ohne Ende") == "line 1, column 1: this text has no end, the closing quotation mark is missing");
}

TEST_CASE("a name that is a word of the language is answered with that") {
  Desk desk;
  desk.knows("some", 1).knows("in", 2);
  CHECK(desk.says("some > 3") ==
        "line 1, column 6: `some` is a word of the language; expected the name of a variable behind it, found `>`");
  CHECK(desk.says("in + 1") == "3");
  CHECK(desk.says("1 + then") == "line 1, column 5: expected a value, found `then`, a word of the language");
}

TEST_CASE("a name that no item has is told where the entries are known") {
  auto warned = [](char const* source) {
    auto const compiled = compile(source, Names{}).value();
    return compiled.warnings().empty() ? std::string{} : compiled.warnings()[0].message;
  };
  CHECK(warned("[{a: 1}][a - unbekannt > 0]") == "`unbekannt` is no known entry and gives null");
  CHECK(warned("[{alter: 1}][alte > 0]") == "`alte` is no known entry, did you mean `alter`?");
  CHECK(warned("[{a: 1}][a > 0]").empty());
}

TEST_CASE("what becomes null on the way leaves a note") {
  std::vector<std::string> notes;
  auto note = [&](char const* source) {
    Names names;
    names.add("x");
    notes.clear();
    Environment environment{.notes = &notes};
    CHECK(compile(source, names)->evaluate(std::vector<Value>{{}}, environment).is_null());
    return notes.empty() ? std::string{} : notes.front();
  };
  CHECK(note("-x") == "null cannot be negated");
  CHECK(note("split(\"a\", \"(\")") == "the pattern `(` is wrong: a `(` is not closed");
  CHECK(note("matches(\"a\", \"a\", \"z\")") == "the flags are s, m, i, x and q, not `z`");
}

TEST_CASE("what will be null is known before evaluation") {
  auto compiled = compile("\"a\" - 1", Names{});
  REQUIRE(compiled);
  REQUIRE(compiled->warnings().size() == 1);
  CHECK(compiled->warnings()[0].message == "subtracting string and number gives null");
}

TEST_CASE("truth has three values") {
  CHECK(says("true and null") == "null");
  CHECK(says("false and null") == "false");
  CHECK(says("true or null") == "true");
  CHECK(says("null = null") == "true");
  CHECK(says("1 = \"1\"") == "null");
}

TEST_CASE("the clock comes from outside") {
  CHECK(says("today()") == "@\"2026-11-21\"");
  CHECK(says("now()") == "@\"2026-11-21T12:00:00@Europe/Berlin\"");
  CHECK(says("today() + duration(\"P1M\")") == "@\"2026-12-21\"");
  CHECK(says("@\"2026-03-28T12:00:00@Europe/Berlin\" + @\"P1D\"") == "@\"2026-03-29T12:00:00@Europe/Berlin\"");
}

TEST_CASE("lists are filtered, walked through and asked") {
  Desk desk;
  desk.knows("Kinder", from_json(R"([{"name":"Anna","alter":7},{"name":"Ben","alter":12}])").value());
  CHECK(desk.says("Kinder[alter < 10].name") == "[\"Anna\"]");
  CHECK(desk.says("Kinder[-1].name") == "\"Ben\"");
  CHECK(desk.says("sum(for k in Kinder return k.alter)") == "19");
  CHECK(desk.says("some k in Kinder satisfies k.alter > 10") == "true");
  CHECK(desk.says("for i in 3..1 return if i = 3 then 1 else i * partial[-1]") == "[1, 2, 2]");
}

TEST_CASE("functions keep what they saw when they were made") {
  CHECK(says("{satz: 3, f: function(n) n * satz, r: f(4)}.r") == "12");
  CHECK(says("(function(a) function(b) a + b)(1)(2)") == "3");
  CHECK(says("substring(string: \"Gescher\", start position: 5)") == "\"her\"");
}

TEST_CASE("a list of one element counts as that element where a function wants one value") {
  CHECK(says("upper case([\"abc\"])") == "\"ABC\"");
  CHECK(says("substring([\"foobar\"], 3)") == "\"obar\"");
  CHECK(says("abs([-1]) + round up([5.5], 0)") == "7");
  CHECK(says("[\"ä\"][1] = (function(f) f([\"Ä\"]))(lower case)") == "true");
  CHECK(says("upper case([\"a\", \"b\"])") == "null");
  CHECK(says("string([\"a\"])") == "\"[\\\"a\\\"]\"");
  CHECK(says("list contains([[1]], [1])") == "true");
}

TEST_CASE("arguments may be named as the standard names them") {
  CHECK(says("before(point: 1, range: [2..3])") == "true");
  CHECK(says("after(range: [2..3], point: 1)") == "true");
  CHECK(says("before(range: [2..3], point: 4)") == "true");
  CHECK(says("after(point: 1, range: [2..3])") == "false");
  CHECK(says("substring(string: \"abc\", string: \"xyz\", start position: 2)") == "null");
}

TEST_CASE("a range may be read from a text, with one end left open") {
  CHECK(says("range(\"[1..3)\")") == "[1..3)");
  CHECK(says("range(\"(..2]\") = (<= 2)") == "true");
  CHECK(says("range(\"[2..)\") = (>= 2)") == "true");
  CHECK(says("1 in range(\"(..2)\")") == "true");
  CHECK(says("range(\"(@\\\"2026-01-01\\\"..)\") = (> @\"2026-01-01\")") == "true");
  for (auto const* text : {"[..2]", "[2..]", "(..)", "[..]", "", "1..3", "[a..b]", "[3..1]", "(.. or 2)"})
    CHECK_MESSAGE(says("range(\"" + std::string{text} + "\")") == "null", text);
}

TEST_CASE("the end of a day is the first moment of the next") {
  CHECK(says("time(\"24:00:00\")") == "@\"00:00:00\"");
  CHECK(says("time(\"24:00:00Z\")") == "@\"00:00:00Z\"");
  CHECK(says("time(\"24:00:01\")") == "null");
  CHECK(says("time(\"24:00:00.5\")") == "null");
  CHECK(says("@\"2026-12-31T24:00:00\"") == "@\"2027-01-01T00:00:00\"");
}

TEST_CASE("a function is an instance of what it takes and gives") {
  CHECK(says("(function() \"a\") instance of function<> -> string") == "true");
  CHECK(says("(function() \"a\") instance of function<> -> number") == "false");
  CHECK(says("(function(a: Any) a) instance of function<number> -> Any") == "true");
  CHECK(says("(function(a: string) a) instance of function<number> -> Any") == "false");
  CHECK(says("(function() [1]) instance of function<> -> list<number>") == "true");
}

TEST_CASE("unary tests read as a table cell is written") {
  Environment environment;
  auto passes = [&](char const* tests, Value const& input) {
    return print(compile_unary_tests(tests, Names{}).value().test(input, {}, environment));
  };
  CHECK(passes("-", 5) == "true");
  CHECK(passes("< 10, [20..30]", 25) == "true");
  CHECK(passes("not(< 10, [20..30])", 25) == "false");
  CHECK(passes("\"A\", \"B\"", "C") == "false");
  CHECK(passes("? > 3 and ? < 5", 4) == "true");
  CHECK(passes("< 10", "x") == "null");
}

TEST_CASE("data that is missing fulfils no condition") {
  Names names;
  names.add("Grenze");
  auto passes = [&](char const* tests) {
    return print(compile_unary_tests(tests, names).value().test({}, std::vector<Value>{{}}, Environment{}));
  };
  for (auto const* tests :
       {"? > 20", "odd(?)", "? between 1 and 3", "? in [1..3]", "contains(?, \"a\")", "? < @\"2026-01-01\"",
        "? > 3 and odd(?)", "not(? > 20)", "? > 20, < 3", "? + 1", "Grenze + 1", "= Grenze + 1", "!= Grenze + 1",
        "Grenze > 20", "string length(?) > 3", "(function() ? > 20)()", "> 20", "[1..3]"})
    CHECK_MESSAGE(passes(tests) == "null", tests);
  CHECK(passes("null") == "true");
  CHECK(passes("? = null") == "true");
  CHECK(passes("Grenze") == "true");
  CHECK(passes("-") == "true");
}

TEST_CASE("the comparison signs of other languages are refused with the right one") {
  Desk desk;
  desk.knows("x", 5).knows("y", 6);
  auto in_cell = [&](char const* tests) {
    auto compiled = compile_unary_tests(tests, desk.names);
    return compiled ? std::string{} : compiled.error().message;
  };
  for (auto const& [foreign, right] : {std::pair{"==", "="}, {"<>", "!="}, {"=<", "<="}, {"=>", ">="}, {"===", "="}}) {
    auto refusal = "FEEL has no sign `" + std::string{foreign} + "`; write `" + right + "`";
    CHECK(desk.says("x " + std::string{foreign} + " 5") == "line 1, column 3: " + refusal);
    CHECK(desk.says("x in (" + std::string{foreign} + " 5)") == "line 1, column 7: " + refusal);
    CHECK(in_cell((std::string{foreign} + " 5").c_str()) == refusal);
    CHECK(in_cell(("1, " + std::string{foreign} + "5").c_str()) == refusal);
  }
  CHECK(desk.says("=x > 1") == "line 1, column 1: an expression is written without the sign `=` in front");
  CHECK(desk.says("x = > 1") ==
        "line 1, column 5: expected a value, found `>`; a range like `(< 10)` stands in parentheses");
  CHECK(desk.says("[< 5]") ==
        "line 1, column 2: expected a value, found `<`; a range like `(< 10)` stands in parentheses");
  CHECK(desk.says("x = 5 && y = 6") ==
        "line 1, column 7: expected an operator or the end, found `&`; FEEL writes `and`");
  CHECK(desk.says("if x = 5 OR y = 6 then 1 else 2") ==
        "line 1, column 10: expected `then` behind the condition of `if`, found `OR`; FEEL writes `or`");
  CHECK(desk.says("x in (= 5)") == "true");
  CHECK(desk.says("5 in ( < 10)") == "true");
  CHECK(desk.says("x = (=5)") == "null");
}

TEST_CASE("values travel as JSON without losing digits") {
  auto value = from_json(R"({"betrag": 12345678901234567890.12, "namen": ["Ä", "\ud83d\udc0e"], "leer": null})");
  REQUIRE(value);
  CHECK(to_json(*value) == R"({"betrag":12345678901234567890.12,"namen":["Ä","🐎"],"leer":null})");
  CHECK_FALSE(from_json("{\"a\": 1,}"));
  CHECK_FALSE(from_json("[1, 2"));
  CHECK(from_json("").error().message == "expected a value");
}

TEST_CASE("printing gives source that reads back as the same value") {
  for (auto source : {"{a: 1, \"b c\": [@\"2026-11-21\", \"x\\\"y\"]}", "[1..10)", "@\"PT1H\"", "-1.5"}) {
    auto value = compile(source, Names{})->evaluate(std::span<Value const>{}, Environment{});
    auto again = compile(print(value), Names{})->evaluate(std::span<Value const>{}, Environment{});
    CHECK(same(value, again));
  }
}

TEST_CASE("a function of the product is called like any other") {
  Desk desk;
  desk.knows("Frist", Value::function(native({"tage"}, [](auto arguments, auto&) { return arguments[0]; })));
  CHECK(desk.says("Frist(14)") == "14");
  CHECK(desk.says("Frist(tage: 14)") == "14");
  CHECK(desk.says("Frist(1, 2)") == "null");
}
