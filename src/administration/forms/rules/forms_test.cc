#include <doctest/doctest.h>

#include "administration/forms/rules/compiled.h"
#include "administration/forms/rules/definition.h"
#include "administration/forms/rules/example.h"

using namespace kreislauf;
using namespace kreislauf::forms;
using authored::Problem;
using feel::Value;

namespace {

constexpr auto bulky_waste = R"([page.adresse]
title = "Wo sollen wir abholen?"
law   = "§ 5 LKrWG NRW"

[[page.adresse.field]]
name  = "abholort"
block = "adresse"
label = "Adresse"

[page.dinge]
title = "Was sollen wir mitnehmen?"
law   = "§ 5 LKrWG NRW"

[[page.dinge.field]]
name   = "dinge"
kind   = "list"
label  = "Gegenstände"
least  = 1
most   = 20
fields = [
  { name = "art", kind = "choice", label = "Was ist es?", options = "arten.csv" },
  { name = "anzahl", kind = "number", label = "Wie viele?", least = 1, most = 50 },
  { name = "farbe", kind = "text", label = "Welche Farbe?", when = "art = \"sofa\"", optional = true },
]
check = [{ that = "count(dinge) <= 20", else = "Höchstens 20 Gegenstände." }]

[[page.dinge.field]]
name  = "elektro"
kind  = "yesno"
label = "Ist ein elektrisches Gerät dabei?"

[page.geraete]
title = "Welche Geräte?"
law   = "§ 12 ElektroG"
when  = "elektro"

[[page.geraete.field]]
name  = "von"
kind  = "date"
label = "Ab wann?"

[[page.geraete.field]]
name  = "bis"
kind  = "date"
label = "Bis wann?"
check = [{ that = "von <= bis", else = "Das Ende liegt vor dem Anfang." }]
)";

constexpr auto kinds_of_waste = "value,label,label_en\nsofa,Sofa,Sofa\nschrank,Schrank,Wardrobe\n";

struct Reading {
  std::vector<Problem> problems;
  std::shared_ptr<CompiledForm const> form;

  explicit Reading(std::string form_toml, std::string english = {}) {
    form_toml += "\n[form]\nkept_days = 30\nkept_law = \"§ 1\"\n";
    FormFiles files{.form = std::move(form_toml), .translations = {}, .lists = {{"arten.csv", kinds_of_waste}}};
    files.translations[i18n::Language::english] = std::move(english);
    auto const blocks = read_blocks(block_files(), problems);
    form = CompiledForm::compile(read_definition(files, blocks, problems), problems);
  }
  std::string told() const {
    std::string all;
    for (auto const& one : problems) all += one.file + ":" + std::to_string(one.line) + ": " + one.message + "\n";
    return all;
  }
  bool tells(std::string_view part) const { return told().find(part) != std::string::npos; }
};

/// A form with one page in front of what is asked about.
std::string page(std::string_view rest) {
  return "[page.eins]\ntitle = \"Eins\"\nlaw = \"§ 1\"\n\n[[page.eins.field]]\nname = \"ja\"\nkind = \"yesno\"\nlabel "
         "= "
         "\"Ja?\"\n\n" +
         std::string{rest};
}

Answers answers(CompiledForm const& form, std::vector<std::pair<std::string, Value>> given) {
  Answers all(form.names().size());
  for (auto& [name, value] : given) all[form.names().find(name).value()] = std::move(value);
  return all;
}

Value place() {
  return Value::context({{"strasse", "Marktplatz"}, {"hausnummer", "1"}, {"plz", "48712"}, {"ort", "Gescher"}});
}
Value thing(std::string_view art, int number) { return Value::context({{"art", art}, {"anzahl", number}}); }

std::string faults(Outcome const& outcome) {
  std::string all;
  for (auto const& one : outcome.faults) {
    all += all.empty() ? "" : "; ";
    all += one.path + (one.check == nullptr ? "" : ": " + one.check->otherwise[i18n::Language::german]);
  }
  return all;
}

}  // namespace

TEST_CASE("a form is read in the order in which it is written, its blocks and lists with it") {
  Reading const reading{bulky_waste};
  CHECK(reading.told() == "");
  auto const& pages = reading.form->definition().pages;
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].id == "adresse");
  CHECK(pages[2].when == "elektro");
  CHECK(pages[0].questions[0].kind == Kind::group);
  CHECK(pages[0].questions[0].questions.size() == 4);
  CHECK(pages[1].questions[0].questions[0].options[1].label[i18n::Language::english] == "Wardrobe");
}

