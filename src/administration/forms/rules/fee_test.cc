#include "administration/forms/rules/fee.h"

#include <doctest/doctest.h>

#include "administration/forms/rules/compiled.h"
#include "administration/forms/rules/definition.h"
#include "administration/forms/rules/example.h"

using namespace kreislauf;
using namespace kreislauf::forms;
using authored::Problem;
using feel::Value;

namespace {

constexpr auto stalls = R"([page.stand]
title = "Was stellen Sie auf?"
law   = "§ 18 StrWG NRW"

[[page.stand.field]]
name    = "art"
kind    = "choice"
label   = "Was?"
options = [{ value = "stand", label = "Ein Stand" }, { value = "schild", label = "Ein Schild" }]

[[page.stand.field]]
name  = "tage"
kind  = "number"
label = "Wie viele Tage?"
)";

constexpr auto by_days = R"(
[[fee]]
when   = 'art = "schild"'
amount = "0"
why    = "Ein Schild ist frei."
law    = "§ 3 der Satzung"

[[fee]]
amount = "satzung.preis_je_tag * tage"
why    = "Ein Stand kostet für jeden Tag gleich viel."
law    = "§ 4 der Satzung"
)";

struct Stalls {
  std::vector<Problem> problems;
  std::shared_ptr<CompiledForm const> form;

  explicit Stalls(std::string const& fee, std::string const& terms = "", std::string table = {},
                  std::string english = {}) {
    FormFiles files{.form = std::string{stalls} + fee + "\n[form]\nkept_days = 30\nkept_law = \"§ 1\"\n" + terms,
                    .translations = {},
                    .fee = std::move(table)};
    files.translations[i18n::Language::english] = std::move(english);
    Definition const none;
    form = CompiledForm::compile(read_definition(files, none, problems), problems);
  }
  std::string told() const {
    std::string all;
    for (auto const& one : problems) all += one.file + ":" + std::to_string(one.line) + ": " + one.message + "\n";
    return all;
  }
  Fee of(std::string const& art, Value tage, FeeFacts const& facts = {}) const {
    Answers answers(form->names().size());
    answers[*form->names().find("art")] = Value{art};
    answers[*form->names().find("tage")] = std::move(tage);
    return form->fee()->of(answers, facts, {});
  }
};

std::string told_by(Stalls const& reading, std::vector<std::string> const& examples) {
  std::vector<Problem> problems;
  std::set<std::size_t> reached;
  for (auto const& one : examples) run_example(*reading.form, one, "tests/a.toml", problems, &reached);
  if (problems.empty()) tell_unreached(*reading.form, reached, problems);
  std::string all;
  for (auto const& one : problems) all += one.file + ":" + std::to_string(one.line) + ": " + one.message + "\n";
  return all;
}

std::string example(std::string const& rest, std::string const& answers) {
  return "title = \"A\"\npages = [\"stand\"]\n" + rest + "\n[answers]\n" + answers;
}

constexpr auto one_amount = "town_amounts = [\"preis-je-tag\"]\n";

/// A table with these two rules, for `art` and the result.
std::string table_of(std::string const& first, std::string const& second, std::string const& input = "tage") {
  auto const rule = [](std::string const& art, std::string const& amount) {
    return "<rule><inputEntry><text>\"" + art + "\"</text></inputEntry><outputEntry><text>" + amount +
           "</text></outputEntry><annotationEntry><text>So ist es.</text></annotationEntry>"
           "<annotationEntry><text>§ 4 der Satzung</text></annotationEntry></rule>\n";
  };
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"d\" name=\"d\" "
         "namespace=\"urn:d\">\n"
         "<inputData id=\"i1\" name=\"art\"><variable name=\"art\" typeRef=\"string\"/></inputData>\n"
         "<inputData id=\"i2\" name=\"" +
         input + "\"><variable name=\"" + input +
         "\" typeRef=\"number\"/></inputData>\n"
         "<decision id=\"gebuehr\" name=\"Gebühr\"><variable name=\"Gebühr\" typeRef=\"number\"/>\n"
         "<informationRequirement><requiredInput href=\"#i1\"/></informationRequirement>\n"
         "<informationRequirement><requiredInput href=\"#i2\"/></informationRequirement>\n"
         "<decisionTable hitPolicy=\"UNIQUE\"><input label=\"Art\"><inputExpression typeRef=\"string\"><text>art</text>"
         "</inputExpression><inputValues><text>\"stand\", \"schild\"</text></inputValues></input>"
         "<output typeRef=\"number\"/><annotation name=\"Grund\"/><annotation name=\"Grundlage\"/>\n" +
         rule("schild", first) + rule("stand", second) + "</decisionTable></decision></definitions>\n";
}

}  // namespace

