#include "platform/search/vocabulary.h"

#include <doctest/doctest.h>

using namespace kreislauf::search;

namespace {

Vocabulary vocabulary_of(std::vector<std::pair<std::string, std::uint32_t>> const& words) {
  Vocabulary vocabulary;
  for (auto const& [word, count] : words) vocabulary.add(word, vocabulary.term(word), count, word);
  vocabulary.seal();
  return vocabulary;
}

std::string nearest(Vocabulary const& vocabulary, std::string_view typed) {
  auto const near = vocabulary.near(typed, 3);
  return near.empty() ? "" : std::string{vocabulary.display(near.front().word)};
}

}  // namespace

TEST_CASE("a letter missing, doubled, wrong or swapped is one typo") {
  CHECK(typo_distance("pesonalausweis", "personalausweis", 2) == 1);
  CHECK(typo_distance("hunndesteuer", "hundesteuer", 2) == 1);
  CHECK(typo_distance("hundesteier", "hundesteuer", 2) == 1);
  CHECK(typo_distance("hudnesteuer", "hundesteuer", 2) == 1);
  CHECK(typo_distance("hundesteuer", "hundesteuer", 2) == 0);
  CHECK(typo_distance("hund", "katze", 2) == 3);
  CHECK(typo_distance("", "ab", 2) == 2);
}

TEST_CASE("mistyped words find their neighbour, short words must be right") {
  auto const vocabulary =
      vocabulary_of({{"fuehrerschein", 9}, {"personalausweis", 9}, {"anmelden", 9}, {"hund", 9}, {"amt", 9}});
  CHECK(nearest(vocabulary, "fuererschein") == "fuehrerschein");
  CHECK(nearest(vocabulary, "pesonalausweis") == "personalausweis");
  CHECK(nearest(vocabulary, "anmeldn") == "anmelden");
  CHECK(nearest(vocabulary, "hnud") == "hund");
  CHECK(nearest(vocabulary, "atm") == "");
  CHECK(nearest(vocabulary, "zzzzzzzz") == "");
}

TEST_CASE("among equally near words the one with the same first letter, then the commoner comes first") {
  auto const vocabulary = vocabulary_of({{"mieten", 1}, {"bieten", 50}, {"mitten", 2}});
  CHECK(nearest(vocabulary, "miten") == "mitten");
  CHECK(nearest(vocabulary, "nieten") == "bieten");
}

TEST_CASE("the beginning of a word leads to the commonest endings") {
  auto const vocabulary = vocabulary_of({{"hundesteuer", 30}, {"hundehaltung", 20}, {"hundert", 1}, {"husten", 5}});
  auto const found = vocabulary.beginning("hunde", 2);
  REQUIRE(found.size() == 2);
  CHECK(vocabulary.stem(found[0].term) == "hundesteuer");
  CHECK(vocabulary.stem(found[1].term) == "hundehaltung");
  CHECK(vocabulary.beginning("x", 2).empty());
}

TEST_CASE("an unfinished word may hold a typo") {
  auto const vocabulary = vocabulary_of({{"hundesteuer", 30}, {"husten", 5}});
  auto const near = vocabulary.near_beginning("hunndest", 3);
  REQUIRE(near.size() == 1);
  CHECK(vocabulary.display(near.front().word) == "hundesteuer");
  CHECK(vocabulary.near_beginning("hunn", 3).empty());
}
