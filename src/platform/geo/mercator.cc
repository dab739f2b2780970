#include "platform/geo/mercator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kreislauf::geo {

namespace {

constexpr double half_turn = std::numbers::pi;
constexpr double equator = 40'075'016.686;  // metres
constexpr double last_latitude = 85.05;

}  // namespace

Box box_of(TileId tile) {
  auto const low = origin_of(tile);
  return {low, {low.x + tile_size - 1, low.y + tile_size - 1}};
}

Box box_of(Line const& line) {
  Box box{line.front(), line.front()};
  for (auto const& p : line) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

Box box_of(std::vector<Line> const& lines) {
  auto box = box_of(lines.front());
  for (auto const& line : lines) {
    auto const one = box_of(line);
    box.low = {std::min(box.low.x, one.low.x), std::min(box.low.y, one.low.y)};
    box.high = {std::max(box.high.x, one.high.x), std::max(box.high.y, one.high.y)};
  }
  return box;
}

bool on_map(Place place) {
  return std::abs(place.longitude) <= 180 and std::abs(place.latitude) <= last_latitude;  // false for NaN
}

Point project(Place place) {
  auto const sine = std::sin(place.latitude * half_turn / 180);
  auto const x = (place.longitude / 360 + 0.5) * world_size;
  auto const y = (0.5 - std::log((1 + sine) / (1 - sine)) / (4 * half_turn)) * world_size;
  auto const whole = [](double value) {
    return std::clamp(static_cast<std::int32_t>(std::lround(value)), 0, world_size - 1);
  };
  return {whole(x), whole(y)};
}

Place place_of(Point point) {
  auto const height = half_turn * (1 - 2.0 * point.y / world_size);
  return {360.0 * point.x / world_size - 180, std::atan(std::sinh(height)) * 180 / half_turn};
}

double metres_per_unit(std::int32_t y) {
  return equator / world_size / std::cosh(half_turn * (1 - 2.0 * y / world_size));
}

double metres_between(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y) * metres_per_unit(a.y / 2 + b.y / 2);
}

}  // namespace kreislauf::geo
