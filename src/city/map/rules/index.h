#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "city/map/model.h"

namespace kreislauf::map {

/// A stop near a place.
struct NearStop {
  std::string name;
  geo::Kind kind = geo::Kind::bus_stop;
  geo::Point at;
  int metres = 0;  ///< as the crow flies, to the next ten
};
/// To the next ten, and never none at all.
int rounded(double metres);

/// What a page can say of the surroundings of a place without asking the database.
struct Around {
  bool sample = false;
  std::string taken_at;
  std::string version;          ///< changes with the place, the data around it and the way we draw
  std::vector<NearStop> stops;  ///< the three next within 800 m, nearest first
  /// What the map knows of steps at the door: one of the kinds of entrances; nothing where it does not say.
  std::optional<geo::Kind> entrance;
};

/// Which tiles there are, and the stops and entrances on them: some 60 bytes a tile and 16 a stop. Immutable.
class Index {
 public:
  Index() = default;
  /// `state` is the store's, from which this was read.
  Index(std::int64_t state, std::vector<Source> sources, std::vector<TileFacts> const& facts);

  /// Nothing where no map is, or only the frayed edge of one.
  std::optional<Around> around(geo::Point place) const;
  /// Does what this source knows of this tile count? The newest that has it whole alone; else all that have a part.
  bool counts(geo::TileId tile, std::int64_t source) const;
  /// The stops and entrances in a rectangle, as shapes.
  void each_in(geo::Box const& box, FunctionRef<void(geo::Shape)> take) const;
  std::int64_t state() const { return state_; }

 private:
  struct Entry {
    geo::TileId id;
    std::int64_t source;
    std::uint64_t cells;
    bool whole;
  };
  struct Marker {
    geo::Point at;
    std::uint32_t name;
    geo::Kind kind;
  };
  std::span<Entry const> at(geo::TileId tile) const;
  Source const* source(std::int64_t number) const;
  bool covered(geo::Point place) const;
  std::vector<NearStop> stops(geo::Point place) const;
  std::optional<geo::Kind> entrance(geo::Point place) const;
  template <class Look>
  void each_marker(geo::Box const& box, Look const& look) const;
  template <class Look>
  void each_near(geo::Point place, double metres, Look const& look) const;

  std::int64_t state_ = 0;
  std::vector<Source> sources_;
  std::vector<Entry> entries_;   ///< by tile, then by source; only what counts
  std::vector<Marker> markers_;  ///< by tile
  std::vector<std::pair<geo::TileId, std::size_t>> first_marker_;
  std::vector<std::string> names_;
};

}  // namespace kreislauf::map
