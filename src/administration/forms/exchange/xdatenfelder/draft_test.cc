#include <doctest/doctest.h>

#include "administration/forms/exchange/xdatenfelder/read.h"
#include "administration/forms/exchange/xdatenfelder/schema_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::forms;
using namespace kreislauf::forms::exchange::xdatenfelder;
namespace x = kreislauf::forms::exchange::xdatenfelder::sample;
using i18n::Language;

namespace {

Draft draft(std::string const& xml, std::vector<CodeListFile> const& lists = {}) {
  std::vector<authored::Problem> problems;
  auto const schema = read(xml, "muster.xml", problems);
  for (auto const& one : problems) MESSAGE(one.line << ": " << one.message);
  REQUIRE(schema);
  return draft_of(*schema, lists, "muster.xml");
}

constexpr auto values =
    "<xdf:werte><xdf:wert><xdf:code>ja</xdf:code><xdf:name>Ja</xdf:name></xdf:wert>"
    "<xdf:wert><xdf:code>nein</xdf:code><xdf:name>Nein</xdf:name></xdf:wert></xdf:werte>";

std::string told(Draft const& draft) {
  std::string all;
  for (auto const& one : draft.notes) all += one.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("xdatenfelder: groups at the top become pages, fields questions of their kind") {
  auto const made = draft(x::schema(x::group(
      "G05000000001", "Angaben zum Hund",
      x::field("F05000000001", "Rufname", "text", "<xdf:praezisierung minLength='2' maxLength='60'/>") +
          x::field("F05000000002", "Wurftag", "date") +
          x::field("F05000000003", "Zahl der Hunde", "num_int", "<xdf:praezisierung minValue='1' maxValue='20'/>",
                   "0:1") +
          x::field("F05000000004", "Steuer", "num_currency", "<xdf:praezisierung minValue='0' maxValue='99.50'/>") +
          x::field("F05000000005", "Gefährlich", "bool") + x::field("F05000000006", "Nachweis", "file", "", "1:3") +
          x::field("F05000000007", "Zahlweg", "text", values, "1:1", "select") +
          x::field("F05000000008", "Ermäßigung", "text", values, "0:2", "select") +
          x::field("F05000000009", "Hinweis", "text", "<xdf:inhalt>Bitte lesen.</xdf:inhalt>", "1:1", "label") +
          x::field("F05000000010", "Uhrzeit", "time") + x::field("F05000000011", "Größe", "num") +
          x::field("F05000000012", "Familienname", "text_latin"))));
  x::Reading const reading{made};
  CHECK(reading.told() ==
        "form.toml:4: \"kept_days\" is missing in [form]\nform.toml:4: \"kept_law\" is missing in [form]\n");
  REQUIRE(reading.form.pages.size() == 1);
  auto const& page = reading.form.pages[0];
  CHECK(page.id == "angaben-zum-hund");
  CHECK(page.fim.id == "G05000000001");
  CHECK(page.law == "§ 1 MusterG");
  auto const& all = page.questions;
  REQUIRE(all.size() == 12);
  std::string kinds;
  for (auto const& one : all) kinds += std::string{word_of(one.kind)} + " ";
  CHECK(kinds == "text date number money yesno file choice choices note time text name ");
  CHECK(all[0].name == "rufname");
  CHECK(all[0].label[Language::german] == "Rufname?");
  CHECK(all[0].fim.id == "F05000000001");
  CHECK(all[0].fim.version == "1.0.0");
  CHECK(all[0].fim.name == "Rufname");
  CHECK(all[0].fim.type == "");
  CHECK(all[0].least == 2);
  CHECK(all[0].most == 60);
  CHECK(all[2].optional);
  CHECK(all[3].most == 9950);
  CHECK(all[5].most == 3);
  CHECK(all[7].optional);
  CHECK(all[7].most == 2);
  CHECK(all[8].label[Language::german] == "Bitte lesen.");
  CHECK(all[10].fim.type == "input/num");
  CHECK(all[10].checks.size() == 1);
}

TEST_CASE("xdatenfelder: what is repeated becomes a list, and what stands in no group a page of its own") {
  auto const made = draft(
      x::schema(x::group("G05000000001", "Kind", x::field("F05000000001", "Vorname", "text"), "1:*") +
                x::group("G05000000002", "Anschrift",
                         x::field("F05000000002", "Zeile", "text", "<xdf:praezisierung pattern='[A-Z].*'/>", "2:5") +
                             x::group("G05000000003", "Ort", x::field("F05000000004", "Plan", "file"), "0:1")) +
                x::field("F05000000005", "Bemerkung", "text", "", "0:1")));
  x::Reading const reading{made};
  CAPTURE(reading.told());
  CHECK(reading.problems.size() == 2);
  auto const& pages = reading.form.pages;
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].fim.id == "S05000000001");
  CHECK(pages[0].questions[0].kind == Kind::list);
  CHECK(pages[0].questions[0].questions[0].name == "vorname");
  auto const& lines = pages[1].questions[0];
  CHECK(lines.kind == Kind::list);
  CHECK(lines.least == 2);
  CHECK(lines.most == 5);
  CHECK(lines.fim.id == lines.questions[0].fim.id);
  CHECK(lines.questions[0].checks[0].that == R"(angabe = null or matches(angabe, "^[A-Z].*$"))");
  // Files are asked for by themselves; the group that held nothing else is gone.
  CHECK(pages[1].questions[1].kind == Kind::file);
  CHECK(told(made).find("stand in einer Gruppe") != std::string::npos);
  CHECK(pages[2].questions[0].optional);
}

