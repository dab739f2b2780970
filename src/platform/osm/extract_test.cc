#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <sstream>

#include "platform/geo/simplify.h"
#include "platform/osm/classify.h"
#include "platform/osm/extract.h"
#include "platform/osm/locations.h"
#include "platform/osm/rings.h"
#include "tests/support/extract.h"

using namespace kreislauf;
using geo::Kind;

namespace {

struct Read {
  osm::Summary summary;
  std::vector<geo::Shape> shapes;

  std::vector<geo::Shape> of(Kind kind) const {
    std::vector<geo::Shape> found;
    std::copy_if(shapes.begin(), shapes.end(), std::back_inserter(found),
                 [&](auto const& s) { return s.kind == kind; });
    return found;
  }
};

Read read(std::string const& bytes, std::size_t memory = 1 << 20) {
  std::istringstream file{bytes};
  Read read;
  auto const place = [](geo::Point) {};
  auto const shape = [&](geo::Shape one) { read.shapes.push_back(std::move(one)); };
  auto const kept = [&] { return read.shapes.size() * sizeof(geo::Shape); };
  read.summary = osm::read_extract(file, {place, shape, kept}, memory);
  return read;
}

std::string refusal(std::string const& bytes, std::size_t memory = 1 << 20) {
  try {
    read(bytes, memory);
  } catch (osm::Unreadable const& reason) {
    return reason.what();
  }
  return "read";
}

/// A square of 0.01 degree around Gescher with corners 1 to 4, a smaller one inside with 5 to 8.
test::ExtractWriter two_squares() {
  test::ExtractWriter writer;
  std::int64_t id = 0;
  for (double const size : {0.005, 0.002}) {
    writer.node(++id, 7 - size, 51.95 - size);
    writer.node(++id, 7 + size, 51.95 - size);
    writer.node(++id, 7 + size, 51.95 + size);
    writer.node(++id, 7 - size, 51.95 + size);
  }
  return writer;
}
geo::Point const inside = geo::project({7, 51.95}), between = geo::project({7.0035, 51.95});

test::ExtractWriter::Tags const forest{{"type", "multipolygon"}, {"landuse", "forest"}, {"name", "Wald"}};

}  // namespace

