#include "platform/i18n/i18n.h"

#include <doctest/doctest.h>

using namespace kreislauf::i18n;

TEST_CASE("a catalogue speaks, and German stands in where it is silent") {
  auto const catalogue = Catalogue::parse(
      "# Translators\nmsgid \"\"\nmsgstr \"Language: en\\n\"\n\nmsgid \"Suche\"\nmsgstr \"Search\"\n\n"
      "msgid \"{} Ort\"\nmsgid_plural \"{} Orte\"\nmsgstr[0] \"{} place\"\nmsgstr[1] \"{} \"\n\"places\"\n\n"
      "msgid \"Bis {}\"\nmsgstr \"Until {} {}\"\n");
  REQUIRE(catalogue);
  Translator const t{Language::english, &*catalogue};
  CHECK(t("Suche") == "Search");
  CHECK(t("Ämter") == "Ämter");
  CHECK(t.count("{} Ort", "{} Orte", 1) == "1 place");
  CHECK(t.count("{} Ort", "{} Orte", 3) == "3 places");
  CHECK(t("Bis {}", "12") == "Bis 12");  // the translation asks for two values: the German text is used
}

TEST_CASE("a catalogue that is not understood names its line") {
  CHECK(Catalogue::parse("msgid \"a\"\nmsgstr b\n").error() == "line 2 is not understood");
}

TEST_CASE("numbers take the plural form of their language") {
  CHECK(plural_form(Language::ukrainian, 21) == 0);
  CHECK(plural_form(Language::ukrainian, 12) == 2);
  CHECK(plural_form(Language::ukrainian, 23) == 1);
  CHECK(plural_form(Language::arabic, 0) == 0);
  CHECK(plural_form(Language::arabic, 5) == 3);
  CHECK(plural_form(Language::arabic, 100) == 5);
}
