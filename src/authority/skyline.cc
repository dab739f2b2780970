#include <array>

#include "authority/authority.h"
#include "authority/page.h"

// Three drawings of our own at the foot of home pages. None shows a real place: what kind of place it is, is enough.
namespace kreislauf::authority {

namespace {

/// Cities that lie at a river wide enough for ships, by official key: Düsseldorf, Duisburg, Krefeld, Mülheim, Essen,
/// Bonn, Köln, Leverkusen, Hagen, Hamm, and Neuss and Wesel among the towns; Minden, Höxter and Rheine besides.
constexpr std::array<std::string_view, 15> at_rivers{"05111000", "05112000", "05114000", "05117000", "05113000",
                                                     "05314000", "05315000", "05316000", "05914000", "05915000",
                                                     "05162024", "05170048", "05770024", "05762020", "05566076"};

constexpr std::int64_t city_from = 100'000, town_from = 25'000;

struct Scene {
  std::string_view file;
  std::vector<std::string_view> layers;
};

bool at_river(Authority const& authority) {
  return std::find(at_rivers.begin(), at_rivers.end(), authority.key.value()) != at_rivers.end();
}

/// Hills stand behind the places south of the plain (Sauerland, Bergisches Land, Eifel, Lippe), mills in it.
bool in_hills(Authority const& authority) {
  return authority.latitude < 51.35 and (authority.longitude > 7.0 or authority.latitude < 50.75);
}

Scene scene_of(Authority const* authority) {
  std::vector<std::string_view> layers{"far", "tree", "wall", "beam", "roof", "window", "ground"};
  if (authority == nullptr or authority->is_district()) {
    layers.insert(layers.begin(), "hill");
    return {"skyline-town.svg", layers};
  }
  if (authority->population >= city_from) {
    if (at_river(*authority)) {
      layers.back() = "river";
      layers.emplace_back("bridge");
    }
    return {"skyline-city.svg", layers};
  }
  if (in_hills(*authority)) layers.insert(layers.begin(), "hill");
  if (authority->population >= town_from) return {"skyline-town.svg", layers};
  if (not in_hills(*authority)) layers.insert(layers.end() - 1, "mill");
  return {"skyline-village.svg", layers};
}

}  // namespace

void write_skyline(html::Writer& out, Context const& c) {
  auto const* at = c.at_town();
  auto const scene = scene_of(at == nullptr ? nullptr : &at->authority);
  auto const file = kern::asset(scene.file);
  out("<svg class='kl-skyline' viewBox='0 0 1600 240' preserveAspectRatio='xMidYMax slice' aria-hidden='true'>"_h);
  for (auto const layer : scene.layers)
    out("<use class='kl-skyline__"_h, layer, "' href='"_h, file, "#", layer, "'/>"_h);
  out("</svg>"_h);
}

}  // namespace kreislauf::authority
