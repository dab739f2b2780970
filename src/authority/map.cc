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

/// The largest cities by name, each where no other name stands.
void write_names(html::Writer& out, std::vector<Authority const*> towns, Projection const& to) {
  constexpr std::size_t most = 12;
  std::stable_sort(towns.begin(), towns.end(),
                   [](auto const* a, auto const* b) { return a->population > b->population; });
  std::vector<std::pair<int, int>> set;
  for (auto const* town : towns) {
    if (set.size() == most or town->population < 100'000) break;
    auto const x = to.x(town->longitude * 10'000), y = to.y(town->latitude * 10'000);
    bool const free = std::none_of(set.begin(), set.end(), [&](auto const& other) {
      return std::abs(other.first - x) < 90 and std::abs(other.second - y) < 22;
    });
    if (not free) continue;
    set.emplace_back(x, y);
    out("<text class='kl-map__text' x='"_h, std::clamp(x, 40, 600), "' y='"_h, y + 5, "'>"_h, town->name, "</text>"_h);
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
  write_names(out, towns, to);
  out("</svg></div><p class='kl-map__label' hidden></p><p class='kl-small'><span class='kl-map__key' "
      "aria-hidden='true'></span> "_h,
      c.t("Städte ab 100.000 Einwohnern"), " <span class='kl-muted'>"_h, attribution, "</span></p></div>"_h);
}

}  // namespace kreislauf::authority
