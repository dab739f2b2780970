#include "platform/geo/cut.h"

#include "platform/geo/clip.h"

namespace kreislauf::geo {

namespace {

constexpr std::int32_t overlap = 16;  // 6 m
constexpr std::int32_t small = tile_size / 4;
constexpr std::int64_t most_tiles = 4096;

struct Tiles {
  TileId low, high;

  std::int64_t count() const { return (std::int64_t{high.x} - low.x + 1) * (std::int64_t{high.y} - low.y + 1); }
  Box box() const { return {box_of(low).low, box_of(high).high}; }
};

using Take = FunctionRef<void(TileId, Shape)>;

void give_whole(Shape const& shape, Tiles const& tiles, Take take) {
  for (auto y = tiles.low.y; y <= tiles.high.y; ++y)
    for (auto x = tiles.low.x; x <= tiles.high.x; ++x) take({x, y}, shape);
}

std::vector<Line> clipped(Shape const& shape, Box const& box) {
  std::vector<Line> kept;
  for (auto const& line : shape.lines) {
    if (is_area(shape.kind)) {
      if (auto ring = clip_ring(line, box); not ring.empty()) kept.push_back(std::move(ring));
    } else {
      for (auto& piece : stretches_in(line, box)) kept.push_back(std::move(piece));
    }
  }
  return kept;
}

/// In halves, so that a wide area is not looked at as a whole for each of its tiles.
void divide(Shape const& shape, Tiles const& tiles, Take take) {
  auto const reach = is_area(shape.kind) ? overlap : 0;
  if (tiles.count() == 1) {
    if (is_area(shape.kind)) return take(tiles.low, shape);
    for (auto const& line : shape.lines) take(tiles.low, {shape.kind, shape.name, {line}});
    return;
  }
  auto first = tiles, second = tiles;
  if (tiles.high.x - tiles.low.x >= tiles.high.y - tiles.low.y) {
    first.high.x = tiles.low.x + (tiles.high.x - tiles.low.x) / 2;
    second.low.x = first.high.x + 1;
  } else {
    first.high.y = tiles.low.y + (tiles.high.y - tiles.low.y) / 2;
    second.low.y = first.high.y + 1;
  }
  for (auto const& half : {first, second}) {
    auto const part = Shape{shape.kind, shape.name, clipped(shape, half.box().wider(reach))};
    if (not part.lines.empty()) divide(part, half, take);
  }
}

}  // namespace

bool cut(Shape const& shape, Take take) {
  auto const box = box_of(shape.lines);
  Tiles const tiles{tile_at(box.low), tile_at(box.high)};
  if (tiles.count() > most_tiles) return false;
  bool const is_small = box.high.x - box.low.x <= small and box.high.y - box.low.y <= small;
  if (tiles.count() == 1 or (is_small and not is_line(shape.kind)))
    give_whole(shape, tiles, take);
  else
    divide(shape, tiles, take);
  return true;
}

}  // namespace kreislauf::geo
