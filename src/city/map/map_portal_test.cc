#include <doctest/doctest.h>

#include <sstream>

#include "city/map/exchange/import.h"
#include "city/map/shared/map_of.h"
#include "city/map/store/store.h"
#include "platform/osm/extract.h"
#include "tests/support/extract.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using test::has, test::header;

namespace {

constexpr double longitude = 7.0053, latitude = 51.9536;

/// A neighbourhood of two kilometres around the citizens' office: a grid of streets, two stops, a door.
std::string neighbourhood(std::string const& street = "Lindenweg") {
  test::ExtractWriter writer;
  std::int64_t id = 0;
  constexpr int lines = 21;
  for (int row = 0; row < lines; ++row)
    for (int column = 0; column < lines; ++column)
      writer.node(++id, longitude - 0.015 + 0.0015 * column, latitude - 0.01 + 0.001 * row);
  writer.node(++id, longitude + 0.001, latitude, {{"highway", "bus_stop"}, {"name", "Rathaus & <b>Markt</b>"}});
  writer.node(++id, longitude + 0.004, latitude, {{"railway", "station"}, {"name", "Gescher"}});
  writer.node(++id, longitude + 0.0001, latitude, {{"entrance", "main"}, {"wheelchair", "yes"}});
  for (int row = 0; row < lines; ++row) {
    std::vector<std::int64_t> nodes;
    for (int column = 1; column <= lines; ++column) nodes.push_back(row * lines + column);
    writer.way(row + 1, nodes,
               {{"highway", "residential"}, {"name", row == lines / 2 ? street : "Weg " + std::to_string(row)}});
  }
  return writer.file();
}

struct Mapped : test::TestPortal {
  Mapped() {
    authority::import_offices(*store,
                              fmt::format("authority,id,kinds,name,longitude,latitude\n"
                                          "gescher,buergerbuero,buergerbuero,Bürgerbüro,{},{}\n"
                                          "gescher,aussenstelle,ordnung,Außenstelle,7.2,52.3\n"
                                          "ahaus,buergerbuero,buergerbuero,Bürgerbüro Ahaus,,\n",
                                          longitude, latitude),
                              OnRejection::keep_good_lines);
    authorities.refresh_towns();
  }

  void import_map(std::string const& bytes, std::string const& name = "gescher", bool sample = false) {
    store_map(bytes, name, sample);
    reload();
  }
  /// Another program does so, and this one has not heard of it yet.
  void store_map(std::string const& bytes, std::string const& name = "gescher", bool sample = false) {
    std::istringstream file{bytes};
    geo::TileBuilder builder;
    auto const told = [&](geo::Point at) { builder.place(at); };
    auto const shape = [&](geo::Shape const& one) { builder.add(one); };
    auto const kept = [&] { return builder.bytes(); };
    osm::read_extract(file, {told, shape, kept}, 1 << 20);
    map::exchange::store_tiles(store->commons(), {.name = name, .sample = sample, .taken_at = "2020-04-21T00:00:00Z"},
                               builder);
  }
  void reload() {
    for (auto const& module : modules.all())
      if (module.reload) module.reload();
  }
  http::Response page(std::string const& path = "/aemter/buergerbuero") { return get("gescher.localhost", path); }
  /// The address of a picture, as the page names it.
  std::string address(std::string const& look = "breit-hell") {
    auto const body = page().body;
    auto const at = body.find("/aemter/buergerbuero/karte/" + look);
    return at == std::string::npos ? "" : body.substr(at, body.find('"', at) - at);
  }
  http::Response picture(std::string const& look = "breit-hell") { return get("gescher.localhost", address(look)); }
};

}  // namespace

TEST_CASE_FIXTURE(Mapped, "without a map the page of an office says nothing of one") {
  CHECK_FALSE(has(page(), "/karte/"));
  CHECK_FALSE(has(page(), "id=\"karte\""));
  CHECK(get("gescher.localhost", "/aemter/buergerbuero/karte/breit-hell.0.svg").status == 404);
}

