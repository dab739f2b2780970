#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/typed/typed.h"
#include "tests/support/source.h"

using namespace kreislauf;
using typed::Fault;

namespace {

std::string read(std::string_view text) {
  auto const found = typed::name(text);
  return found ? *found : "fault " + std::to_string(static_cast<int>(found.error().fault)) + " " + found.error().letter;
}

std::string letter(std::string_view text) {
  auto const found = typed::name(text);
  REQUIRE_FALSE(found);
  CHECK(found.error().fault == Fault::letter);
  return found.error().letter;
}

/// Values of one key in a file of test data; none when the data is not there.
std::vector<std::string> values(std::string_view file, std::string_view key) {
  std::ifstream in{test::source_folder().parent_path() / "shared/data/security/din91379" / file};
  std::vector<std::string> out;
  auto const begin = "\"" + std::string{key} + "\": \"";
  for (std::string row; std::getline(in, row);) {
    auto const at = row.find(begin);
    if (at == std::string::npos) continue;
    auto const from = at + begin.size();
    out.push_back(row.substr(from, row.rfind('"') - from));
  }
  return out;
}

}  // namespace

TEST_CASE("names of people stay as they are") {
  for (auto const* text : {"Erika Mustermann", "Gülşen Yıldırım", "Łukasz Żółć", "Đặng Thị Hồng", "Þórður Guðmundsson",
                           "Ștefăniță Brâncuși", "Zoë", "O'Neill", "D’Angelo", "Jean-Luc", "J.R.R. Tolkien",
                           "Dr. med. Müller", "von der Groß", "Groẞ", "Ə", "K͟hān", "Lju·bow", "Müller, Erika", "I"}) {
    CAPTURE(text);
    CHECK(read(text) == text);
  }
}

TEST_CASE("what keyboards write otherwise becomes what the norm has") {
  CHECK(read("  Erika\u00A0\u00A0Mustermann\t") == "Erika Mustermann");
  CHECK(read("Mu\u0308ller") == "Müller");
  CHECK(read("O\u2018Neill") == "O’Neill");
  CHECK(read("O\u02BCNeill") == "O’Neill");
  CHECK(read("Meier\u2013Schmidt") == "Meier-Schmidt");
  CHECK(read("Meier\u2011Schmidt") == "Meier-Schmidt");
  CHECK(read("Ｅｒｉｋａ") == "Erika");
  CHECK(read("Gri\uFB03th") == "Griffith");
  CHECK(read("Eri\u200Bka\u00AD\uFEFF\u202E") == "Erika");
  CHECK(read("Dr.Müller") == "Dr. Müller");
  CHECK(read("J.Müller") == "J. Müller");
  CHECK(read("gratis.example") == "gratis. example");  // no mail program makes a link of it
}

TEST_CASE("the first letter that no register has is named") {
  CHECK(letter("Иван") == "И");
  CHECK(letter("محمد") == "م");
  CHECK(letter("Erika 2") == "2");
  CHECK(letter("Erika ٢") == "٢");
  CHECK(letter("Erika😀") == "😀");
  CHECK(letter("Αθηνά") == "Α");
  CHECK(letter("ſ") == "ſ");
  CHECK(letter("x\u0301y") == "x\u0301");
  CHECK(letter("K\u035Fx") == "K\u035F");
  CHECK(letter("\u0301a") == "\u0301");
  CHECK(letter("Erika\xFF") == "\uFFFD");
  CHECK(letter("<b>") == "<");
  CHECK(letter("erika@example.org") == "@");
  CHECK(letter("http://x.example") == ":");
  CHECK(letter("www.example.org") == "www.");
  CHECK(letter("Geld WWW.example.org") == "www.");
  CHECK(letter("\uFF57\uFF57\uFF57.x.example") == "www.");
}

TEST_CASE("a name is something, and not endless") {
  CHECK(typed::name("").error().fault == Fault::empty);
  CHECK(typed::name(" \u200E ").error().fault == Fault::empty);
  CHECK(typed::name("-").error().fault == Fault::not_understood);
  CHECK(typed::name("...").error().fault == Fault::not_understood);
  CHECK(typed::name(std::string(120, 'a')).has_value());
  CHECK(typed::name(std::string(121, 'a')).error().fault == Fault::too_long);
  CHECK(typed::name("Erika", 4).error().fault == Fault::too_long);
  CHECK(typed::name(std::string(1'000'000, 'a')).error().fault == Fault::too_long);
}

TEST_CASE("every letter and sequence of DIN 91379 for names is taken, and no other") {  // proves DIN 91379 datatype A
  auto const groups = values("din91379.json", "group");
  auto const texts = values("din91379.json", "text");
  if (texts.empty()) MESSAGE("skipped: no test data");
  REQUIRE(groups.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto const& text = texts[i];
    bool const allowed = groups[i] == "bll" or groups[i] == "bnlreq";
    bool const tidied = text == "‘" or text == "′" or (text.size() == 2 and text[0] == '\\');
    CAPTURE(text);
    if (allowed and text != " ") CHECK(read("A" + text + "b") == "A" + text + "b");
    if (not allowed and not tidied and groups[i] != "bnlnot" and groups[i] != "dc")
      CHECK_FALSE(typed::name("A" + text + "b"));
  }
  for (auto const& name : values("names.json", "nfc")) {
    if (name.starts_with("M\u030C\u030D")) continue;  // made up: no sequence of the norm
    CAPTURE(name);
    CHECK(read(name) == name);
  }
}
