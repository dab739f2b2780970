#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace kreislauf::geo {

/// WGS84, degrees.
struct Place {
  double longitude = 0, latitude = 0;
};

/// Whole units of the square world of Web Mercator (EPSG:3857): 2^26 from west to east and from north to south.
struct Point {
  std::int32_t x = 0, y = 0;
  auto operator<=>(Point const&) const = default;
};
using Line = std::vector<Point>;

inline constexpr int tile_bits = 12;  ///< 4,096 units a tile
inline constexpr std::int32_t tile_size = 1 << tile_bits;
inline constexpr int tile_zoom = 14;
inline constexpr std::int32_t world_size = tile_size << tile_zoom;

/// A square of zoom 14: in Germany some 1.5 km wide.
struct TileId {
  std::int32_t x = 0, y = 0;
  auto operator<=>(TileId const&) const = default;
};
inline TileId tile_at(Point p) { return {p.x >> tile_bits, p.y >> tile_bits}; }
inline Point origin_of(TileId tile) { return {tile.x << tile_bits, tile.y << tile_bits}; }

/// A rectangle; both corners belong to it.
struct Box {
  Point low, high;

  bool holds(Point p) const { return p.x >= low.x and p.x <= high.x and p.y >= low.y and p.y <= high.y; }
  bool touches(Box const& other) const {
    return low.x <= other.high.x and other.low.x <= high.x and low.y <= other.high.y and other.low.y <= high.y;
  }
  Box wider(std::int32_t by) const { return {{low.x - by, low.y - by}, {high.x + by, high.y + by}}; }
};
Box box_of(TileId tile);
/// Of at least one point.
Box box_of(Line const& line);
Box box_of(std::vector<Line> const& lines);
inline Box around(Point p, std::int32_t units) { return Box{p, p}.wider(units); }

/// Beyond 85.05 degrees the square world ends; what is no number lies nowhere.
bool on_map(Place place);
/// Of a place on the map.
Point project(Place place);
Place place_of(Point point);
/// How long a unit is at this height, in metres (sphere of WGS84's longer axis: right within 0.4 %).
double metres_per_unit(std::int32_t y);
/// The straight way, in metres; for distances of some kilometres.
double metres_between(Point a, Point b);

}  // namespace kreislauf::geo
