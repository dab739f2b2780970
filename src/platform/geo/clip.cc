#include "platform/geo/clip.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kreislauf::geo {

namespace {

enum class Edge : std::uint8_t { left, right, top, bottom };

bool inside(Point p, Edge edge, Box const& box) {
  switch (edge) {
    case Edge::left:
      return p.x >= box.low.x;
    case Edge::right:
      return p.x <= box.high.x;
    case Edge::top:
      return p.y >= box.low.y;
    case Edge::bottom:
      break;
  }
  return p.y <= box.high.y;
}

/// Where the way from `a` to `b` meets the edge. From either side the same point, so that neighbours fit.
Point crossing(Point a, Point b, Edge edge, Box const& box) {
  if (b < a) std::swap(a, b);
  auto const between = [](double from, double to, double part) {
    return static_cast<std::int32_t>(std::lround(from + (to - from) * part));
  };
  if (edge == Edge::left or edge == Edge::right) {
    auto const x = edge == Edge::left ? box.low.x : box.high.x;
    return {x, between(a.y, b.y, (static_cast<double>(x) - a.x) / (static_cast<double>(b.x) - a.x))};
  }
  auto const y = edge == Edge::top ? box.low.y : box.high.y;
  return {between(a.x, b.x, (static_cast<double>(y) - a.y) / (static_cast<double>(b.y) - a.y)), y};
}

void add(Line& line, Point p) {
  if (line.empty() or line.back() != p) line.push_back(p);
}

Line clip_by(Line const& ring, Edge edge, Box const& box) {
  Line kept;
  kept.reserve(ring.size() + 4);
  auto const* before = &ring.back();
  for (auto const& p : ring) {
    bool const here = inside(p, edge, box), there = inside(*before, edge, box);
    if (here != there) add(kept, crossing(*before, p, edge, box));
    if (here) add(kept, p);
    before = &p;
  }
  while (kept.size() > 1 and kept.front() == kept.back()) kept.pop_back();
  return kept;
}

/// The part of a stretch that lies in the box (Liang and Barsky, 1984).
std::optional<std::pair<Point, Point>> part_in(Point a, Point b, Box const& box) {
  double const dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
  double from = 0, to = 1;
  auto const limit = [&](double way, double room) {
    if (way == 0) return room >= 0;
    auto const at = room / way;
    if (way < 0)
      from = std::max(from, at);
    else
      to = std::min(to, at);
    return from <= to;
  };
  bool const meets =
      limit(-dx, static_cast<double>(a.x) - box.low.x) and limit(dx, static_cast<double>(box.high.x) - a.x) and
      limit(-dy, static_cast<double>(a.y) - box.low.y) and limit(dy, static_cast<double>(box.high.y) - a.y);
  if (not meets) return std::nullopt;
  auto const at = [&](double part) {
    return Point{static_cast<std::int32_t>(std::lround(a.x + dx * part)),
                 static_cast<std::int32_t>(std::lround(a.y + dy * part))};
  };
  return std::pair{from == 0 ? a : at(from), to == 1 ? b : at(to)};
}

}  // namespace

Line clip_ring(Line const& ring, Box const& box) {
  auto kept = ring;
  for (auto const edge : {Edge::left, Edge::right, Edge::top, Edge::bottom}) {
    if (kept.size() < 3) return {};
    kept = clip_by(kept, edge, box);
  }
  return kept.size() < 3 ? Line{} : kept;
}

std::vector<Line> clip_line(Line const& line, Box const& box) {
  std::vector<Line> pieces;
  bool going_on = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    auto const part = part_in(line[i - 1], line[i], box);
    if (not part) {
      going_on = false;
      continue;
    }
    if (not going_on or pieces.back().back() != part->first) pieces.push_back({part->first});
    add(pieces.back(), part->second);
    going_on = part->second == line[i];
  }
  std::erase_if(pieces, [](Line const& piece) { return piece.size() < 2; });
  return pieces;
}

std::vector<Line> stretches_in(Line const& line, Box const& box) {
  std::vector<Line> pieces;
  bool going_on = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    bool const meets = part_in(line[i - 1], line[i], box).has_value();
    if (meets and not going_on) pieces.push_back({line[i - 1]});
    if (meets) add(pieces.back(), line[i]);
    going_on = meets;
  }
  std::erase_if(pieces, [](Line const& piece) { return piece.size() < 2; });
  return pieces;
}

}  // namespace kreislauf::geo
