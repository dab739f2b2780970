#pragma once

#include <optional>
#include <string>

#include "platform/geo/shape.h"
#include "platform/osm/pbf.h"

namespace kreislauf::osm {

/// What a node, a line or an area of OpenStreetMap is on our map; nothing for what it does not show
/// (wiki.openstreetmap.org/wiki/Map_features).
std::optional<geo::Kind> point_kind(Tags const& tags);
std::optional<geo::Kind> line_kind(Tags const& tags);
std::optional<geo::Kind> area_kind(Tags const& tags);
/// A stop that was drawn as an area: a station, a platform with a name.
std::optional<geo::Kind> stop_kind(Tags const& tags);

/// The name as the map shows it: NFC, without control characters, no longer than a street sign can be (80 characters).
std::string name_of(Tags const& tags);
/// The name of a stop without its platform: `ZOB Kalkofenstraße` of `ZOB Kalkofenstraße Steig 1`.
std::string stop_name_of(Tags const& tags);

}  // namespace kreislauf::osm
