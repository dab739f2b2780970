#include <doctest/doctest.h>

#include "platform/geo/drawing.h"
#include "platform/geo/labels.h"

using namespace kreislauf::geo;

namespace {

Point const middle = project({7.0053, 51.9536});

View view() { return {.middle = middle, .credit = "© OpenStreetMap-Mitwirkende"}; }
Point at(int x, int y) { return {middle.x + x, middle.y + y}; }
bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }
std::size_t times(std::string const& text, std::string_view part) {
  std::size_t count = 0;
  for (auto found = text.find(part); found != std::string::npos; found = text.find(part, found + 1)) ++count;
  return count;
}
Shape street(std::string name, int y = 100, Kind kind = Kind::street) {
  return {kind, std::move(name), {{at(-900, y), at(900, y)}}};
}
Shape house(int x, int y) {
  return {Kind::building, "", {{at(x, y), at(x + 40, y), at(x + 40, y + 40), at(x, y + 40)}}};
}

}  // namespace

TEST_CASE("a picture names its streets and stops, and whose data it is made of") {
  auto const picture =
      draw(view(), {street("Hauptstraße"), house(-20, -20), {Kind::bus_stop, "Marktplatz", {{at(200, 90)}}}});
  CHECK(has(picture, ">Hauptstraße</text>"));
  CHECK(has(picture, ">Marktplatz</text>"));
  CHECK(has(picture, "<title>© OpenStreetMap-Mitwirkende</title>"));
  CHECK(has(picture, ">100 m</text>"));
  CHECK(has(picture, "viewBox=\"0 0 720 440\""));
}

TEST_CASE("a house is drawn where it is, as large as it is, and so is one beside it") {
  auto only = view();
  only.metres_per_pixel = metres_per_unit(middle.y);  // a unit is a pixel, so two halves
  auto const picture = draw(only, {house(10, 10), house(100, -60)});
  // The upper one first, from its first corner right, down, left; then the other from there. 740 is 2 * (720 / 2 + 10).
  CHECK(has(picture, "d=\"m920 320 80 0 0 80-80 0zm-180 140 80 0 0 80-80 0z\""));
}

TEST_CASE("a stop is called as people of the town call it") {
  CHECK(local_name("Herrenberg Kronenbuckel", "Herrenberg") == "Kronenbuckel");
  CHECK(local_name("Herrenberg, Rathaus", "Herrenberg") == "Rathaus");
  CHECK(local_name("Herrenberg", "Herrenberg") == "Herrenberg");
  CHECK(local_name("Herrenberger Straße", "Herrenberg") == "Herrenberger Straße");
  CHECK(local_name("Rathaus", "") == "Rathaus");
}

TEST_CASE("a name is text, whatever somebody has mapped") {
  auto const picture = draw(view(), {street("</text><script>alert(1)</script>"),
                                     street("\" onload=\"x", 200),
                                     {Kind::bus_stop, "<b>&amp;", {{at(200, 90)}}}});
  CHECK_FALSE(has(picture, "<script"));
  CHECK_FALSE(has(picture, "\" onload"));
  CHECK_FALSE(has(picture, "<b>"));
  CHECK(has(picture, "&lt;script"));
}

TEST_CASE("nothing in a picture needs what the policy of the portal forbids") {
  auto const picture = draw(view(), {street("Hauptstraße"), house(0, 0)});
  for (auto const* forbidden : {"<style", " style=", "<script", "http://", "https://", "<image", "url("}) {
    CAPTURE(forbidden);
    auto const allowed = std::string_view{forbidden} == "http://";  // the name of SVG itself
    CHECK(times(picture, forbidden) == (allowed ? 1 : 0));
  }
}

TEST_CASE("light and dark differ in colours alone") {
  auto light = view(), dark = view();
  dark.theme = Theme::dark;
  std::vector<Shape> const shapes{street("Hauptstraße"), house(0, 0)};
  auto const without_colours = [](std::string text) {
    for (auto hash = text.find("\"#"); hash != std::string::npos; hash = text.find("\"#", hash + 1))
      if (text[hash + 2] != 'w') text.replace(hash + 1, text.find('"', hash + 1) - hash - 1, "c");
    return text;
  };
  CHECK(draw(light, shapes) != draw(dark, shapes));
  CHECK(without_colours(draw(light, shapes)) == without_colours(draw(dark, shapes)));
}

