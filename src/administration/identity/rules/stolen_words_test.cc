#include "administration/identity/rules/stolen_words.h"

#include <doctest/doctest.h>

using namespace kreislauf::identity::rules;

TEST_CASE("the list has the most used words, stolen passwords of our length, and German") {
  CHECK(known_words() > 80000);
  for (auto const* word : {"password", "dragon", "monkey", "football"}) {
    CAPTURE(word);
    CHECK(known(word) == Known::most_used);
  }
  for (auto const* word : {"schmetterling", "batterie", "hoffmann", "q1w2e3r4t5y6", "hd764nw5d7e1vb1"}) {
    CAPTURE(word);
    CHECK(known(word) == Known::listed);
  }
}

TEST_CASE("what is not in the list is not found") {
  for (auto const* word : {"", "a", "xkqvlpz", "Password", "kranichofen", "passwordpasswordpasswordpasswor"}) {
    CAPTURE(word);
    CHECK(known(word) == Known::no);
  }
}
