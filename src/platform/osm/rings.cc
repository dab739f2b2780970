#include "platform/osm/rings.h"

#include <algorithm>
#include <map>

namespace kreislauf::osm {

namespace {

/// Ways that end somewhere, by both of their ends.
class Loose {
 public:
  explicit Loose(std::vector<geo::Line>& ways) : ways_{ways}, used_(ways.size()) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
      ends_.emplace(ways[i].front(), i);
      ends_.emplace(ways[i].back(), i);
    }
  }

  bool used(std::size_t way) const { return used_[way]; }
  void use(std::size_t way) { used_[way] = true; }

  /// Lengthens the line by a way that begins or ends where it ends; false where none does.
  bool lengthen(geo::Line& line) {
    auto const [from, to] = ends_.equal_range(line.back());
    for (auto at = from; at != to; ++at) {
      if (used_[at->second]) continue;
      auto& way = ways_[at->second];
      if (way.front() != line.back()) std::reverse(way.begin(), way.end());
      line.insert(line.end(), way.begin() + 1, way.end());
      used_[at->second] = true;
      return true;
    }
    return false;
  }

 private:
  std::vector<geo::Line>& ways_;
  std::vector<bool> used_;
  std::multimap<geo::Point, std::size_t> ends_;
};

/// Takes from the line what has come back to where it was: rings may touch in a point.
bool close(geo::Line& line, std::vector<geo::Line>& closed) {
  auto const back = std::find(line.begin(), line.end() - 1, line.back());
  if (back == line.end() - 1) return false;
  geo::Line ring(back, line.end() - 1);
  line.erase(back + 1, line.end());
  if (ring.size() >= 3) closed.push_back(std::move(ring));
  return true;
}

}  // namespace

Rings rings_of(std::vector<geo::Line> ways) {
  Rings rings;
  std::erase_if(ways, [&](geo::Line& way) {
    if (way.size() < 2) return true;
    if (way.front() != way.back()) return false;
    way.pop_back();
    if (way.size() >= 3) rings.closed.push_back(std::move(way));
    return true;
  });
  Loose loose{ways};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (loose.used(i)) continue;
    loose.use(i);
    auto line = ways[i];
    while (loose.lengthen(line)) close(line, rings.closed);
    if (line.size() > 1) ++rings.open;
  }
  return rings;
}

}  // namespace kreislauf::osm
