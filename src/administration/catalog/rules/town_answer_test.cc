#include "administration/catalog/rules/town_answer.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("a town says yes in the words in which town halls say it") {
  for (auto const yes :
       {"ja", "Ja", "JA", " ja ", "ja, Frau Meier im Bürgerbüro", "Ja; Ordnungsamt", "ja - das Steueramt", "Ja."})
    CHECK_MESSAGE(catalog::says_yes(yes), yes);
  for (auto const no : {"", "nein", "Nein, noch nicht", "Januar", "jain", "n. a.", "vielleicht ja"})
    CHECK_MESSAGE(not catalog::says_yes(no), no);
}
