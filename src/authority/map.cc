#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "authority/authority.h"
#include "authority/page.h"
#include "base/text.h"

// Maps are SVG drawn by the server from the real boundaries: no script, no map server, and they print.
namespace kreislauf::authority {

namespace {

constexpr int map_width = 360;  // of the map of a district, in pixels

/// Turns longitude and latitude (1/10000 degree) into the pixels of a view. One degree of longitude is shorter than one
/// of latitude here by the cosine of the latitude.
class Projection {
 public:
  Projection(std::vector<Authority const*> const& shown, double width) {
    auto low = Point{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max()};
    auto high = Point{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()};
    for (auto const* authority : shown) {
      for (auto const& ring : authority->rings) {
        for (auto const& p : ring) {
          low = {std::min(low.x, p.x), std::min(low.y, p.y)};
          high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
      }
    }
    squeeze_ = std::cos((low.y + high.y) / 2.0 / 10'000 * std::numbers::pi / 180);
    scale_ = width / std::max(1.0, (high.x - low.x) * squeeze_);
    left_ = low.x;
    top_ = high.y;
    height_ = static_cast<int>(std::lround((high.y - low.y) * scale_));
  }

  int x(double longitude) const { return static_cast<int>(std::lround((longitude - left_) * squeeze_ * scale_)); }
  int y(double latitude) const { return static_cast<int>(std::lround((top_ - latitude) * scale_)); }
  int height() const { return height_; }

 private:
  double squeeze_ = 1, scale_ = 1;
  std::int32_t left_ = 0, top_ = 0;
  int height_ = 0;
};

void write_path(html::Writer& out, std::vector<std::vector<Point>> const& rings, Projection const& to) {
  for (auto const& ring : rings) {
    int px = to.x(ring[0].x), py = to.y(ring[0].y);
    out("M", px, " ", py, "l");
    bool first = true;
    for (std::size_t i = 1; i < ring.size(); ++i) {
      int const nx = to.x(ring[i].x), ny = to.y(ring[i].y);
      if (nx == px and ny == py) continue;
      if (not first and nx - px >= 0) out(" ");
      out(nx - px);
      if (ny - py >= 0) out(" ");
      out(ny - py);
      px = nx;
      py = ny;
      first = false;
    }
    out("z");
  }
}

/// Names of towns, the own one first, then from large to small; a name that would touch another is left out.
void write_labels(html::Writer& out, Authority const& own, std::vector<Authority const*> towns, Projection const& to) {
  std::sort(towns.begin(), towns.end(), [&](auto const* a, auto const* b) {
    return (a == &own) != (b == &own) ? a == &own : a->population > b->population;
  });
  struct Box {
    int x, y, half;
  };
  std::vector<Box> set;
  for (auto const* town : towns) {
    Box const box{to.x(town->longitude * 10'000), to.y(town->latitude * 10'000),
                  static_cast<int>(3.6 * static_cast<double>(text::code_points(town->name))) + 3};
    bool const free = std::none_of(set.begin(), set.end(), [&](Box const& other) {
      return std::abs(other.x - box.x) < other.half + box.half and std::abs(other.y - box.y) < 16;
    });
    bool const inside =
        box.x - box.half >= 0 and box.x + box.half <= map_width and box.y >= 12 and box.y + 6 <= to.height();
    if (town != &own and (not free or not inside)) continue;
    set.push_back(box);
    out("<text class='kl-map__text"_h, town == &own ? " kl-map__text--here"_h : ""_h, "' x='"_h,
        std::clamp(box.x, box.half, map_width - box.half), "' y='"_h, box.y + 4, "' text-anchor='middle'>"_h,
        town->name, "</text>"_h);
  }
}

constexpr std::string_view attribution = "© GeoBasis-DE / BKG (VG250)";

}  // namespace

void write_region_map(html::Writer& out, Context const& c) {
  std::vector<Authority const*> towns;
  for (auto const& authority : c.directory->all()) {
    if (not authority.is_district() and not authority.rings.empty()) towns.push_back(&authority);
  }
  if (towns.empty()) return;
  Projection const to{towns, 640};
  out("<div class='kl-map' data-kl-map><div aria-hidden='true'><svg viewBox='0 0 640 "_h, to.height(), "'>"_h);
  for (auto const* town : towns) {
    out("<a href='"_h, c.origin_of(*town), path_in(c, "/"), "' tabindex='-1'><path"_h);
    if (town->population >= 100'000) out(" class='kl-map__city'"_h);
    out(" d='"_h);
    write_path(out, town->outline_rings, to);
    out("'/><title>"_h, town->name, "</title></a>"_h);
  }
  out("</svg></div><p class='kl-small kl-muted'>"_h, attribution, "</p></div>"_h);
}

void write_location_map(html::Writer& out, Context const& c, Authority const& authority) {
  auto const* district = c.directory->district_of(authority);
  auto shown = district == nullptr ? (authority.is_district() ? c.directory->members_of(authority)
                                                              : std::vector<Authority const*>{&authority})
                                   : c.directory->members_of(*district);
  std::erase_if(shown, [](auto const* town) { return town->rings.empty(); });
  if (shown.empty()) return;
  Projection const to{shown, map_width};
  out("<div class='kl-map'><svg viewBox='0 0 360 "_h, to.height(),
      "' role='img' aria-labelledby='karte-titel'><title id='karte-titel'>"_h,
      c.t("Lage auf der Karte: {}", authority.full_name()), "</title>"_h);
  for (auto const* town : shown) {
    bool const here = town == &authority or authority.is_district();
    out("<path class='kl-map__town"_h, here and not authority.is_district() ? " kl-map__town--here"_h : ""_h,
        "' d='"_h);
    write_path(out, town->rings, to);
    out("'/>"_h);
  }
  write_labels(out, authority, shown, to);
  out("</svg><p class='kl-small kl-muted'>"_h, attribution, "</p></div>"_h);
}

}  // namespace kreislauf::authority
