#include "administration/forms/exchange/xdatenfelder/read.h"

#include <doctest/doctest.h>

#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/xdatenfelder/genericode.h"
#include "administration/forms/exchange/xdatenfelder/schema_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::forms::exchange;
using namespace kreislauf::forms::exchange::xdatenfelder;
namespace x = kreislauf::forms::exchange::xdatenfelder::sample;
namespace fs = std::filesystem;

namespace {

/// What is told of a file that is no schema.
std::string refusal(std::string const& xml) {
  std::vector<authored::Problem> problems;
  auto const schema = read(xml, "a.xml", problems);
  std::string all;
  for (auto const& one : problems) all += fmt::format("{}: {}\n", one.line, one.message);
  CHECK(schema.has_value() == all.empty());
  return all;
}

}  // namespace

TEST_CASE("xdatenfelder: bounds are attributes in release 3 and JSON in release 2") {
  auto const two =
      R"(<xdf:xdatenfelder.datenfeld.0104 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_2"><xdf:datenfeld>
    <xdf:identifikation><xdf:id>F05000001</xdf:id></xdf:identifikation><xdf:name> Ort
      Muster </xdf:name><xdf:bezug>§ 5 A i.V.m.
      § 7 B
      § 8 C</xdf:bezug><xdf:praezisierung>{"minLength":"1","maxLength":80,"pattern":"[a-z]"}</xdf:praezisierung>
    </xdf:datenfeld></xdf:xdatenfelder.datenfeld.0104>)";
  std::vector<authored::Problem> problems;
  auto const schema = read(two, "a.xml", problems);
  REQUIRE(schema);
  CHECK(schema->release == Release::two);
  auto const& field = schema->root.parts.at(0).element;
  CHECK(field.name == "Ort Muster");
  CHECK(field.bounds.min_length == "1");
  CHECK(field.bounds.max_length == "80");
  CHECK(field.bounds.pattern == "[a-z]");
  REQUIRE(field.grounds.size() == 2);
  CHECK(field.grounds[0].text == "§ 5 A i.V.m. § 7 B");
}

TEST_CASE("xdatenfelder: what is no message of the standard is refused with its line") {
  auto const good = x::schema(x::field("F05000000001", "Rufname", "text"));
  CHECK(refusal(good) == "");
  auto const with = [&](std::string_view from, std::string_view to) {
    auto text = good;
    return refusal(text.replace(text.find(from), from.size(), to));
  };
  CHECK(with("xdatenfelder_3.0.0", "xdatenfelder_9").find("xdatenfelder_9\" ist nicht der von") != std::string::npos);
  CHECK(with("<xdf:name>Musterantrag</xdf:name>", "<xdf:name>A</xdf:name><xdf:name>B</xdf:name>") ==
        "2: <name> steht in <stammdatenschema> zweimal; es darf nur einmal stehen\n");
  CHECK(with("<xdf:name>Rufname</xdf:name>", "<xdf:rufname/>").find("<rufname> kennt XDatenfelder hier nicht") !=
        std::string::npos);
  CHECK(with("<xdf:id>F05000000001</xdf:id>", "").find("In <identifikation> fehlt <id>") != std::string::npos);
  CHECK(with("<xdf:id>F05000000001</xdf:id>", "<xdf:id> </xdf:id>").find("<id> ist leer") != std::string::npos);
  CHECK(with("<xdf:datenfeld>", "<xdf:name>x</xdf:name><xdf:datenfeld>").find("<struktur> enthält genau ein") !=
        std::string::npos);
  CHECK(refusal("<a/>") == "1: Der Namensraum \"\" ist nicht der von XDatenfelder 2 oder 3\n");
  CHECK(refusal("") != "");
  CHECK(refusal("<!DOCTYPE a [<!ENTITY b 'c'>]>\n" + good).find("DOCTYPE") != std::string::npos);
}

TEST_CASE("xdatenfelder: a file that is cut anywhere is refused, never half read") {
  auto const good = x::schema(x::group("G05000000001", "Hund", x::field("F05000000001", "Rufname", "text")));
  for (std::size_t size = 0; size < good.size(); size += 7) CHECK(refusal(good.substr(0, size)) != "");
}

TEST_CASE("xdatenfelder: depth and size have limits") {
  std::string deep = x::field("F05000000001", "Rufname", "text");
  for (int i = 0; i < 100; ++i) deep = x::group("G05000000001", "Hund", deep);
  CHECK(refusal(x::schema(deep)).find("Das ist kein XML, das wir lesen") != std::string::npos);
  CHECK(refusal(x::schema("<!--" + std::string(std::size_t{17} << 20, 'x') + "-->")) != "");
}

TEST_CASE("xdatenfelder: hostile XML is refused clearly, as schema and as code list") {
  auto const folder = x::shared("data/security/xml");
  auto const files = files_in(folder, ".xml");
  if (files.empty()) {
    MESSAGE("skipped: the hostile files are not beside the source (set KREISLAUF_SHARED)");
    return;
  }
  for (auto const& path : files) {
    CAPTURE(path.filename().string());
    auto const text = x::file(path);
    auto const told = refusal(text);
    CHECK(told.find(": ") != std::string::npos);
    CHECK_FALSE(read_genericode(text));
  }
  MESSAGE("hostile files: " << files.size());
}