TEST_CASE("what is asked depends on what was answered, and what is not asked any more is forgotten") {
  Reading const reading{bulky_waste};
  auto const& form = *reading.form;
  auto const things = Value::list({thing("sofa", 1)});
  auto const day = [](char const* text) { return Value{feel::Date::parse(text)}; };

  auto const without = form.run(
      answers(form, {{"abholort", place()}, {"dinge", things}, {"elektro", false}, {"von", day("2026-12-01")}}), {});
  CHECK(without.pages == std::vector<bool>{true, true, false});
  CHECK(faults(without) == "");
  CHECK(without.answers[form.names().find("von").value()].is_null());

  auto const with = form.run(answers(form, {{"abholort", place()},
                                            {"dinge", things},
                                            {"elektro", true},
                                            {"von", day("2026-12-02")},
                                            {"bis", day("2026-12-01")}}),
                             {});
  CHECK(with.pages == std::vector<bool>{true, true, true});
  CHECK(faults(with) == "bis: Das Ende liegt vor dem Anfang.");
}

TEST_CASE("what is missing is named with its place, in lists with the number of the entry") {
  Reading const reading{bulky_waste};
  auto const& form = *reading.form;
  CHECK(faults(form.run(answers(form, {}), {})) ==
        "abholort.strasse; abholort.hausnummer; abholort.plz; abholort.ort; dinge; elektro");
  auto const broken = Value::list({thing("sofa", 1), Value::context({{"art", "schrank"}, {"farbe", "rot"}})});
  auto const outcome = form.run(answers(form, {{"abholort", place()}, {"dinge", broken}, {"elektro", false}}), {});
  CHECK(faults(outcome) == "dinge[2].anzahl");
  // Only of a sofa is the colour asked.
  CHECK(feel::to_json(outcome.answers[form.names().find("dinge").value()]) ==
        R"([{"art":"sofa","anzahl":1,"farbe":null},{"art":"schrank","anzahl":null,"farbe":null}])");
}

TEST_CASE("an author is told with the line what is wrong") {
  auto const tells = [](std::string_view rest, std::string_view part) {
    Reading const reading{page(rest)};
    CAPTURE(reading.told());
    CHECK(reading.tells(part));
  };
  tells(
      "[page.zwei]\ntitle = \"Zwei\"\nlaw = \"§ 1\"\nwhen = \"jaa\"\n[[page.zwei.field]]\nname = \"b\"\nkind = "
      "\"text\"\nlabel = \"B\"\n",
      "did you mean `ja`?");
  tells(
      "[page.zwei]\ntitle = \"Zwei\"\nlaw = \"§ 1\"\nwhen = \"b = \\\"x\\\"\"\n[[page.zwei.field]]\nname = "
      "\"b\"\nkind = \"text\"\nlabel = \"B\"\n",
      "\"b\" is asked later (line 14)");
  tells(
      "[page.zwei]\ntitle = \"Zwei\"\nlaw = \"§ 1\"\nwhen = \"ja and not(ja)\"\n[[page.zwei.field]]\nname = "
      "\"b\"\nkind = \"text\"\nlabel = \"B\"\n",
      "form.toml:10: the page \"zwei\" is never shown");
  tells(
      "[page.zwei]\ntitle = \"Zwei\"\nlaw = \"§ 1\"\nwhen = \"1 + 1\"\n[[page.zwei.field]]\nname = \"b\"\nkind = "
      "\"text\"\nlabel = \"B\"\n",
      "must be true or false; this gives number");
  tells("[page.zwei]\ntitle = \"Zwei\"\n[[page.zwei.field]]\nname = \"b\"\nkind = \"text\"\nlabel = \"B\"\n",
        "form.toml:12: nothing says why \"b\" is asked");
  tells("[[page.eins.field]]\nname = \"ja\"\nkind = \"text\"\nlabel = \"Ja\"\n",
        "the name \"ja\" stands twice, first in line");
  tells(
      "[[page.eins.field]]\nname = \"strasse\"\nkind = \"text\"\nlabel = \"S\"\n[[page.eins.field]]\nname = "
      "\"wo\"\nblock = "
      "\"adresse\"\nlabel = \"Wo\"\n",
      "the block \"adresse\" brings a question \"strasse\" with it");
  auto const choice = std::string{
      "[[page.eins.field]]\nname = \"art\"\nkind = \"choice\"\nlabel = \"Art\"\noptions = [{ value = "
      "\"sofa\", label = \"Sofa\" }]\n"};
  auto const when = [&](std::string const& rule) {
    return choice + "[[page.eins.field]]\nname = \"b\"\nkind = \"text\"\nlabel = \"B\"\nwhen = '" + rule + "'\n";
  };
  tells(when("art = \"sofaa\""), "\"art\" has no answer \"sofaa\"; did you mean \"sofa\"?");
  tells(when("not(ja) and art != \"tisch\""), "\"art\" has no answer \"tisch\"");
  tells("[[page.eins.field]]\nname = \"b\"\nkind = \"text\"\nlabel = \"B\"\ncalendar = true\n",
        "only a question of the kind \"date\" has a calendar");
  tells("[[page.eins.field]]\nname = \"Ort\"\nkind = \"txt\"\nlabel = \"Ort\"\n", "may hold a-z, digits and _ only");
  tells("[[page.eins.field]]\nname = \"ort\"\nkind = \"txt\"\nlabel = \"Ort\"\n", "did you mean \"text\"?");
  tells("[[page.eins.field]]\nname = \"ort\"\nblock = \"adrese\"\nlabel = \"Ort\"\n", "did you mean \"adresse\"?");
  tells("[[page.eins.field]]\nname = \"art\"\nkind = \"choice\"\nlabel = \"Art\"\noptions = \"fehlt.csv\"\n",
        "the list \"fehlt.csv\" does not lie in the folder");
  tells("[[page.eins.field]]\nname = \"n\"\nkind = \"number\"\nlabel = \"N\"\nleast = 5\nmost = 2\n",
        "\"least\" is larger than \"most\"");
  tells("[[page.eins.field]]\nname = \"n\"\nkind = \"number\"\nlabel = \"N\"\npflicht = true\n",
        "\"pflicht\" is not known in this question");
}