TEST_CASE("a fee follows from the answers and from what the town has set, to the cent") {
  Stalls const reading{by_days, one_amount};
  REQUIRE(reading.told() == "");
  FeeFacts const town{.town = {{"preis-je-tag", Money{1005}}}};
  auto const stall = reading.of("stand", 3, town);
  CHECK(stall.amount == Money{3015});
  CHECK(stall.cases == std::vector<std::size_t>{1});
  auto const sign = reading.of("schild", 3, town);
  CHECK(sign.amount == Money{0});
  CHECK_FALSE(sign.costs());
  CHECK(reading.form->fee()->fixed(0) == Money{0});
  CHECK_FALSE(reading.form->fee()->fixed(1));
}

TEST_CASE("what a town has not set cannot be said yet, and is no fault of the rules") {
  Stalls const reading{by_days, one_amount};
  auto const fee = reading.of("stand", 3);
  CHECK_FALSE(fee.amount);
  CHECK(fee.problem.empty());
}

TEST_CASE("what is no amount is told and never asked for") {
  FeeFacts const town{.town = {{"preis-je-tag", Money{500}}}};
  auto const problem = [&](std::string const& amount, Value tage) {
    Stalls const reading{"[[fee]]\namount = \"" + amount + "\"\nwhy = \"x\"\nlaw = \"§ 1\"\n", one_amount};
    auto const fee = reading.of("stand", std::move(tage), town);
    CHECK_FALSE(fee.amount);
    return fee.problem;
  };
  CHECK(problem("satzung.preis_je_tag * tage", Value{-2}) == "gives -10: a fee is zero or more");
  CHECK(problem("satzung.preis_je_tag / tage", Value{0}) == "gives nothing (null)");
  CHECK(problem("satzung.preis_je_tag / tage", Value{3}).starts_with("gives 1.66"));
  CHECK(problem("satzung.preis_je_tag * tage", Value{std::int64_t{1} << 40}) ==
        "gives more than can be paid in one sum (999999.99)");
  CHECK(problem("tage * 10 ** 6000 * 10 ** 6000", Value{9}) != "");
  // A rule that would run for ever ends, and who applies is not kept from sending.
  CHECK(problem("count(for a in 1..100000, b in 1..100000 return a) * tage", Value{1}) != "");
}