TEST_CASE_FIXTURE(
    Mapped,
    "an office on the map shows its streets, and says in words where the stops are and that there are no steps") {
  import_map(neighbourhood());
  auto const answer = page();
  CHECK(has(answer, "<img src=\"/aemter/buergerbuero/karte/schmal-hell."));
  CHECK(has(answer, "loading=\"lazy\""));
  CHECK(has(answer, "width=\"720\" height=\"440\""));
  CHECK(has(answer, "prefers-color-scheme: dark"));
  CHECK(has(answer, "https://www.openstreetmap.org/copyright"));
  CHECK(has(answer, "Stand: 21. April 2020"));
  CHECK(has(answer, "Haltestelle <b>Rathaus &amp; &lt;b&gt;Markt&lt;/b&gt;</b>, 70 m Luftlinie"));
  CHECK(has(answer, "Bahnhof <b>Gescher</b>, 270 m Luftlinie"));
  CHECK(has(answer, "Eingang ohne Stufen (laut OpenStreetMap)"));
  auto const english = page("/en/aemter/buergerbuero");
  CHECK(has(english, "OpenStreetMap contributors"));
  CHECK(has(english, "<span lang=\"de\">Gescher</span>"));
}

TEST_CASE_FIXTURE(Mapped, "once somebody has looked at the picture, the page tells the way on foot") {
  import_map(neighbourhood());
  CHECK(has(page(), "270 m Luftlinie"));
  picture();
  CHECK(has(page(), "<b>Gescher</b>, 270 m zu Fuß"));  // straight along Lindenweg
  CHECK_FALSE(has(page(), "Luftlinie"));
  import_map(neighbourhood("Neuer Weg"));
  CHECK(has(page(), "270 m Luftlinie"));
}

TEST_CASE_FIXTURE(Mapped, "the picture may be kept for ever, and what its page no longer names leads to the new one") {
  import_map(neighbourhood());
  auto const first = address();
  auto const answer = picture();
  CHECK(answer.status == 200);
  CHECK(answer.content_type == "image/svg+xml");
  CHECK(answer.caching == http::Caching::forever);
  CHECK(has(answer, ">Lindenweg</text>"));
  CHECK(has(answer, "OpenStreetMap-Mitwirkende"));
  CHECK(picture().body == answer.body);
  CHECK(picture("schmal-dunkel").status == 200);
  CHECK(picture("schmal-dunkel").body != answer.body);

  import_map(neighbourhood("Neuer Weg"));
  CHECK(address() != first);
  CHECK(has(picture(), ">Neuer Weg</text>"));
  CHECK_FALSE(has(picture(), "Lindenweg"));
  auto const old = get("gescher.localhost", first);
  CHECK(old.status == 303);
  CHECK(header(old, "Location") == address());
  CHECK(get("gescher.localhost", "/aemter/buergerbuero/karte/gross.1.svg").status == 404);
}

TEST_CASE_FIXTURE(Mapped,
                  "an office elsewhere, one without a place of its own and one at the frayed edge show no map") {
  import_map(neighbourhood());
  CHECK_FALSE(has(page("/aemter/aussenstelle"), "karte/"));
  CHECK_FALSE(has(get("ahaus.localhost", "/aemter/buergerbuero"), "karte/"));
  CHECK(get("ahaus.localhost", "/aemter/buergerbuero/karte/" + address().substr(27)).status == 404);

  test::ExtractWriter edge;  // a road that sticks out of some other extract
  edge.node(1, 7.19, 52.3);
  edge.node(2, 7.2, 52.3);
  edge.node(3, 7.21, 52.3);
  edge.way(1, {1, 2, 3}, {{"highway", "motorway"}});
  import_map(edge.file(), "anderswo");
  CHECK_FALSE(has(page("/aemter/aussenstelle"), "karte/"));
  CHECK(has(page(), "karte/"));
}

