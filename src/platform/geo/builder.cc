#include "platform/geo/builder.h"

#include "platform/geo/cut.h"
#include "platform/geo/tile.h"

namespace kreislauf::geo {

namespace {

constexpr int cell_bits = tile_bits - 3;

}  // namespace

void TileBuilder::place(Point at) {
  auto const column = static_cast<unsigned>(at.x >> cell_bits & 7), row = static_cast<unsigned>(at.y >> cell_bits & 7);
  tiles_[tile_at(at)].cells |= std::uint64_t{1} << (8 * row + column);
}

std::uint64_t TileBuilder::number_of(std::string const& name) {
  if (name.empty()) return 0;
  auto const [at, added] = numbers_.emplace(name, names_.size());
  if (added) names_.push_back(name);
  return at->second;
}

bool TileBuilder::add(Shape const& shape) {
  auto const name = number_of(shape.name);
  return cut(shape, [&](TileId tile, Shape part) {
    TileWriter out{origin_of(tile)};
    out.number(static_cast<std::uint64_t>(part.kind));
    out.number(name);
    out.number(part.lines.size());
    for (auto const& line : part.lines) out.line(line);
    auto const record = out.take();
    tiles_[tile].packed += record;
    bytes_ += record.size();
  });
}

void TileBuilder::each(FunctionRef<void(BuiltTile&&)> take) const {
  auto const has = [&](TileId id) {
    auto const found = tiles_.find(id);
    return found != tiles_.end() and found->second.cells != 0;
  };
  for (auto const& [id, gathered] : tiles_) {
    BuiltTile tile{.id = id, .whole = true, .cells = gathered.cells, .shapes = {}};
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) tile.whole = tile.whole and has({id.x + dx, id.y + dy});
    TileReader in{origin_of(id), gathered.packed};
    while (not in.at_end()) {
      in.from(origin_of(id));
      Shape shape{.kind = *kind_of(in.number()), .name = names_[in.number()], .lines = {}};
      shape.lines.resize(in.number());
      for (auto& line : shape.lines) line = in.line();
      tile.shapes.push_back(std::move(shape));
    }
    take(std::move(tile));
  }
}

}  // namespace kreislauf::geo
