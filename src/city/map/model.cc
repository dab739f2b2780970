#include "city/map/model.h"

#include "base/log.h"
#include "platform/crypto/base64.h"
#include "platform/geo/deflate.h"
#include "platform/geo/tile.h"

namespace kreislauf::map {

namespace {

constexpr std::int64_t largest_tile = 64 << 20;

geo::TileId id_of(db::Row const& row) {
  return {static_cast<std::int32_t>(row.integer(0)), static_cast<std::int32_t>(row.integer(1))};
}

/// A tile that cannot be read is an empty one: a page never fails because of its map.
std::vector<geo::Shape> read(geo::TileId id, std::optional<std::string> const& bytes) {
  auto shapes = bytes ? geo::decode(id, *bytes) : std::nullopt;
  if (not shapes) log::error("map_tile_unreadable", "import the map again");
  return std::move(shapes).value_or(std::vector<geo::Shape>{});
}

}  // namespace

Source Source::from(db::Row const& row) {
  return {.number = row.integer(0),
          .name = row.string(1),
          .sample = row.integer(2) != 0,
          .taken_at = row.string(3),
          .imported_at = row.string(4)};
}

TileFacts TileFacts::from(db::Row const& row) {
  return {.id = id_of(row),
          .source = row.integer(2),
          .whole = row.integer(3) != 0,
          .cells = static_cast<std::uint64_t>(row.integer(4)),
          .points = read(id_of(row), crypto::strict_base64(row.text(5)))};
}

TileShapes TileShapes::from(db::Row const& row) {
  auto const size = row.integer(3);
  auto bytes = crypto::strict_base64(row.text(4));
  if (bytes and size >= 0 and size <= largest_tile)
    bytes = geo::inflated(*bytes, static_cast<std::size_t>(size));
  else
    bytes.reset();
  return {.id = id_of(row), .source = row.integer(2), .shapes = read(id_of(row), bytes)};
}

}  // namespace kreislauf::map
