#include "platform/geo/tile.h"

#include <algorithm>
#include <map>

namespace kreislauf::geo {

namespace {

constexpr std::uint64_t format = 1;

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

}  // namespace

void TileWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
  bytes_ += static_cast<char>(value);
}

void TileWriter::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
}

void TileWriter::line(Line const& line) {
  number(line.size());
  for (auto const& p : line) {
    number(zigzag(std::int64_t{p.x} - last_.x));
    number(zigzag(std::int64_t{p.y} - last_.y));
    last_ = p;
  }
}

std::uint64_t TileReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 and not rest_.empty(); shift += 7) {
    auto const byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  good_ = false;
  rest_ = {};
  return 0;
}

std::uint64_t TileReader::count() {
  auto const value = number();
  if (value <= rest_.size()) return value;
  good_ = false;
  rest_ = {};
  return 0;
}

std::string_view TileReader::text() {
  auto const size = count();
  auto const value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

std::int32_t TileReader::step(std::int32_t from) {
  auto const coded = number();
  auto const way = static_cast<std::int64_t>(coded >> 1) ^ -static_cast<std::int64_t>(coded & 1);
  if (way < -world_size or way > world_size) {
    good_ = false;
    return from;
  }
  return std::clamp(from + static_cast<std::int32_t>(way), -world_size, 2 * world_size);
}

Line TileReader::line() {
  Line line(count());
  for (auto& p : line) {
    p.x = last_.x = step(last_.x);
    p.y = last_.y = step(last_.y);
  }
  return line;
}

std::string encode(TileId tile, std::vector<Shape> const& shapes) {
  std::map<std::string_view, std::uint64_t> names;
  std::vector<Shape const*> order;
  for (auto const& shape : shapes) {
    order.push_back(&shape);
    if (not shape.name.empty()) names.emplace(shape.name, 0);
  }
  std::stable_sort(order.begin(), order.end(), [](auto const* a, auto const* b) { return a->kind < b->kind; });
  TileWriter out{origin_of(tile)};
  out.number(format);
  out.number(names.size());
  std::uint64_t number = 0;
  for (auto& [name, at] : names) {
    out.text(name);
    at = ++number;
  }
  out.number(order.size());
  for (auto const* shape : order) {
    out.number(static_cast<std::uint64_t>(shape->kind));
    out.number(shape->name.empty() ? 0 : names.find(shape->name)->second);
    out.number(shape->lines.size());
    for (auto const& line : shape->lines) out.line(line);
  }
  return out.take();
}

std::optional<std::vector<Shape>> decode(TileId tile, std::string_view bytes) {
  TileReader in{origin_of(tile), bytes};
  if (in.number() != format) return std::nullopt;
  std::vector<std::string_view> names(in.count() + 1);
  for (std::size_t i = 1; i < names.size(); ++i) names[i] = in.text();
  std::vector<Shape> shapes(in.count());
  for (auto& shape : shapes) {
    auto const kind = kind_of(in.number());
    auto const name = in.number();
    if (not kind or name >= names.size()) return std::nullopt;
    shape.kind = *kind;
    shape.name = names[name];
    shape.lines.resize(in.count());
    for (auto& line : shape.lines) {
      line = in.line();
      if (line.empty()) return std::nullopt;
    }
    if (shape.lines.empty() or not in.good()) return std::nullopt;
  }
  if (not in.good() or not in.at_end()) return std::nullopt;
  return shapes;
}

}  // namespace kreislauf::geo