TEST_CASE("a translation has every sentence of the form, and none besides") {
  auto const form = page(
      "[[page.eins.field]]\nname = \"b\"\nkind = \"text\"\nlabel = \"B\"\nhint = \"Hinweis\"\ncheck = "
      "[{ that = \"b != \\\"\\\"\", else = \"Leer.\" }]\n");
  Reading const whole{form,
                      "[page.eins]\ntitle = \"One\"\n[page.eins.ja]\nlabel = \"Yes?\"\n[page.eins.b]\nlabel = "
                      "\"B\"\nhint = \"Hint\"\nchecks = [\"Empty.\"]\n"};
  CHECK(whole.told() == "");
  CHECK(whole.form->definition().pages[0].questions[1].checks[0].otherwise[i18n::Language::english] == "Empty.");
  Reading const part{form, "[page.eins]\ntitle = \"One\"\n[page.eins.ja]\nlabel = \"Yes?\"\nlabell = \"Yes?\"\n"};
  CHECK(part.tells("form.en.toml:3: \"b\" is missing in [eins]") == false);
  CHECK(part.tells("\"b\" is missing"));
  CHECK(part.tells("\"labell\" is not known"));
}

TEST_CASE("the blocks that come with the program are whole in every language") {
  std::vector<Problem> problems;
  auto const blocks = read_blocks(block_files(), problems);
  for (auto const& one : problems) MESSAGE(one.file << ":" << one.line << ": " << one.message);
  CHECK(problems.empty());
  for (auto const& block : blocks.pages) {
    for (auto const& question : block.questions) {
      for (auto const language : i18n::all_languages) CHECK_FALSE(question.label[language].empty());
    }
  }
}

