#pragma once

#include <string_view>

namespace kreislauf::geo {

enum class Theme : bool { light, dark };

/// Calm ground, so that what is ours stands out: warm paper and white streets by day, dark slate by night. Text on
/// every ground has a contrast of 4.5 and more (WCAG 2.2, 1.4.3).
struct Palette {
  std::string_view ground, wood, green, water, square, building, building_edge, here, path, casing, walk, street,
      secondary, main, rail, text, halo, water_text, green_text, frame, pin, pin_edge;
};
Palette const& palette_of(Theme theme);

/// Sign 224 of the StVO (Haltestelle): the same by day and night.
inline constexpr std::string_view stop_yellow = "#ffd500", stop_green = "#00703c";
inline constexpr std::string_view access_blue = "#0b5cab";

}  // namespace kreislauf::geo
