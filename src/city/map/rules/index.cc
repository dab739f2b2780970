#include "city/map/rules/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>
#include <unordered_map>

namespace kreislauf::map {

namespace {

constexpr std::uint64_t style = 1;  ///< grows when pictures look different
constexpr double far_stop = 800, near_door = 40;
constexpr std::size_t most_stops = 3;
constexpr int cell_bits = geo::tile_bits - 3;

/// Of several maps of one tile: an invented one gives way, then the newest that is whole, else all parts.
std::vector<TileFacts const*> that_count(std::span<TileFacts const> tile, std::vector<Source> const& sources) {
  auto const invented = [&](TileFacts const& facts) {
    auto const found =
        std::find_if(sources.begin(), sources.end(), [&](auto const& s) { return s.number == facts.source; });
    return found == sources.end() or found->sample;
  };
  bool const real = not std::all_of(tile.begin(), tile.end(), invented);
  std::vector<TileFacts const*> counting;
  for (auto const& facts : tile) {
    if (real and invented(facts)) continue;
    if (facts.whole) counting.clear();
    if (facts.whole or counting.empty() or not counting.front()->whole) counting.push_back(&facts);
  }
  return counting;
}

void mix(std::uint64_t& hash, std::uint64_t value) {  // FNV-1a
  for (int i = 0; i < 8; ++i, value >>= 8) hash = (hash ^ (value & 0xFF)) * 0x100000001B3U;
}

}  // namespace

int rounded(double metres) { return std::max(10, static_cast<int>(std::lround(metres / 10)) * 10); }

Index::Index(std::int64_t state, std::vector<Source> sources, std::vector<TileFacts> const& facts)
    : state_{state}, sources_{std::move(sources)} {
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (std::size_t from = 0, to = 0; from < facts.size(); from = to) {
    while (to < facts.size() and facts[to].id == facts[from].id) ++to;
    first_marker_.emplace_back(facts[from].id, markers_.size());
    for (auto const* tile : that_count(std::span{facts}.subspan(from, to - from), sources_)) {
      entries_.push_back({tile->id, tile->source, tile->cells, tile->whole});
      for (auto const& point : tile->points) {
        auto const [at, added] = numbers.emplace(point.name, names_.size());
        if (added) names_.push_back(point.name);
        markers_.push_back({point.lines.front().front(), at->second, point.kind});
      }
    }
  }
  entries_.shrink_to_fit();
  markers_.shrink_to_fit();
}

Source const* Index::source(std::int64_t number) const {
  auto const found = std::find_if(sources_.begin(), sources_.end(), [&](auto const& s) { return s.number == number; });
  return found == sources_.end() ? nullptr : &*found;
}

std::span<Index::Entry const> Index::at(geo::TileId tile) const {
  auto const before = [](Entry const& entry, geo::TileId id) { return entry.id < id; };
  auto const from = std::lower_bound(entries_.begin(), entries_.end(), tile, before);
  auto to = from;
  while (to != entries_.end() and to->id == tile) ++to;
  return {from, to};
}

bool Index::counts(geo::TileId tile, std::int64_t source) const {
  auto const all = at(tile);
  return std::any_of(all.begin(), all.end(), [&](Entry const& entry) { return entry.source == source; });
}

/// A whole tile, or something in most of the cells (190 m) around: no road that sticks out of an extract alone.
bool Index::covered(geo::Point place) const {
  int cells = 0;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      geo::Point const there{place.x + dx * (1 << cell_bits), place.y + dy * (1 << cell_bits)};
      auto const bit = 8 * (there.y >> cell_bits & 7) + (there.x >> cell_bits & 7);
      auto const tile = at(geo::tile_at(there));
      cells += std::any_of(tile.begin(), tile.end(),
                           [&](Entry const& entry) { return entry.whole or (entry.cells >> bit & 1) != 0; });
    }
  }
  return cells >= 5;
}

template <class Look>
void Index::each_marker(geo::Box const& box, Look const& look) const {
  auto const low = geo::tile_at(box.low), high = geo::tile_at(box.high);
  for (auto tile = std::lower_bound(first_marker_.begin(), first_marker_.end(), std::pair{low, std::size_t{0}});
       tile != first_marker_.end() and tile->first.x <= high.x; ++tile) {
    if (tile->first.y < low.y or tile->first.y > high.y) continue;
    auto const end = tile + 1 == first_marker_.end() ? markers_.size() : (tile + 1)->second;
    for (auto i = tile->second; i < end; ++i) {
      if (box.holds(markers_[i].at)) look(markers_[i]);
    }
  }
}

template <class Look>
void Index::each_near(geo::Point place, double metres, Look const& look) const {
  auto const reach = static_cast<std::int32_t>(metres / geo::metres_per_unit(place.y));
  each_marker(geo::around(place, reach), [&](Marker const& marker) {
    if (auto const way = geo::metres_between(place, marker.at); way <= metres) look(marker, way);
  });
}

void Index::each_in(geo::Box const& box, FunctionRef<void(geo::Shape)> take) const {
  each_marker(box, [&](Marker const& marker) { take({marker.kind, names_[marker.name], {{marker.at}}}); });
}

std::vector<NearStop> Index::stops(geo::Point place) const {
  std::vector<std::pair<double, Marker>> found;
  each_near(place, far_stop, [&](Marker const& marker, double metres) {
    if (geo::is_stop(marker.kind) and not names_[marker.name].empty()) found.emplace_back(metres, marker);
  });
  std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  std::vector<NearStop> nearest;
  for (auto const& [metres, marker] : found) {
    auto const& name = names_[marker.name];
    bool const known = std::any_of(nearest.begin(), nearest.end(), [&](auto const& one) { return one.name == name; });
    if (known) continue;  // the post across the street
    nearest.push_back({name, marker.kind, marker.at, rounded(metres)});
    if (nearest.size() == most_stops) break;
  }
  return nearest;
}

/// The nearest door of which somebody has told; one without steps counts wherever it is at the house.
std::optional<geo::Kind> Index::entrance(geo::Point place) const {
  std::optional<geo::Kind> nearest;
  double best = near_door;
  bool step_free = false;
  each_near(place, near_door, [&](Marker const& marker, double metres) {
    if (not geo::is_entrance(marker.kind) or marker.kind == geo::Kind::entrance) return;
    step_free = step_free or marker.kind == geo::Kind::entrance_step_free;
    if (metres > best) return;
    best = metres;
    nearest = marker.kind;
  });
  return step_free ? geo::Kind::entrance_step_free : nearest;
}

std::optional<Around> Index::around(geo::Point place) const {
  if (entries_.empty() or not covered(place)) return std::nullopt;
  Around around;
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (auto const value : {style, static_cast<std::uint64_t>(place.x), static_cast<std::uint64_t>(place.y)})
    mix(hash, value);
  auto const tile = geo::tile_at(place);
  for (int dx = -1; dx <= 1; ++dx)
    for (int dy = -1; dy <= 1; ++dy)
      for (auto const& entry : at({tile.x + dx, tile.y + dy})) mix(hash, static_cast<std::uint64_t>(entry.source));
  for (auto const& entry : at(tile)) {
    auto const* its = source(entry.source);
    if (its == nullptr) continue;
    around.sample = its->sample;
    around.taken_at = its->taken_at;
  }
  around.version = fmt::format("{:016x}", hash);
  around.stops = stops(place);
  around.entrance = entrance(place);
  return around;
}

}  // namespace kreislauf::map
