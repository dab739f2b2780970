#include "platform/search/analysis.h"

#include <doctest/doctest.h>

#include "platform/search/stemmer.h"

using namespace kreislauf::search;

namespace {

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> out;
  for (auto const& token : query_tokens(text)) out.push_back(token.folded);
  return out;
}

std::string stem(std::string_view word) { return Stemmer{Language::german}.stem(fold(word)); }

}  // namespace

TEST_CASE("all spellings of a word meet") {
  CHECK(fold("Sperrmüll") == "sperrmuell");
  CHECK(fold("SPERRMUELL") == "sperrmuell");
  CHECK(fold("Sperrmu\u0308ll") == "sperrmuell");  // u with a combining diaeresis
  CHECK(fold("Straße") == "strasse");
  CHECK(fold("STRASSE") == "strasse");
  CHECK(fold("ẞ") == "ss");
}

TEST_CASE("a word typed without its umlaut or with a doubled letter meets it loosely") {
  CHECK(loose(fold("Sperrmüll")) == loose(fold("sperrmull")));
  CHECK(loose(fold("Bäume")) == loose(fold("Baume")));
  CHECK(loose(fold("Hundesteuer")) == loose(fold("Hunndesteuer")));
  CHECK(loose(fold("Reisepass")) == loose(fold("Reisepas")));
}

TEST_CASE("letters outside German fold to their DIN 91379 search form") {
  CHECK(fold("Łukasz") == "lukasz");
  CHECK(fold("Þórður") == "thordur");
  CHECK(fold("Œuvre") == "oeuvre");
}

TEST_CASE("hyphen, section sign, slash and brackets separate words, numbers are words") {
  CHECK(folded_words("Online-Ausweis") == std::vector<std::string>{"online", "ausweis"});
  CHECK(folded_words("§ 16 Abs.2 SGB-II") == std::vector<std::string>{"16", "abs", "2", "sgb", "ii"});
  CHECK(folded_words("§16") == std::vector<std::string>{"16"});
  CHECK(folded_words("Vaterschafts-/Mutterschafts(anerkennung)") ==
        std::vector<std::string>{"vaterschafts", "mutterschafts", "anerkennung"});
  CHECK(folded_words("„Perso“ – weg…") == std::vector<std::string>{"perso", "weg"});
}

TEST_CASE("a verb, its noun and its plural have one stem") {
  CHECK(stem("anmelden") == stem("Anmeldung"));
  CHECK(stem("Anmeldungen") == stem("Anmeldung"));
  CHECK(stem("ummelden") == stem("Ummeldung"));
  CHECK(stem("ausstellen") == stem("Ausstellung"));
  CHECK(stem("Hunde") == stem("Hund"));
}

TEST_CASE("separable verbs are recognised in their other forms") {
  CHECK(verb_forms("angemeldet") == std::vector<std::string>{"anmelden"});
  CHECK(verb_forms("anzumelden") == std::vector<std::string>{"anmelden"});
  CHECK(verb_forms("umgezogen") == std::vector<std::string>{"umzogen"});
  CHECK(verb_forms("anmeldung").empty());
  CHECK(verb_forms("angebot").empty());
  CHECK(is_separable_prefix("um"));
  CHECK_FALSE(is_separable_prefix("und"));
}

TEST_CASE("small words carry nothing, common verbs little") {
  CHECK(word_class("ich", Language::german) == WordClass::stop);
  CHECK(word_class("moechte", Language::german) == WordClass::stop);
  CHECK(word_class("zwischen", Language::german) == WordClass::stop);
  CHECK(word_class("beantragen", Language::german) == WordClass::weak);
  CHECK(word_class("hund", Language::german) == WordClass::content);
  CHECK(word_class("how", Language::german) == WordClass::stop);
  CHECK(word_class("yours", Language::english) == WordClass::stop);
  CHECK(word_class("die", Language::english) == WordClass::content);
}
