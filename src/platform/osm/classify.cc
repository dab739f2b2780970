#include "platform/osm/classify.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kreislauf::osm {

namespace {

using geo::Kind;

struct Meaning {
  std::string_view key, value;
  Kind kind;
};

/// The first that fits counts.
constexpr Meaning areas[] = {
    {"natural", "water", Kind::water},
    {"waterway", "riverbank", Kind::water},
    {"waterway", "dock", Kind::water},
    {"landuse", "reservoir", Kind::water},
    {"landuse", "basin", Kind::water},
    {"landuse", "forest", Kind::wood},
    {"natural", "wood", Kind::wood},
    {"leisure", "park", Kind::green},
    {"leisure", "garden", Kind::green},
    {"leisure", "pitch", Kind::green},
    {"leisure", "playground", Kind::green},
    {"leisure", "golf_course", Kind::green},
    {"leisure", "nature_reserve", Kind::green},
    {"landuse", "grass", Kind::green},
    {"landuse", "meadow", Kind::green},
    {"landuse", "cemetery", Kind::green},
    {"landuse", "allotments", Kind::green},
    {"landuse", "village_green", Kind::green},
    {"landuse", "recreation_ground", Kind::green},
    {"landuse", "orchard", Kind::green},
    {"landuse", "vineyard", Kind::green},
    {"amenity", "grave_yard", Kind::green},
    {"natural", "scrub", Kind::green},
    {"natural", "grassland", Kind::green},
    {"natural", "heath", Kind::green},
    {"place", "square", Kind::square},
};

constexpr Meaning lines[] = {
    {"highway", "motorway", Kind::motorway},
    {"highway", "motorway_link", Kind::motorway},
    {"highway", "trunk", Kind::main},
    {"highway", "trunk_link", Kind::main},
    {"highway", "primary", Kind::main},
    {"highway", "primary_link", Kind::main},
    {"highway", "secondary", Kind::secondary},
    {"highway", "secondary_link", Kind::secondary},
    {"highway", "tertiary", Kind::secondary},
    {"highway", "tertiary_link", Kind::secondary},
    {"highway", "unclassified", Kind::street},
    {"highway", "residential", Kind::street},
    {"highway", "living_street", Kind::street},
    {"highway", "road", Kind::street},
    {"highway", "busway", Kind::street},
    {"highway", "pedestrian", Kind::pedestrian},
    {"highway", "service", Kind::service},
    {"highway", "track", Kind::track},
    {"highway", "footway", Kind::path},
    {"highway", "cycleway", Kind::path},
    {"highway", "path", Kind::path},
    {"highway", "steps", Kind::path},
    {"highway", "bridleway", Kind::path},
    {"railway", "rail", Kind::rail},
    {"railway", "light_rail", Kind::tram},
    {"railway", "tram", Kind::tram},
    {"railway", "narrow_gauge", Kind::rail},
    {"waterway", "river", Kind::river},
    {"waterway", "canal", Kind::river},
    {"waterway", "stream", Kind::stream},
    {"waterway", "ditch", Kind::stream},
};

template <class Table>
std::optional<Kind> looked_up(Table const& table, Tags const& tags) {
  for (auto const& one : table) {
    if (tags.has(one.key, one.value)) return one.kind;
  }
  return std::nullopt;
}

/// Under the ground nothing is to be seen; what lies under a bridge is no tunnel.
bool hidden(Tags const& tags) {
  auto const tunnel = tags["tunnel"];
  return (not tunnel.empty() and tunnel != "no" and tunnel != "building_passage") or
         tags.has("location", "underground");
}

Kind entrance_kind(Tags const& tags) {
  auto const wheelchair = tags["wheelchair"];
  if (wheelchair == "yes" or wheelchair == "designated") return Kind::entrance_step_free;
  if (wheelchair == "limited") return Kind::entrance_limited;
  return wheelchair == "no" ? Kind::entrance_steps : Kind::entrance;
}

/// Doors through which visitors do not come.
bool is_public(std::string_view entrance) {
  constexpr std::array<std::string_view, 6> others{"no", "service", "emergency", "exit", "garage", "staircase"};
  return not entrance.empty() and std::find(others.begin(), others.end(), entrance) == others.end();
}

constexpr std::size_t longest_name = 80;

}  // namespace