TEST_CASE("the check tells with the line what is wrong with a fee") {
  auto const told = [](std::string const& fee, std::string const& terms = "") { return Stalls{fee, terms}.told(); };
  std::string const why = "why = \"x\"\nlaw = \"§ 1\"\n";
  CHECK(told("[[fee]]\namount = \"-5\"\n" + why) == "form.toml:15: \"amount\" gives -5: a fee is zero or more\n");
  CHECK(told("[[fee]]\namount = \"null\"\n" + why).find("gives nothing (null)") != std::string::npos);
  CHECK(told("[[fee]]\namount = \"2.005\"\n" + why).find("parts of a cent") != std::string::npos);
  CHECK(told("[[fee]]\namount = \"art\"\n" + why).find("must give an amount in euros; this gives string") !=
        std::string::npos);
  CHECK(told("[[fee]]\namount = \"tag * 5\"\n" + why).find("did you mean `tage`?") != std::string::npos);
  CHECK(told("[[fee]]\namount = \"satzung.preis\"\n" + why, one_amount) != "");
  CHECK(told("[[fee]]\nwhen = 'art = \"stant\"'\namount = \"5\"\n" + why + "[[fee]]\namount = \"1\"\n" + why)
            .find("\"art\" has no answer \"stant\"") != std::string::npos);
  CHECK(told("[[fee]]\nwhen = 'art = \"stand\"'\namount = \"5\"\n" + why).find("in all other cases?") !=
        std::string::npos);
  CHECK(told("[[fee]]\namount = \"5\"\n" + why + "[[fee]]\namount = \"1\"\n" + why).find("never reached") !=
        std::string::npos);
  CHECK(told("[[fee]]\namount = \"5\"\n").find("\"why\" is missing in a [[fee]]") != std::string::npos);
  CHECK(told("[[fee]]\namount = \"5\"\nlater = true\n" + why).find("not both") != std::string::npos);
  CHECK(told("[[fee]]\namount = \"5\"\n" + why, "fee = true\n").find("the same thing twice") != std::string::npos);
  CHECK(told("", "fee = \"gebuehr.dmn\"\n").find("rules/gebuehr.dmn") != std::string::npos);
  CHECK(told("", one_amount).find("needs a fee that uses them") != std::string::npos);
}

TEST_CASE("each case needs an example that says what it costs") {
  Stalls const reading{by_days, one_amount};
  auto const sign = example("fee = \"0.00\"", "art = \"schild\"\ntage = 2\n");
  auto const stall = [&](std::string const& fee) {
    return example("fee = " + fee + "\ntown = { preis-je-tag = \"10.05\" }", "art = \"stand\"\ntage = 2\n");
  };
  CHECK(told_by(reading, {sign, stall("\"20.10\"")}) == "");
  CHECK(told_by(reading, {sign}) ==
        "form.toml:22: no example reaches this case of the fee; add tests/NAME.toml with fee = \"...\"\n");
  CHECK(told_by(reading, {sign, stall("\"20.00\"")}) == "tests/a.toml:3: \"fee\": it is 20.10, not 20.00\n");
  CHECK(told_by(reading, {sign, stall("\"later\"")}) == "tests/a.toml:3: \"fee\": it is 20.10, not later\n");
  CHECK(told_by(reading, {example("fee = \"later\"", "art = \"stand\"\ntage = 2\n"), sign}) == "");
  CHECK(told_by(reading, {example("fee = \"1.00\"\ntown = { preis-je-woche = \"1\" }", "art = \"stand\"\ntage = 2\n")})
            .find("it must stand in town_amounts") != std::string::npos);
  CHECK(told_by(reading, {example("fee = \"1.00\"\ntown = { preis-je-tag = \"1\" }", "art = \"stand\"\ntage = -2\n")})
            .find("tests/a.toml:3: \"fee\": the rule in line 22 of form.toml gives -2: a fee is zero or more") !=
        std::string::npos);
}

TEST_CASE("a table says what it costs, why, and for the office how it came to it") {
  Stalls const reading{"", "fee = \"rules/gebuehr.dmn\"\n", table_of("0", "tage * 7.5")};
  REQUIRE(reading.told() == "");
  auto const fee = reading.of("stand", 3);
  CHECK(fee.amount == Money{2250});
  CHECK(fee.cases == std::vector<std::size_t>{1});
  CHECK(reading.form->definition().terms.fee.cases[1].why[i18n::Language::german] == "So ist es.");
  CHECK(reading.form->definition().terms.fee.cases[1].law == "§ 4 der Satzung");
  REQUIRE_FALSE(fee.reasons.empty());
  CHECK(fee.reasons.front().find("Regel 2 trifft zu") != std::string::npos);
  CHECK(
      told_by(reading, {example("fee = \"0\"", "art = \"schild\"\ntage = 1\n")}).starts_with("rules/gebuehr.dmn:9: "));
}

