#include "platform/geo/walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>

namespace kreislauf::geo {

namespace {

constexpr double to_the_way = 120;  // metres

/// Where a straight line from a place meets a way.
struct Access {
  std::size_t a = 0, b = 0;  ///< nodes at both ends of the stretch
  Point at;
  double metres = std::numeric_limits<double>::infinity();
};

Point nearest_on(Point p, Point a, Point b) {
  double const dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
  auto const length = dx * dx + dy * dy;
  auto const along =
      length == 0 ? 0 : ((static_cast<double>(p.x) - a.x) * dx + (static_cast<double>(p.y) - a.y) * dy) / length;
  auto const t = std::clamp(along, 0.0, 1.0);
  return {static_cast<std::int32_t>(std::lround(a.x + t * dx)), static_cast<std::int32_t>(std::lround(a.y + t * dy))};
}

/// Ways of OpenStreetMap meet in a point that both have, so equal points are one node.
class Network {
 public:
  /// `metres_a_unit`: over some kilometres it does not change by a thousandth.
  Network(std::vector<Shape> const& shapes, double metres_a_unit) : metres_a_unit_{metres_a_unit} {
    std::map<Point, std::size_t> numbers;
    auto const node = [&](Point p) {
      auto const [at, added] = numbers.emplace(p, points_.size());
      if (added) {
        points_.push_back(p);
        neighbours_.emplace_back();
      }
      return at->second;
    };
    for (auto const& shape : shapes) {
      if (not is_way(shape.kind)) continue;
      for (auto const& line : shape.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
          auto const a = node(line[i - 1]), b = node(line[i]);
          neighbours_[a].push_back(b);
          neighbours_[b].push_back(a);
        }
      }
    }
  }

  Access access(Point p) const {
    Access best;
    for (std::size_t a = 0; a < points_.size(); ++a) {
      for (auto const b : neighbours_[a]) {
        if (b < a) continue;  // the same stretch from its other end
        auto const at = nearest_on(p, points_[a], points_[b]);
        if (auto const metres = between(p, at); metres < best.metres) best = {a, b, at, metres};
      }
    }
    return best.metres <= to_the_way ? best : Access{};
  }

  /// To all nodes (Dijkstra, 1959).
  std::vector<double> from(Access const& start, double farthest) const {
    std::vector<double> metres(points_.size(), std::numeric_limits<double>::infinity());
    std::priority_queue<std::pair<double, std::size_t>, std::vector<std::pair<double, std::size_t>>, std::greater<>>
        open;
    auto const reach = [&](std::size_t node, double way) {
      if (way >= metres[node] or way > farthest) return;
      metres[node] = way;
      open.emplace(way, node);
    };
    for (auto const node : {start.a, start.b}) reach(node, start.metres + between(start.at, points_[node]));
    while (not open.empty()) {
      auto const [way, node] = open.top();
      open.pop();
      if (way > metres[node]) continue;
      for (auto const next : neighbours_[node]) reach(next, way + between(points_[node], points_[next]));
    }
    return metres;
  }

  Point point(std::size_t node) const { return points_[node]; }
  double between(Point a, Point b) const { return std::hypot(a.x - b.x, a.y - b.y) * metres_a_unit_; }

 private:
  double metres_a_unit_;
  std::vector<Point> points_;
  std::vector<std::vector<std::size_t>> neighbours_;
};

}  // namespace

std::vector<std::optional<double>> on_foot(std::vector<Shape> const& shapes, Point from, std::vector<Point> const& to,
                                           double farthest) {
  std::vector<std::optional<double>> answers(to.size());
  Network const network{shapes, metres_per_unit(from.y)};
  auto const start = network.access(from);
  if (std::isinf(start.metres)) return answers;
  auto const metres = network.from(start, farthest);
  for (std::size_t i = 0; i < to.size(); ++i) {
    auto const end = network.access(to[i]);
    if (std::isinf(end.metres)) continue;
    auto const by = [&](std::size_t node) { return metres[node] + network.between(network.point(node), end.at); };
    bool const same = start.a == end.a and start.b == end.b;
    auto const along = same ? start.metres + network.between(start.at, end.at) : std::min(by(end.a), by(end.b));
    if (along + end.metres <= farthest) answers[i] = along + end.metres;
  }
  return answers;
}

}  // namespace kreislauf::geo
