#pragma once

#include "city/map/shared/map_of.h"

namespace kreislauf::map::pages {

/// The picture of one office, in one of four looks: narrow or wide, light or dark.
http::Response picture(Map& map, http::Request const&, authority::TownContext& c);
/// On the page of an office: the picture, the next stops and what is known of steps, in words. Nothing where there is
/// no map.
void write_of_office(Map& map, kern::Sheet& sheet, authority::TownContext const& c, std::string_view office);

}  // namespace kreislauf::map::pages
