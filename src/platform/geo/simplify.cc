#include "platform/geo/simplify.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kreislauf::geo {

namespace {

double distance(Point p, Point a, Point b) {
  double const dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
  double const px = static_cast<double>(p.x) - a.x, py = static_cast<double>(p.y) - a.y;
  auto const length = dx * dx + dy * dy;
  auto const along = length == 0 ? 0 : std::clamp((px * dx + py * dy) / length, 0.0, 1.0);
  return std::hypot(px - along * dx, py - along * dy);
}

}  // namespace

Line simplified(Line const& line, double units) {
  if (line.size() < 3) return line;
  std::vector<bool> keep(line.size());
  keep.front() = keep.back() = true;
  // No recursion: a line may have any number of points.
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
  while (not open.empty()) {
    auto const [from, to] = open.back();
    open.pop_back();
    double farthest = units;
    std::size_t at = 0;
    for (auto i = from + 1; i < to; ++i) {
      if (auto const d = distance(line[i], line[from], line[to]); d > farthest) {
        farthest = d;
        at = i;
      }
    }
    if (at == 0) continue;
    keep[at] = true;
    open.emplace_back(from, at);
    open.emplace_back(at, to);
  }
  Line kept;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (keep[i]) kept.push_back(line[i]);
  }
  return kept;
}

Line simplified_ring(Line const& ring, double units) {
  // Begins at the point farthest from the first, so that neither end is an accident.
  auto const far = std::max_element(ring.begin(), ring.end(), [&](Point a, Point b) {
    auto const from_first = [&](Point p) { return std::hypot(p.x - ring.front().x, p.y - ring.front().y); };
    return from_first(a) < from_first(b);
  });
  Line const first(ring.begin(), far + 1);
  Line second(far, ring.end());
  second.push_back(ring.front());
  auto kept = simplified(first, units);
  auto const rest = simplified(second, units);
  kept.insert(kept.end(), rest.begin() + 1, rest.end() - 1);
  return kept.size() < 3 or std::abs(area_of(kept)) < units * units ? Line{} : kept;
}

double area_of(Line const& ring) {
  double twice = 0;
  auto const* before = &ring.back();
  for (auto const& p : ring) {
    twice += static_cast<double>(before->x) * p.y - static_cast<double>(p.x) * before->y;
    before = &p;
  }
  return twice / 2;
}

}  // namespace kreislauf::geo
