#pragma once

#include <optional>
#include <vector>

#include "city/map/model.h"
#include "platform/geo/builder.h"

namespace kreislauf::map::store {

/// Those that are whole, in the order in which they came.
std::vector<Source> sources(db::Connection& commons);
/// What the last of them is and how many there are, as one number: another one when a map has come or gone.
std::int64_t state(db::Connection& commons);
/// How many tiles and bytes each has, by number.
struct Size {
  std::int64_t source = 0, tiles = 0, bytes = 0;
  static Size from(db::Row const& row) { return {row.integer(0), row.integer(1), row.integer(2)}; }
};
std::vector<Size> sizes(db::Connection& commons);
/// Of all sources that are whole.
std::vector<TileFacts> facts(db::Connection& commons);
/// The shapes in a rectangle of tiles.
std::vector<TileShapes> shapes(db::Connection& commons, geo::TileId low, geo::TileId high);

/// Opens a new source; nobody sees it yet. What an import that ended early has left behind is cleared away.
std::int64_t begin(db::Connection& commons, Source const& source);
/// Returns the bytes that were stored.
std::size_t add(db::Connection& commons, std::int64_t source, geo::BuiltTile const& tile);
/// From now on it is shown. What has the same name goes, and so does what others know of tiles that it has whole.
void finish(db::Connection& commons, std::int64_t source, std::string const& name);
/// Takes a source away: one that was begun, or one that shall be shown no longer.
void drop(db::Connection& commons, std::int64_t source);

}  // namespace kreislauf::map::store