TEST_CASE("a park has its name where there is room for it") {
  auto const park = [](std::string name, int size) {
    return Shape{Kind::green,
                 std::move(name),
                 {{at(100, 100), at(100 + size, 100), at(100 + size, 100 + size), at(100, 100 + size)}}};
  };
  CHECK(has(draw(view(), {park("Stadtpark", 400)}), ">Stadtpark</text>"));
  CHECK_FALSE(has(draw(view(), {park("Stadtpark", 100)}), ">Stadtpark</text>"));
}

TEST_CASE("what comes twice, from two tiles, is drawn once") {
  std::vector<Shape> const once{house(-200, 0), street("Allee")}, twice{once[0], once[1], once[0], once[1]};
  CHECK(draw(view(), once) == draw(view(), twice));
}

TEST_CASE("a street has its name once, a stop with two posts one sign") {
  auto const picture = draw(view(), {street("Allee", 100),
                                     street("Allee", 101),
                                     street("Allee", 300),
                                     {Kind::bus_stop, "Rathaus", {{at(300, 90)}}},
                                     {Kind::bus_stop, "Rathaus", {{at(340, 115)}}}});
  CHECK(times(picture, ">Allee</text>") == 1);
  CHECK(times(picture, ">Rathaus</text>") == 1);
  CHECK(times(picture, ">H</text>") == 1);
}

TEST_CASE("names that find no room are left out, and none lies on another") {
  std::vector<Shape> crowd;
  for (int i = 0; i < 60; ++i)
    crowd.push_back({Kind::bus_stop, "Haltestelle Nummer " + std::to_string(i), {{at(-700 + 24 * i, 20 * (i % 3))}}});
  auto const picture = draw(view(), crowd);
  CHECK(times(picture, "Haltestelle Nummer") < 30);
  Taken taken{720, 440};
  taken.take({100, 100}, 0, 80, 11);
  CHECK_FALSE(taken.free({150, 100}, 0, 80, 11));
  CHECK_FALSE(taken.free({100, 100}, 90, 80, 11));
  CHECK(taken.free({100, 130}, 0, 80, 11));
  CHECK_FALSE(taken.free({5, 300}, 0, 80, 11));  // would stick out of the picture
}

TEST_CASE("a name stands along its street and never on its head") {
  Taken const taken{720, 440};
  auto const steep = along({{{400, 400}, {390, 40}}}, 60, 11, {360, 220}, taken);
  REQUIRE(steep);
  CHECK(steep->degrees >= -90);
  CHECK(steep->degrees <= 90);
  CHECK_FALSE(along({{{10, 200}, {40, 200}}}, 60, 11, {360, 220}, taken));
  std::vector<Spot> zigzag;
  for (int i = 0; i < 30; ++i) zigzag.push_back({100.0 + 10 * i, 200.0 + (i % 2) * 30});
  CHECK_FALSE(along({zigzag}, 60, 11, {360, 220}, taken));
}

TEST_CASE("odd shapes and long or foreign names make no broken picture") {
  std::vector<Shape> odd{{Kind::building, "", {{at(0, 0), at(90, 90), at(90, 0), at(0, 90)}}},
                         {Kind::building, "", {{at(5, 5), at(5, 5), at(5, 5)}}},
                         {Kind::water, "", {{at(-60'000, -60'000), at(60'000, -60'000), at(0, 60'000)}}},
                         {Kind::street, "", {{at(0, 0)}}},
                         {Kind::rail, "x", {{{0, 0}, {world_size, world_size}}}},
                         street(std::string(80, 'W'), 50),
                         street("شارع الملك فهد", 150),
                         street("\xC2\xA0\xE2\x80\xAE", 180)};
  auto const picture = draw(view(), odd);
  CHECK(has(picture, "شارع الملك فهد"));
  CHECK_FALSE(has(picture, "WWWW"));  // longer than the picture is wide
  CHECK_FALSE(has(picture, "nan"));
  CHECK(picture.ends_with("</svg>"));
}

TEST_CASE("an empty neighbourhood is a picture with a pin and a scale") {
  auto const picture = draw(view(), {});
  CHECK(has(picture, "100 m"));
  CHECK(picture.size() < 3000);
}