TEST_CASE("an example tells where a form does something else than its author wrote") {
  Reading const reading{bulky_waste};
  auto const told = [&](std::string const& example) {
    std::vector<Problem> problems;
    run_example(*reading.form, example, "tests/a.toml", problems);
    std::string all;
    for (auto const& one : problems) all += one.file + ":" + std::to_string(one.line) + ": " + one.message + "\n";
    return all;
  };
  std::string const answers =
      "[answers]\nabholort = { strasse = \"A\", hausnummer = \"1\", plz = \"48712\", ort = \"Gescher\" }\ndinge = [{ "
      "art "
      "= \"sofa\", anzahl = 1 }]\n";
  CHECK(told("title = \"Ohne\"\npages = [\"adresse\", \"dinge\"]\n" + answers + "elektro = false\n") == "");
  CHECK(told("title = \"Mit\"\npages = [\"adresse\", \"dinge\", \"geraete\"]\nwrong = [\"bis\"]\n" + answers +
             "elektro = true\nvon = 2026-12-02\nbis = 2026-12-01\n") == "");
  CHECK(told("title = \"Falsch\"\npages = [\"adresse\"]\n" + answers + "elektr = false\n") ==
        "tests/a.toml:6: the form asks nothing of the name \"elektr\"; did you mean \"elektro\"?\n"
        "tests/a.toml:2: \"pages\": it is adresse, dinge, not adresse\n"
        "tests/a.toml:1: \"missing\": it is elektro, not nothing\n");
}

TEST_CASE("a form says who signs besides, when, and where that person is reached") {
  auto const form = std::string{R"([page.wer]
title = "Wer?"
law = "§ 1"
[[page.wer.field]]
name = "gemeinsam"
kind = "yesno"
label = "Gemeinsam?"
[[page.wer.field]]
name = "andere"
block = "kontakt"
label = "Die andere Person"
when = "gemeinsam"
)"};
  auto const cosign = std::string{R"([cosign.zweite]
who = "die andere Person"
declares = "Ich bin einverstanden."
law = "§ 1687 BGB"
mail = "andere.mail"
when = "gemeinsam"
)"};
  Reading const good{form + cosign};
  CHECK(good.told().empty());
  REQUIRE(good.form->definition().cosigners.size() == 1);
  auto const& one = good.form->definition().cosigners[0];
  CHECK(one.days == 14);
  Answers answers(good.form->names().size());
  CHECK(good.form->cosigners_of(answers, {}).empty());
  answers[0] = Value{true};
  answers[1] = Value::context({{"mail", Value{"max@beispiel.de"}}});
  CHECK(good.form->cosigners_of(answers, {}) == std::vector<std::size_t>{0});
  CHECK(good.form->mailbox_of(one, answers) == "max@beispiel.de");

  auto const without = [&](std::string_view line, std::string const& instead) {
    auto text = cosign;
    return form + text.replace(text.find(line), line.size(), instead);
  };
  CHECK(Reading{without("andere.mail", "andere.telefon")}.tells("names no question of the kind \"email\""));
  CHECK(Reading{without("when = \"gemeinsam\"", "when = \"gibtesnicht\"")}.tells("gibtesnicht"));
  CHECK(Reading{without("when = \"gemeinsam\"", "days = 61")}.tells("from 1 to 60"));
  CHECK(Reading{without("law = \"§ 1687 BGB\"\n", "")}.tells("law"));
  CHECK(Reading{form + cosign, "[page.wer]\ntitle = \"Who?\"\n"}.tells("cosign"));
}

TEST_CASE("a form that may be filled in for others begins with for whom") {
  auto const form = [](std::string const& behalf) {
    return std::string{R"([page.wer]
title = "Wer?"
law = "§ 1"
when = 'vertretung.fuer in ["self", "child"]'
[[page.wer.field]]
name = "person"
block = "person"
label = "Name"
[form]
kept_days = 30
kept_law = "§ 1"
)"} + behalf;
  };
  std::vector<Problem> problems;
  auto const read = [&](std::string const& toml) {
    problems.clear();
    auto const blocks = read_blocks(block_files(), problems);
    return CompiledForm::compile(read_definition({.form = toml, .translations = {}}, blocks, problems), problems);
  };
  auto const child = read(form("behalf = [\"child\"]\n"));
  CHECK(problems.empty());
  auto const& first = child->definition().pages.front();
  CHECK(first.id == "fuer-wen");
  CHECK(not first.title[i18n::Language::arabic].empty());
  REQUIRE(first.questions.size() == 1);  // a child needs no evidence
  CHECK(first.questions[0].questions[0].options.size() == 2);
  auto const power = read(form("behalf = [\"care\", \"power\"]\n"));
  CHECK(power->definition().pages.front().questions.size() == 2);
  read(form("behalf = [\"friend\"]\n"));
  CHECK(problems.size() >= 1);
  read(form(""));
  CHECK(problems.size() == 1);  // without it the form knows no `vertretung`
}
