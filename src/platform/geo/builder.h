#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/function_ref.h"
#include "platform/geo/shape.h"

namespace kreislauf::geo {

/// A tile as it is stored.
struct BuiltTile {
  TileId id;
  /// All tiles around have something of the same source, too: nothing is cut off here.
  bool whole = false;
  /// Which of its 8 x 8 cells (190 m) have something: bit 8 * row + column.
  std::uint64_t cells = 0;
  std::vector<Shape> shapes = {};
};

/// Gathers shapes by tile, packed, until all have come.
class TileBuilder {
 public:
  /// Something lies here, whether or not it is shown.
  void place(Point at);
  /// False for what is too large for any tile.
  bool add(Shape const& shape);
  /// Every tile, by column and row.
  void each(FunctionRef<void(BuiltTile&&)> take) const;
  std::size_t bytes() const { return bytes_; }

 private:
  std::uint64_t number_of(std::string const& name);

  struct Gathered {
    std::uint64_t cells = 0;
    std::string packed;
  };
  std::map<TileId, Gathered> tiles_;
  std::vector<std::string> names_{1};  ///< the first is none
  std::unordered_map<std::string, std::uint64_t> numbers_;
  std::size_t bytes_ = 0;
};

}  // namespace kreislauf::geo