TEST_CASE("an extract tells its streets, houses, stops and entrances") {
  auto writer = two_squares();
  writer.node(9, 7.001, 51.95, {{"highway", "bus_stop"}, {"name", "Rathaus"}});
  writer.node(10, 7.002, 51.95, {{"entrance", "main"}, {"wheelchair", "yes"}});
  writer.node(11, 7.002, 51.951, {{"amenity", "bench"}});
  writer.way(1, {1, 2, 3}, {{"highway", "residential"}, {"name", "Lindenweg"}});
  writer.way(2, {5, 6, 7, 8, 5}, {{"building", "yes"}});
  writer.way(3, {1, 4}, {{"highway", "service"}, {"service", "driveway"}});
  writer.way(4, {1, 2}, {{"waterway", "stream"}, {"tunnel", "culvert"}});
  writer.way(5, {3, 4}, {{"highway", "footway"}, {"tunnel", "yes"}, {"name", "Unterführung"}});
  auto const all = read(writer.file());
  CHECK(all.summary.taken == 1'587'427'200);
  CHECK(all.summary.nodes == 11);
  CHECK(all.summary.ways == 5);
  CHECK(all.shapes.size() == 5);
  CHECK(all.of(Kind::passage).size() == 1);
  CHECK(all.of(Kind::street).at(0).name == "Lindenweg");
  CHECK(all.of(Kind::building).at(0).lines.at(0).size() == 4);
  CHECK(all.of(Kind::bus_stop).at(0).name == "Rathaus");
  CHECK(all.of(Kind::entrance_step_free).size() == 1);
}

TEST_CASE("a wood with a clearing, its edge in three ways of any direction") {
  auto writer = two_squares();
  writer.way(1, {1, 2});
  writer.way(2, {4, 3, 2});
  writer.way(3, {4, 1});
  writer.way(4, {5, 6, 7, 8, 5});
  writer.relation(1, {{1, "outer"}, {4, "inner"}, {3, "outer"}, {2, "outer"}}, forest);
  auto const wood = read(writer.file()).of(Kind::wood);
  REQUIRE(wood.size() == 1);
  CHECK(wood[0].name == "Wald");
  CHECK(geo::holds(wood[0].lines, between));
  CHECK_FALSE(geo::holds(wood[0].lines, inside));
}

TEST_CASE("a wood whose edge is cut off is not painted inside out") {
  auto writer = two_squares();
  writer.way(1, {1, 2});
  writer.way(4, {5, 6, 7, 8, 5});
  writer.relation(1, {{1, "outer"}, {77, "outer"}, {4, "inner"}}, forest);
  auto const all = read(writer.file());
  CHECK(all.of(Kind::wood).empty());
  CHECK(all.summary.cut_off == 1);
}

TEST_CASE("two rings that touch in a point stay two rings") {
  std::vector<geo::Line> const eight{{{0, 0}, {10, 0}, {10, 10}},
                                     {{10, 10}, {20, 10}, {20, 20}},
                                     {{20, 20}, {10, 20}, {10, 10}},
                                     {{10, 10}, {0, 10}, {0, 0}}};
  auto const rings = osm::rings_of(eight);
  CHECK(rings.open == 0);
  double area = 0;
  for (auto const& ring : rings.closed) area += std::abs(geo::area_of(ring));
  CHECK(area == 200);
  CHECK(osm::rings_of({{{0, 0}, {1, 1}}, {{1, 1}, {0, 0}}}).closed.empty());  // encloses nothing
}

TEST_CASE("a way at the edge of an extract is what lies between its known nodes") {
  auto writer = two_squares();
  writer.way(1, {1, 2, 99, 3, 4}, {{"highway", "residential"}});
  writer.way(2, {1, 2, 99, 4, 1}, {{"building", "yes"}});
  auto const all = read(writer.file());
  CHECK(all.of(Kind::street).size() == 2);
  CHECK(all.of(Kind::building).empty());
  CHECK(all.summary.cut_off == 2);
}

TEST_CASE("coordinates that are none are left out") {
  test::ExtractWriter writer;
  writer.node(1, 7, 51.95);
  writer.node(2, 900, 51.95, {{"highway", "bus_stop"}, {"name", "Nirgends"}});
  writer.node(3, 7, -91);
  writer.node(4, 1e9, 1e9);
  writer.way(1, {1, 2, 3, 4}, {{"highway", "residential"}});
  auto const all = read(writer.file());
  CHECK(all.shapes.empty());
  CHECK(all.summary.out_of_map == 3);
}

TEST_CASE("a name is kept as text, without what nobody can see and not endless") {
  osm::Tags const tags{{{"name", "A\u0308\x01\n<script>"}}};
  CHECK(osm::name_of(tags) == "\u00C4<script>");
  std::string const endless = [] {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "ش";
    return text;
  }();
  CHECK(osm::name_of({{{"name", endless}}}).size() == 160);
}

TEST_CASE("the platforms of a stop have its name") {
  CHECK(osm::stop_name_of({{{"name", "ZOB Kalkofenstraße Steig 1"}}}) == "ZOB Kalkofenstraße");
  CHECK(osm::stop_name_of({{{"name", "Bahnhof, Bussteig B2"}}}) == "Bahnhof");
  CHECK(osm::stop_name_of({{{"name", "Am Steig Nord"}}}) == "Am Steig Nord");
  CHECK(osm::stop_name_of({{{"name", "Bussteig C"}}}) == "Bussteig C");
}

TEST_CASE("what cannot be read is refused with what to do") {
  auto writer = two_squares();
  writer.way(1, {1, 2}, {{"highway", "residential"}});
  auto const good = writer.file();
  CHECK(refusal(good) == "read");
  CHECK(refusal("").find("Die Datei ist leer") == 0);
  CHECK(refusal("<?xml version='1.0'?><osm version='0.6'/>").find("osmium cat") != std::string::npos);
  CHECK(refusal("PK\x03\x04 no extract at all").find("kein OpenStreetMap-Auszug") != std::string::npos);
  CHECK(refusal(good.substr(0, good.size() - 5)).find("hört mittendrin auf") != std::string::npos);
  CHECK(refusal(writer.file("HistoricalInformation")).find("HistoricalInformation") != std::string::npos);
  test::ExtractWriter unordered;
  unordered.node(2, 7, 51);
  unordered.node(1, 7, 51);
  CHECK(refusal(unordered.file()).find("osmium sort") != std::string::npos);
  CHECK(refusal(good + std::string("\0\0\0\x05", 4) + "OSM").find("hört mittendrin auf") != std::string::npos);
  CHECK(refusal(good + test::ExtractWriter::blob("OSMData", "\x12\xFF\xFF\xFF\x7F")).find("beschädigt") !=
        std::string::npos);
}

TEST_CASE("an extract that ends anywhere, or of which a bit is another, is refused or read, and nothing else") {
  auto writer = two_squares();
  writer.way(1, {1, 2, 3, 4, 1}, {{"building", "yes"}, {"name", "Rathaus"}});
  writer.relation(1, {{1, "outer"}}, forest);
  auto const good = writer.file();
  for (std::size_t i = 1; i < good.size(); ++i) CHECK(refusal(good.substr(0, i)) != "");
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto other = good;
    other[i] = static_cast<char>(other[i] ^ (1 << (i % 8)));
    CHECK(refusal(other) != "");
  }
  auto const block = writer.block();  // zlib notices what was changed outside: inside it must be noticed here
  for (std::size_t i = 0; i < 8 * block.size(); ++i) {
    auto other = block;
    other[i / 8] = static_cast<char>(other[i / 8] ^ (1 << (i % 8)));
    CHECK(refusal(test::ExtractWriter::begin() + test::ExtractWriter::blob("OSMData", other)) != "");
  }
}

TEST_CASE("numbers of nodes may be anything, and are refused when nobody could count them") {
  for (auto const id : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    test::ExtractWriter writer;
    writer.node(-1, 7, 51);
    writer.node(id, 7, 51);
    CHECK(refusal(writer.file()).find("nicht geordnet") != std::string::npos);
  }
}

TEST_CASE("where nodes lie takes some bytes each, and more than allowed is told") {
  osm::Locations locations;
  for (std::int64_t id = 1; id <= 10'000; ++id) locations.add(3 * id, {static_cast<std::int32_t>(20 * id), 7});
  CHECK(locations.of(3 * 777) == geo::Point{20 * 777, 7});
  CHECK(locations.of(30'000) == geo::Point{200'000, 7});
  CHECK_FALSE(locations.of(4));
  CHECK_FALSE(locations.of(0));
  CHECK_FALSE(locations.of(30'003));
  CHECK_FALSE(locations.add(5, {}));
  CHECK(locations.bytes() < 100'000);
  test::ExtractWriter large;
  for (std::int64_t id = 1; id <= 70'000; ++id) large.node(id, 7 + 1e-7 * static_cast<double>(id % 1000), 51);
  CHECK(refusal(large.file(), 1000).find("Arbeitsspeicher") != std::string::npos);
}