TEST_CASE("the check tells what is wrong with a table of fees, in the table") {
  auto const told = [](std::string const& table) { return Stalls{"", "fee = \"rules/gebuehr.dmn\"\n", table}.told(); };
  CHECK(told(table_of("0", "-7")).find("rules/gebuehr.dmn:9: this rule gives -7: a fee is zero or more") !=
        std::string::npos);
  CHECK(told(table_of("0", "tage * 2", "woche")).find("the form asks nothing of the name \"woche\"") !=
        std::string::npos);
  CHECK(told("<definitions>").starts_with("rules/gebuehr.dmn:"));
  CHECK(told("").find("does not lie in the folder") != std::string::npos);
  CHECK(Stalls{"", "fee = true\n", table_of("0", "1")}.told().find("nothing uses this table") != std::string::npos);
}

TEST_CASE("why it costs that is said in the language of the page, for cases and for tables") {
  std::string const pages =
      "[page.stand]\ntitle = \"What?\"\n[page.stand.art]\nlabel = \"What?\"\noptions = { stand = \"A stall\", schild = "
      "\"A sign\" }\n[page.stand.tage]\nlabel = \"How many days?\"\n";
  Stalls const reading{
      by_days, one_amount, {}, "fee = [\"A sign is free.\", \"A stall costs the same each day.\"]\n" + pages};
  CHECK(reading.told() == "");
  CHECK(reading.form->definition().terms.fee.cases[0].why[i18n::Language::english] == "A sign is free.");
  CHECK(Stalls{by_days, one_amount, {}, "fee = [\"A sign is free.\"]\n" + pages}.told().find(
            "\"fee\" needs 2 sentences") != std::string::npos);
  CHECK(Stalls{by_days, one_amount, {}, pages}.told().find("\"fee\" is missing") != std::string::npos);
}

namespace {

constexpr auto with_pass = R"(
[[page.stand.field]]
name    = "pass"
kind    = "choice"
label   = "Haben Sie einen Pass?"
options = [{ value = "nein", label = "Nein" }, { value = "sozialpass", label = "Sozialpass" }]

[[page.stand.field]]
name     = "nachweis"
kind     = "file"
label    = "Nachweis"
optional = true

[[fee]]
when   = "ermaessigt"
amount = "5"
why    = "Mit Pass weniger."
law    = "§ 5 der Satzung"

[[fee]]
amount = "10"
why    = "Der volle Preis."
law    = "§ 4 der Satzung"
)";

}  // namespace

TEST_CASE("who pays less is a question of its own, and examples prove it as people do") {
  std::string const rule = "reduction = { question = \"pass\", none = \"nein\", proof = \"nachweis\" }\n";
  Stalls const reading{with_pass, rule};
  REQUIRE(reading.told() == "");
  std::string const base = "art = \"stand\"\ntage = 1\n";
  auto const full = example("fee = \"10\"", base + "pass = \"sozialpass\"\n");
  auto const proven = example("fee = \"5\"", base + "pass = \"sozialpass\"\nnachweis = [\"f1\"]\n");
  auto const known = example("fee = \"5\"\nknown = true", base + "pass = \"sozialpass\"\n");
  auto const none = example("fee = \"10\"\nknown = true", base + "pass = \"nein\"\nnachweis = [\"f1\"]\n");
  CHECK(told_by(reading, {full, proven, known, none}) == "");
  auto const told = [&](std::string const& terms) { return Stalls{with_pass, terms}.told(); };
  CHECK(told("").find("unknown name `ermaessigt`") != std::string::npos);
  CHECK(told("reduction = { question = \"tage\", none = \"nein\", proof = \"nachweis\" }\n")
            .find("no question with answers to choose from") != std::string::npos);
  CHECK(told("reduction = { question = \"pass\", none = \"keine\", proof = \"nachweis\" }\n")
            .find("\"pass\" has no answer \"keine\"") != std::string::npos);
  CHECK(told("reduction = { question = \"pass\", none = \"nein\", proof = \"tage\" }\n")
            .find("no question for a file with optional = true") != std::string::npos);
  CHECK(Stalls{"", rule}.told().find("\"reduction\" needs a fee") != std::string::npos);
}