TEST_CASE("xdatenfelder: rules in prose stay beside what they are about, with the names the author needs") {
  auto const rule =
      "<xdf:regel><xdf:identifikation><xdf:id>R05000000001</xdf:id></xdf:identifikation><xdf:name>Kasse</xdf:name>"
      "<xdf:freitextRegel>F05000000002 nur, wenn F05000000001 bejaht ist.</xdf:freitextRegel></xdf:regel>";
  auto const made = draft(x::schema(x::group("G05000000001", "Kasse",
                                             rule + x::field("F05000000001", "Versichert", "bool") +
                                                 x::field("F05000000002", "Name der Kasse", "text", "", "0:1"))));
  auto const toml = form_toml(made);
  CHECK(toml.find("# Regel R05000000001 Kasse: F05000000002 nur, wenn F05000000001 bejaht ist.\n"
                  "# Hier heißen: F05000000001 = versichert, F05000000002 = name_der_kasse\n[page.kasse]") !=
        std::string::npos);
  CHECK(told(made).find("Regel R05000000001 als when oder check in FEEL schreiben") != std::string::npos);
}

TEST_CASE("xdatenfelder: what most rules say is proposed, and only where it is plain") {
  auto const made = [](std::string_view text) {
    auto const rule = fmt::format(
        "<xdf:regel><xdf:identifikation><xdf:id>R05000000001</xdf:id></xdf:identifikation><xdf:freitextRegel>{}"
        "</xdf:freitextRegel></xdf:regel>",
        text);
    return form_toml(draft(x::schema(x::group("G05000000001", "Kasse",
                                              rule + x::field("F05000000001", "Versichert", "bool") +
                                                  x::field("F05000000002", "Kasse", "text", "", "0:1") +
                                                  x::field("F05000000003", "Nummer", "text", "", "0:1")))));
  };
  CHECK(made("F05000000002 und F05000000003 sind nur dann zu befüllen, wenn F05000000001 bejaht wurde.")
            .find("# Vorschlag: when = \"versichert\" bei kasse, nummer\n") != std::string::npos);
  for (auto const* other : {"F05000000002 nur dann zu befüllen, wenn F05000000003 bejaht wurde.",
                            "F05000000002 nur dann zu befüllen, wenn F05000000001 verneint wurde.",
                            "F05000000099 nur dann zu befüllen, wenn F05000000001 bejaht wurde.",
                            "F05000000002 nur dann zu befüllen, wenn F05000000001 oder F05000000003 bejaht wurde."})
    CHECK(made(other).find("Vorschlag") == std::string::npos);
}

