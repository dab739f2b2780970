#include "platform/osm/extract.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "platform/osm/classify.h"
#include "platform/osm/locations.h"
#include "platform/osm/rings.h"

namespace kreislauf::osm {

namespace {

/// An area of several ways: a wood with a clearing, a river.
struct Area {
  geo::Kind kind;
  std::string name;
  std::vector<Member> ways;
};

/// The first pass: which areas of several ways there are.
class Areas final : public Visitor {
 public:
  void relation(Relation const& relation) override {
    ++count;
    if (not relation.tags.has("type", "multipolygon")) return;
    auto const kind = area_kind(relation.tags);
    if (not kind or relation.ways.empty()) return;
    auto ways = relation.ways;
    std::sort(ways.begin(), ways.end());
    ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
    all.push_back({*kind, name_of(relation.tags), std::move(ways)});
  }

  std::vector<Area> all;
  std::int64_t count = 0;
};

/// The second pass: nodes, then ways, which need them.
class Shapes final : public Visitor {
 public:
  Shapes(std::vector<Area> const& areas, Sink sink, std::size_t most_memory, Summary& summary)
      : areas_{areas}, sink_{sink}, most_memory_{most_memory}, summary_{summary} {
    for (auto const& area : areas) {
      for (auto const& member : area.ways) members_[member.way];
    }
  }

  void node(Node const& node) override {
    if (summary_.ways > 0) not_in_order();
    ++summary_.nodes;
    if (not geo::on_map({node.longitude, node.latitude})) {
      ++summary_.out_of_map;
      return;
    }
    auto const at = geo::project({node.longitude, node.latitude});
    if (not locations_.add(node.id, at)) not_in_order();
    if ((summary_.nodes & 0xFFFF) == 0) look_at_memory();
    sink_.place(at);
    if (node.tags.empty()) return;
    if (auto const kind = point_kind(node.tags)) give({*kind, stop_name_of(node.tags), {{at}}});
  }

  void way(Way const& way) override {
    if ((++summary_.ways & 0xFFF) == 0) look_at_memory();
    auto const member = members_.find(way.id);
    auto const line = line_kind(way.tags);
    bool const round = way.nodes.size() > 3 and way.nodes.front() == way.nodes.back();
    auto const area = round ? area_kind(way.tags) : std::nullopt;
    auto const stop = way.tags.empty() ? std::nullopt : stop_kind(way.tags);
    if (not line and not area and not stop and member == members_.end()) return;
    auto pieces = pieces_of(way);
    if (pieces.empty()) return;
    bool const whole = pieces.size() == 1 and pieces.front().whole;
    if (stop) give_stop(*stop, way, pieces.front().points);
    if (area and whole)
      give_ring(*area, way, pieces.front().points);
    else if (line)
      for (auto const& piece : pieces) give({*line, name_of(way.tags), {piece.points}});
    if (member != members_.end() and whole) member->second = std::move(pieces.front().points);
  }

  /// Those of several ways. What is cut off at the edge of the extract has no outer ring any more: its holes alone
  /// would be the very opposite of what it is.
  void give_areas() {
    for (auto const& area : areas_) {
      auto rings = rings_of(lines_of(area, [](Member const&) { return true; }));
      if (rings.open > 0 or lacks_ways(area)) {
        ++summary_.cut_off;
        rings = rings_of(lines_of(area, [](Member const& member) { return not member.inner; }));
        auto const outer = rings.closed;
        for (auto& hole : rings_of(lines_of(area, [](Member const& member) { return member.inner; })).closed)
          if (geo::holds(outer, hole.front())) rings.closed.push_back(std::move(hole));
      }
      if (not rings.closed.empty()) give({area.kind, area.name, std::move(rings.closed)});
    }
    summary_.memory = locations_.bytes();
  }

 private:
  [[noreturn]] static void not_in_order() {
    throw Unreadable{
        "Der Auszug ist nicht geordnet. `osmium sort DATEI -o NEU.osm.pbf` ordnet ihn; die Auszüge der Geofabrik sind "
        "es schon."};
  }
  void look_at_memory() const {
    if (locations_.bytes() + sink_.kept() <= most_memory_) return;
    throw Unreadable{"Der Auszug braucht mehr Arbeitsspeicher, als erlaubt ist (" + std::to_string(most_memory_ >> 20) +
                     " MiB). Lesen Sie kleinere Auszüge nacheinander ein, etwa je Regierungsbezirk, oder erlauben Sie "
                     "mit --memory mehr."};
  }

  template <class Wanted>
  std::vector<geo::Line> lines_of(Area const& area, Wanted const& wanted) const {
    std::vector<geo::Line> lines;
    for (auto const& member : area.ways) {
      if (wanted(member)) lines.push_back(members_.find(member.way)->second);
    }
    return lines;
  }
  bool lacks_ways(Area const& area) const {
    return std::any_of(area.ways.begin(), area.ways.end(),
                       [&](Member const& member) { return members_.find(member.way)->second.empty(); });
  }

  struct Piece {
    geo::Line points;
    bool whole = true;
  };
  /// A way at the edge of an extract lacks nodes: it is what lies between them.
  std::vector<Piece> pieces_of(Way const& way) {
    std::vector<Piece> pieces;
    bool whole = true, going_on = false;
    for (auto const id : way.nodes) {
      auto const at = locations_.of(id);
      if (not at) {
        whole = going_on = false;
        continue;
      }
      if (not going_on) pieces.emplace_back();
      going_on = true;
      auto& points = pieces.back().points;
      if (points.empty() or points.back() != *at) points.push_back(*at);
    }
    if (not whole) ++summary_.cut_off;
    std::erase_if(pieces, [](Piece const& piece) { return piece.points.size() < 2; });
    for (auto& piece : pieces) piece.whole = whole;
    return pieces;
  }

  void give_ring(geo::Kind kind, Way const& way, geo::Line const& points) {
    if (points.size() > 3 and points.front() == points.back())
      give({kind, name_of(way.tags), {geo::Line(points.begin(), points.end() - 1)}});
  }

  void give_stop(geo::Kind kind, Way const& way, geo::Line const& points) {
    auto const box = geo::box_of(points);
    give({kind, stop_name_of(way.tags), {{{box.low.x / 2 + box.high.x / 2, box.low.y / 2 + box.high.y / 2}}}});
  }

  void give(geo::Shape shape) {
    ++summary_.shapes;
    sink_.shape(std::move(shape));
  }

  std::vector<Area> const& areas_;
  Sink sink_;
  std::size_t most_memory_;
  Summary& summary_;
  std::unordered_map<std::int64_t, geo::Line> members_;
  Locations locations_;
};

}  // namespace

Summary read_extract(std::istream& file, Sink sink, std::size_t most_memory) {
  Summary summary;
  Areas areas;
  summary.taken = read_pbf(file, {.nodes = false, .ways = false}, areas).taken;
  summary.relations = areas.count;
  Shapes shapes{areas.all, sink, most_memory, summary};
  read_pbf(file, {.relations = false}, shapes);
  shapes.give_areas();
  return summary;
}

}  // namespace kreislauf::osm
