#include "administration/news/rules/text.h"

#include <doctest/doctest.h>

namespace kreislauf::news {

TEST_CASE("blank lines part paragraphs, however they were typed") {
  CHECK(paragraphs("Eins\r\nzwei\r\n\r\n \r\nDrei\n") == std::vector<std::string>{"Eins\nzwei", "Drei"});
  CHECK(paragraphs(" \n\n").empty());
}

TEST_CASE("a text begins with its first paragraph") {
  CHECK(beginning("Kurz.\n\nMehr.") == "Kurz.");
  CHECK(beginning("").empty());
  CHECK(beginning(std::string(400, 'a')).size() < 250);
}

}  // namespace kreislauf::news
