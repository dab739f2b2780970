#include "administration/forms/rules/paper_layout.h"

#include <doctest/doctest.h>

#include "administration/forms/rules/paper_code.h"

using namespace kreislauf::forms;

namespace {

constexpr auto corners = R"([
  {"name":"ort","kind":"text","corner":"first","page":1,"x":70.866,"y":302.9},
  {"name":"ort","kind":"text","corner":"last","page":1,"x":538.58,"y":325.6},
  {"name":"tag","kind":"comb","group":2,"cells":4,"corner":"first","page":2,"x":161.5,"y":491.3},
  {"name":"tag","kind":"comb","group":2,"cells":4,"corner":"last","page":2,"x":229.6,"y":514.0},
  {"pages":2}])";

}  // namespace

TEST_CASE("the corners that a sheet tells become places in millimetres, and come back as they were stored") {
  auto const layout = layout_of_corners(corners);
  REQUIRE(layout);
  CHECK(layout->pages == 2);
  REQUIRE(layout->places.size() == 2);
  CHECK(layout->places[0].x == doctest::Approx(25).epsilon(0.001));
  CHECK(layout->places[0].width == doctest::Approx(165).epsilon(0.001));
  CHECK(layout->places[1].group == 2);
  CHECK(layout->places[1].cells == 4);
  auto const again = layout_in(text_of(*layout));
  REQUIRE(again);
  CHECK(text_of(*again) == text_of(*layout));
}

TEST_CASE("a layout is known by all that it follows from") {
  auto const layout = *layout_of_corners(corners);
  auto const id = id_of(layout, "sperrmuell-abholen", "0123456789abcdef", "de");
  CHECK(id.size() == layout_letters);
  CHECK(id == id_of(layout, "sperrmuell-abholen", "0123456789abcdef", "de"));
  CHECK(id != id_of(layout, "sperrmuell-abholen", "0123456789abcdef", "tr"));
  CHECK(id != id_of(layout, "sperrmuell-abholen", "0123456789abcdee", "de"));
  auto other = layout;
  other.places[0].x += 0.01;
  CHECK(id != id_of(other, "sperrmuell-abholen", "0123456789abcdef", "de"));
}

TEST_CASE("what is no list of corners is none") {
  CHECK_FALSE(layout_of_corners("{}"));
  CHECK_FALSE(layout_of_corners("[]"));
  CHECK_FALSE(layout_of_corners("[{\"name\":\"ort\",\"corner\":\"last\",\"page\":1,\"x\":1,\"y\":1},{\"pages\":1}]"));
  CHECK_FALSE(layout_of_corners("%PDF-1.7"));
}

TEST_CASE("a code says whose sheet, which layout and which page, and nothing else is read from it") {
  PaperCode const code{.authority = "05554016", .layout = "0123456789AB", .page = 2};
  CHECK(text_of(code) == "KL1 05554016 0123456789AB 2");
  CHECK(text_of(code).size() <= 32);
  auto const read = paper_code_in(text_of(code));
  REQUIRE(read);
  CHECK(read->authority == "05554016");
  CHECK(read->layout == "0123456789AB");
  CHECK(read->page == 2);
  for (auto const wrong :
       {"", "KL1", "KL2 05554016 0123456789AB 2", "KL1 05554016 0123456789AB 0", "KL1 05554016 0123456789AB 2 ",
        "KL1 05554016 0123456789AB 100", "KL1 x 0123456789AB 1", "KL1 05554016 012345678 1",
        "https://gescher.example/antrag/x", "KL1 05554016 0123456789AB 2; DROP TABLE"})
    CHECK_MESSAGE(not paper_code_in(wrong), std::string{wrong});
}