TEST_CASE_FIXTURE(Mapped, "a picture that is asked for while another map comes is never an empty one") {
  import_map(neighbourhood());
  auto const before = address();
  store_map(neighbourhood("Neuer Weg"));
  auto const answer = get("gescher.localhost", before);
  CHECK(answer.status == 303);
  CHECK(header(answer, "Location") == address());
  CHECK(has(picture(), ">Neuer Weg</text>"));
}

TEST_CASE_FIXTURE(Mapped, "a map that is invented says so, and gives way to a real one") {
  import_map(neighbourhood("Erfundener Weg"), "spielstadt", true);
  CHECK(has(page(), "für die Vorführung erfunden"));
  CHECK(has(page(), "Eingang ohne Stufen (erfunden)"));
  CHECK_FALSE(has(page(), "OpenStreetMap-Mitwirkende"));
  CHECK(has(picture(), "Erfundene Karte"));
  import_map(neighbourhood("Echter Weg"));
  CHECK_FALSE(has(page(), "Karte ist für die Vorführung erfunden"));
  CHECK(has(picture(), ">Echter Weg</text>"));
  CHECK_FALSE(has(picture(), "Erfundener Weg"));
}

TEST_CASE_FIXTURE(Mapped, "an import that ends early leaves what was there before, and nothing of itself") {
  import_map(neighbourhood());
  auto const before = address();
  store->commons().write([](db::Connection& commons) {
    commons.exec(
        "INSERT INTO map_sources (number, name, sample, taken_at, imported_at, finished) VALUES (99, 'gescher', 0, '', "
        "'', 0)");
    commons.exec(
        "INSERT INTO map_tiles (x, y, source, whole, cells, points, size, shapes) SELECT x, y, 99, 1, cells, points, "
        "size, 'broken' FROM map_tiles");
  });
  reload();
  CHECK(address() == before);
  CHECK(has(picture(), ">Lindenweg</text>"));
  import_map(neighbourhood());
  std::int64_t left = 1;
  store->commons().read(
      [&](db::Connection& commons) { left = commons.number("SELECT COUNT(*) FROM map_tiles WHERE source = 99"); });
  CHECK(left == 0);
}

TEST_CASE_FIXTURE(Mapped, "a map that is taken away is shown no longer") {
  import_map(neighbourhood(), "alt");
  import_map(neighbourhood(), "neu");
  store->commons().write(
      [](db::Connection& commons) { map::store::drop(commons, map::store::sources(commons).front().number); });
  reload();
  CHECK(has(page(), "/karte/"));
  store->commons().write(
      [](db::Connection& commons) { map::store::drop(commons, map::store::sources(commons).front().number); });
  reload();
  CHECK_FALSE(has(page(), "/karte/"));
}

TEST_CASE_FIXTURE(Mapped, "a tile that somebody has damaged costs its streets, not the page") {
  import_map(neighbourhood());
  store->commons().write(
      [](db::Connection& commons) { commons.exec("UPDATE map_tiles SET shapes = 'AAAA', size = 100000000000"); });
  CHECK(page().status == 200);
  auto const answer = picture();
  CHECK(answer.status == 200);
  CHECK_FALSE(has(answer, "Lindenweg"));
}

TEST_CASE("an extract is called like its file without its date") {
  using map::exchange::name_of_file;
  CHECK(name_of_file("/tmp/muenster-regbez-latest.osm.pbf") == "muenster-regbez");
  CHECK(name_of_file("muenster-regbez-260101.osm.pbf") == "muenster-regbez");
  CHECK(name_of_file("kreis_borken.pbf") == "kreis_borken");
  CHECK(name_of_file("2026.osm.pbf") == "2026");
  CHECK(name_of_file(".pbf") == "karte");
}

TEST_CASE("pictures are kept until there are too many") {
  map::Pictures pictures;
  pictures.keep("first", "x");
  for (int i = 0; i < 40; ++i) {
    CHECK(pictures.find("first"));  // looked at again and again
    pictures.keep(std::to_string(i), std::string(1 << 20, 'x'));
  }
  CHECK_FALSE(pictures.find("0"));
  CHECK(pictures.find("39"));
}