TEST_CASE("xdatenfelder: a code list is taken where it lies at hand, and missed aloud where not") {
  auto const reference =
      "<xdf:codelisteReferenz><xdf:canonicalIdentification>urn:de:muster:staat</xdf:canonicalIdentification>"
      "<xdf:version>2017-01-01</xdf:version></xdf:codelisteReferenz>";
  auto const xml = x::schema(
      x::group("G05000000001", "Reise", x::field("F05000000001", "Staat", "text", reference, "1:1", "select")));
  auto const without = draft(xml);
  CHECK(without.definition.pages[0].questions[0].kind == Kind::text);
  CHECK(told(without).find("die Codeliste urn:de:muster:staat_2017-01-01 liegt nicht vor") != std::string::npos);
  CodeListFile const list{
      {.uri = "urn:de:muster:staat", .version = "2024-08-01", .whole = "urn:de:muster:staat_2024-08-01"},
      {{"000", "Deutschland", {}}, {"121", "Albanien, \"Republik\"", {}}}};
  auto const written = read_genericode(write_genericode(list));
  REQUIRE(written);
  auto const with = draft(xml, {*written});
  x::Reading const reading{with};
  CAPTURE(reading.told());
  auto const& question = reading.form.pages[0].questions[0];
  CHECK(question.kind == Kind::choice);
  REQUIRE(question.options.size() == 2);
  CHECK(question.options[1].label[Language::german] == "Albanien, \"Republik\"");
  CHECK(question.fim.codes == "urn:de:muster:staat_2017-01-01");
  CHECK(told(with).find("staat_2024-08-01 statt") != std::string::npos);
}

TEST_CASE("xdatenfelder: names are those a form can have, each once") {
  auto const made = draft(x::schema(
      x::group("G05000000001", "Prüfen",
               x::field("F05000000001", "Date", "text") + x::field("F05000000002", "12. Größe &amp; Maß", "text") +
                   x::field("F05000000003", "Date", "text") +
                   x::group("G05000000002", "Innen", x::field("F05000000004", "Date", "text")))));
  x::Reading const reading{made};
  CHECK(reading.problems.size() == 2);
  auto const& page = reading.form.pages[0];
  CHECK(page.id == "pruefen-angabe");
  CHECK(page.questions[0].name == "date_angabe");
  CHECK(page.questions[1].name == "angabe_12_groesse_mass");
  CHECK(page.questions[2].name == "date_angabe_2");
  CHECK(page.questions[3].questions[0].name == "date_angabe_3");
}

TEST_CASE("xdatenfelder: marks of strangers name no files and write no lines") {
  auto const mark = [](std::string_view json) {
    return fmt::format("<xdf:beschreibung>Kreislauf: {}</xdf:beschreibung>", json);
  };
  auto const list = "<xdf:werte><xdf:wert><xdf:code>1</xdf:code><xdf:name>Eins</xdf:name></xdf:wert></xdf:werte>";
  auto const made = draft(x::schema(
      x::group("G05000000001", "Hund",
               mark(R"({"page":"x]\nkind = 1"})") +
                   x::field("F05000000001", "Art", "text", mark(R"({"name":"../../tmp/a","kind":"choice"})") + list,
                            "1:1", "select") +
                   x::field("F05000000002", "Rasse", "text", mark(R"({"name":"b\" = 1","why":"a\"\nb","kind":7})")))));
  x::Reading const reading{made};
  CAPTURE(reading.told());
  CHECK(reading.problems.size() == 2);
  CHECK(reading.form.pages[0].id == "hund");
  CHECK(reading.form.pages[0].questions[0].name == "art");
  CHECK(made.lists.contains("art.csv"));
  CHECK(reading.form.pages[0].questions[1].why[Language::german] == "a\"\nb");
}
