#include "city/map/store/store.h"

#include <algorithm>
#include <chrono>

#include "base/clock.h"
#include "platform/crypto/base64.h"
#include "platform/geo/deflate.h"
#include "platform/geo/tile.h"

namespace kreislauf::map::store {

namespace {

constexpr auto all_sources =
    "SELECT number, name, sample, taken_at, imported_at FROM map_sources WHERE finished = 1 ORDER BY number";
constexpr auto state_of_sources =
    "SELECT COALESCE(MAX(number), 0) * 1000 + COUNT(*) FROM map_sources WHERE finished = 1";
constexpr auto sizes_of_sources =
    "SELECT source, COUNT(*), SUM(LENGTH(points) + LENGTH(shapes)) FROM map_tiles GROUP BY source";
constexpr auto all_facts = R"(
  SELECT t.x, t.y, t.source, t.whole, t.cells, t.points FROM map_tiles t
  JOIN map_sources s ON s.number = t.source WHERE s.finished = 1 ORDER BY t.x, t.y, t.source)";
constexpr auto shapes_of = R"(
  SELECT x, y, source, size, shapes FROM map_tiles WHERE x BETWEEN ? AND ? AND y BETWEEN ? AND ?
  ORDER BY x, y, source)";
constexpr auto last_number = "SELECT COALESCE(MAX(number), 0) FROM map_sources";
constexpr auto open_source = R"(
  INSERT INTO map_sources (number, name, sample, taken_at, imported_at, finished) VALUES (?, ?, ?, ?, ?, 0))";
constexpr auto add_tile = R"(
  INSERT INTO map_tiles (x, y, source, whole, cells, points, size, shapes) VALUES (?, ?, ?, ?, ?, ?, ?, ?))";
constexpr auto show_source = "UPDATE map_sources SET finished = 1 WHERE number = ?";
constexpr auto remove_tiles_of_older = R"(
  DELETE FROM map_tiles WHERE source IN (SELECT number FROM map_sources WHERE name = ? AND number <> ?))";
constexpr auto remove_older = "DELETE FROM map_sources WHERE name = ? AND number <> ?";
constexpr auto remove_what_is_whole_now = R"(
  DELETE FROM map_tiles WHERE source <> ? AND EXISTS (
    SELECT 1 FROM map_tiles n WHERE n.source = ? AND n.whole = 1 AND n.x = map_tiles.x AND n.y = map_tiles.y))";
constexpr auto remove_tiles = "DELETE FROM map_tiles WHERE source = ?";
constexpr auto remove_source = "DELETE FROM map_sources WHERE number = ?";
constexpr auto remove_unfinished_tiles =
    "DELETE FROM map_tiles WHERE source IN (SELECT number FROM map_sources WHERE finished = 0)";
constexpr auto remove_unfinished = "DELETE FROM map_sources WHERE finished = 0";

}  // namespace

std::vector<Source> sources(db::Connection& commons) { return commons.query<Source>(all_sources); }
std::int64_t state(db::Connection& commons) { return commons.number(state_of_sources); }
std::vector<Size> sizes(db::Connection& commons) { return commons.query<Size>(sizes_of_sources); }
std::vector<TileFacts> facts(db::Connection& commons) { return commons.query<TileFacts>(all_facts); }

std::vector<TileShapes> shapes(db::Connection& commons, geo::TileId low, geo::TileId high) {
  return commons.query<TileShapes>(shapes_of, low.x, high.x, low.y, high.y);
}

std::int64_t begin(db::Connection& commons, Source const& source) {
  commons.exec(remove_unfinished_tiles);
  commons.exec(remove_unfinished);
  // Not the next number alone: pictures have it in their address for ever, so that of a map that went must not come
  // back.
  auto const moment = parse_iso_utc(source.imported_at).time_since_epoch();
  auto const number = std::max(commons.next(last_number), std::int64_t{moment / std::chrono::seconds{1}});
  commons.exec(open_source, number, source.name, source.sample ? 1 : 0, source.taken_at, source.imported_at);
  return number;
}

std::size_t add(db::Connection& commons, std::int64_t source, geo::BuiltTile const& tile) {
  std::vector<geo::Shape> points, shapes;
  for (auto const& shape : tile.shapes) (geo::is_point(shape.kind) ? points : shapes).push_back(shape);
  auto const bytes = geo::encode(tile.id, shapes);
  auto const first = crypto::base64(geo::encode(tile.id, points)), second = crypto::base64(geo::deflated(bytes));
  commons.exec(add_tile, tile.id.x, tile.id.y, source, tile.whole ? 1 : 0, static_cast<std::int64_t>(tile.cells), first,
               bytes.size(), second);
  return first.size() + second.size();
}

void finish(db::Connection& commons, std::int64_t source, std::string const& name) {
  commons.exec(remove_tiles_of_older, name, source);
  commons.exec(remove_older, name, source);
  commons.exec(remove_what_is_whole_now, source, source);
  commons.exec(show_source, source);
}

void drop(db::Connection& commons, std::int64_t source) {
  commons.exec(remove_tiles, source);
  commons.exec(remove_source, source);
}

}  // namespace kreislauf::map::store
