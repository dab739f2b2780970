#include "platform/pdf/joined.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace kreislauf;

namespace {

/// A document of so many empty pages.
std::string document(int pages) {
  std::string kids, objects;
  for (int i = 0; i < pages; ++i) {
    kids += fmt::format("{} 0 R ", i + 3);
    objects += fmt::format("{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n", i + 3);
  }
  return fmt::format(
      "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{}]/Count {}>>endobj\n{}"
      "trailer<</Root 1 0 R>>\n",
      kids, pages, objects);
}

}  // namespace

TEST_CASE("letters come together, each on a sheet of its own") {
  auto const all = pdf::joined({document(1), document(2), document(3)});
  REQUIRE(all);
  CHECK(all->pages == std::vector<int>{1, 2, 3});
  // Read again: 1 and an empty one, 2, 3 and an empty one.
  auto const again = pdf::joined({all->bytes});
  REQUIRE(again);
  CHECK(again->pages == std::vector<int>{8});
}

TEST_CASE("what cannot be read is named by its place, and nothing comes out") {
  auto const all = pdf::joined({document(1), "no document", document(1)});
  REQUIRE_FALSE(all);
  CHECK(all.error() == 1);
  CHECK(pdf::joined({document(0)}).error() == 0);
}

TEST_CASE("the same letters make the same file") {
  CHECK(pdf::joined({document(1), document(2)})->bytes == pdf::joined({document(1), document(2)})->bytes);
}
