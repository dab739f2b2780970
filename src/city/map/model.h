#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/db/connection.h"
#include "platform/geo/shape.h"

namespace kreislauf::map {

/// An extract, or the invented map of the demonstration.
struct Source {
  std::int64_t number = 0;
  std::string name = {};      ///< `muenster-regbez`: importing it again replaces it
  bool sample = false;        ///< invented
  std::string taken_at = {};  ///< as of when the data are, ISO 8601 in UTC; empty: nobody said
  std::string imported_at = {};

  static Source from(db::Row const& row);
};

/// What is known of a tile without looking at its shapes.
struct TileFacts {
  geo::TileId id;
  std::int64_t source = 0;
  bool whole = false;
  std::uint64_t cells = 0;
  std::vector<geo::Shape> points = {};  ///< stops and entrances

  static TileFacts from(db::Row const& row);
};

/// A tile with all else that it shows.
struct TileShapes {
  geo::TileId id;
  std::int64_t source = 0;
  std::vector<geo::Shape> shapes = {};

  static TileShapes from(db::Row const& row);
};

}  // namespace kreislauf::map