std::optional<Kind> point_kind(Tags const& tags) {
  if (tags.empty()) return std::nullopt;
  if (is_public(tags["entrance"])) return entrance_kind(tags);
  if (tags.has("highway", "bus_stop")) return Kind::bus_stop;
  return stop_kind(tags);
}

std::optional<Kind> stop_kind(Tags const& tags) {
  if (tags["name"].empty()) return std::nullopt;
  if (tags.has("amenity", "bus_station")) return Kind::bus_stop;
  if (tags.has("railway", "tram_stop")) return Kind::tram_stop;
  if (tags.has("railway", "station") or tags.has("railway", "halt"))
    return tags.has("station", "subway") or tags.has("station", "light_rail") ? Kind::tram_stop : Kind::station;
  bool const platform = tags.has("public_transport", "platform") or tags.has("highway", "platform");
  if (not platform) return std::nullopt;
  if (tags.has("tram", "yes")) return Kind::tram_stop;
  return tags.has("bus", "yes") ? std::optional{Kind::bus_stop} : std::nullopt;
}

std::optional<Kind> line_kind(Tags const& tags) {
  if (tags.empty() or tags.has("area", "yes")) return std::nullopt;
  auto const kind = looked_up(lines, tags);
  if (not kind or tags.has("indoor", "yes") or (tags.has("foot", "no") and *kind == Kind::path)) return std::nullopt;
  if (hidden(tags)) return geo::is_way(*kind) ? std::optional{Kind::passage} : std::nullopt;
  // Parking bays and drives to single garages are no ways that a visitor looks for.
  auto const service = tags["service"];
  if (*kind == Kind::service and (service == "parking_aisle" or service == "driveway")) return std::nullopt;
  if (*kind == Kind::path and tags.has("access", "private")) return std::nullopt;
  if (*kind == Kind::path and (tags.has("footway", "sidewalk") or tags.has("footway", "crossing")))
    return Kind::passage;
  if (*kind == Kind::rail and (service == "siding" or service == "yard" or service == "spur")) return std::nullopt;
  return kind;
}

std::optional<Kind> area_kind(Tags const& tags) {
  if (tags.empty() or hidden(tags)) return std::nullopt;
  auto const building = tags["building"];
  if (not building.empty() and building != "no") return Kind::building;
  bool const paved = tags.has("area", "yes") or tags.has("type", "multipolygon");
  if (paved and (tags.has("highway", "pedestrian") or tags.has("highway", "footway"))) return Kind::square;
  return looked_up(areas, tags);
}

std::string name_of(Tags const& tags) {
  auto name = text::nfc(tags["name"]);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 or c == 0x7F; });
  std::size_t characters = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    bool const begins = (static_cast<unsigned char>(name[i]) & 0xC0) != 0x80;
    if (begins and ++characters > longest_name) {
      name.resize(i);
      break;
    }
  }
  return name;
}

std::string stop_name_of(Tags const& tags) {
  auto name = name_of(tags);
  constexpr std::array<std::string_view, 5> platforms{" Steig ", " Bussteig ", " Bahnsteig ", " Bstg. ", " Gleis "};
  for (auto const platform : platforms) {
    auto const at = name.rfind(platform);
    constexpr std::size_t longest = 3;  // `1`, `B2`, `10a`
    if (at == std::string::npos or name.size() - at - platform.size() > longest) continue;
    name.resize(at);
    while (name.ends_with(',') or name.ends_with(' ')) name.pop_back();
  }
  return name;
}

}  // namespace kreislauf::osm
