#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/geo/shape.h"

namespace kreislauf::geo {

/// The bytes of a tile: names once each, shapes by kind, every point as the way from the one before, all numbers in the
/// form of protocol buffers (varint, zigzag). What the shapes are is kept exactly.
std::string encode(TileId tile, std::vector<Shape> const& shapes);
/// Nothing for bytes that `encode` has not written.
std::optional<std::vector<Shape>> decode(TileId tile, std::string_view bytes);

/// Numbers and points, one after the other.
class TileWriter {
 public:
  explicit TileWriter(Point origin) : last_{origin} {}
  void number(std::uint64_t value);
  void text(std::string_view value);
  void line(Line const& line);
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
  Point last_;
};

/// Reads what a TileWriter wrote. `good` tells whether all of it was there; after a lack every answer is empty.
class TileReader {
 public:
  TileReader(Point origin, std::string_view bytes) : rest_{bytes}, last_{origin} {}
  std::uint64_t number();
  std::string_view text();
  Line line();
  /// Points are the way from here again.
  void from(Point origin) { last_ = origin; }
  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }
  /// A number of things that follow, each of at least one byte.
  std::uint64_t count();

 private:
  std::int32_t step(std::int32_t from);
  std::string_view rest_;
  Point last_;
  bool good_ = true;
};

}  // namespace kreislauf::geo
