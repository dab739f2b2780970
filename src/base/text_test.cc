#include "base/text.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("two spellings of a town fold to one") {
  CHECK(text::folded("Köln") == "koeln");
  CHECK(text::folded("KOELN") == "koeln");
  CHECK(text::folded("K\u006F\u0308ln") == "koeln");  // o with a combining diaeresis
  CHECK(text::folded("Großenkneten") == "grossenkneten");
  CHECK(text::folded("Gülşen Yıldırım") == "guelsen yildirim");
  CHECK(text::folded("Łódź") == "lodz");
}

TEST_CASE("a slug stands in an address without escapes") {
  CHECK(text::slug("Hennef (Sieg)") == "hennef-sieg");
  CHECK(text::slug("  Mülheim an der Ruhr ") == "muelheim-an-der-ruhr");
  CHECK(text::slug("§ 3 / Abs. 2") == "3-abs-2");
  CHECK(text::slug("???") == "");
}

TEST_CASE("broken UTF-8 is found") {
  CHECK(text::is_utf8("Grüße 😀"));
  CHECK_FALSE(text::is_utf8("\xC0\xAF"));
  CHECK_FALSE(text::is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(text::is_utf8("abc\xC3"));
  CHECK_FALSE(text::is_utf8("\xF5\x80\x80\x80"));
}

TEST_CASE("a shortened text ends at a word") {
  CHECK(text::shortened("Hunde sind anzumelden", 12) == "Hunde sind…");
  CHECK(text::shortened("kurz", 12) == "kurz");
}

TEST_CASE("code points are counted, found and written") {
  CHECK(text::code_points("Grüße 🐎") == 7);
  CHECK(text::byte_of("Grüße", 3) == 4);
  std::string out;
  text::append(out, U'🐎');
  CHECK(out == "🐎");
  CHECK(text::code_points("\xC3\x28\xFF") == 3);
}

TEST_CASE("a slip of the pen finds the word that was meant") {
  std::vector<std::string> names{"jahreseinkommen", "personen", "alter"};
  CHECK(text::did_you_mean("jahreseinkomen", names) == "jahreseinkommen");
  CHECK(text::did_you_mean("Personen", names) == "personen");
  CHECK_FALSE(text::did_you_mean("wohnort", names));
}

TEST_CASE("each piece of a text is replaced once, from the begin on") {
  CHECK(text::replaced("a {{ b {{", "{{", "[") == "a [ b [");
  CHECK(text::replaced("aaa", "aa", "a") == "aa");
  CHECK(text::replaced("", "a", "b").empty());
}
