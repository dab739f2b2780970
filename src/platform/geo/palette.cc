#include "platform/geo/palette.h"

namespace kreislauf::geo {

namespace {

constexpr Palette light{.ground = "#f4efe6",
                        .wood = "#cfe0c0",
                        .green = "#dfead0",
                        .water = "#b9d7e6",
                        .square = "#faf6ee",
                        .building = "#e2d8c9",
                        .building_edge = "#cdbfab",
                        .here = "#e9b79f",
                        .path = "#c3b49c",
                        .casing = "#d9ccb8",
                        .walk = "#fbf7f0",
                        .street = "#ffffff",
                        .secondary = "#fff3cf",
                        .main = "#fbe0a0",
                        .rail = "#8d8578",
                        .text = "#3b342b",
                        .halo = "#fdfaf4",
                        .water_text = "#2a5a75",
                        .green_text = "#36572b",
                        .frame = "#3b342b",
                        .pin = "#9c1f2e",
                        .pin_edge = "#ffffff"};

constexpr Palette dark{.ground = "#23211e",
                       .wood = "#26342a",
                       .green = "#2a3629",
                       .water = "#1f3a4a",
                       .square = "#3f3a33",
                       .building = "#36322c",
                       .building_edge = "#48433b",
                       .here = "#71463a",
                       .path = "#5a5348",
                       .casing = "#191715",
                       .walk = "#4a453d",
                       .street = "#5a5349",
                       .secondary = "#625843",
                       .main = "#756338",
                       .rail = "#8a8377",
                       .text = "#f1ece3",
                       .halo = "#1d1b18",
                       .water_text = "#a9d3ea",
                       .green_text = "#b5d3a3",
                       .frame = "#f1ece3",
                       .pin = "#ff8f86",
                       .pin_edge = "#1d1b18"};

}  // namespace

Palette const& palette_of(Theme theme) { return theme == Theme::dark ? dark : light; }

}  // namespace kreislauf::geo
