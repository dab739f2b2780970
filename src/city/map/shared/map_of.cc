#include "city/map/shared/map_of.h"

#include <algorithm>
#include <cmath>

#include "city/map/store/store.h"
#include "platform/geo/walk.h"

namespace kreislauf::map {

namespace {

constexpr std::size_t most_bytes = 16 << 20;
constexpr std::size_t most_walks = 20'000;
constexpr double farthest_walk = 1500, around_walk = 900;  // metres

}  // namespace

std::optional<std::string> Pictures::find(std::string const& key) {
  std::scoped_lock const lock{mutex_};
  auto const found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
  return found->second->second;
}

void Pictures::keep(std::string key, std::string picture) {
  std::scoped_lock const lock{mutex_};
  if (by_key_.contains(key)) return;
  bytes_ += picture.size();
  newest_first_.emplace_front(std::move(key), std::move(picture));
  by_key_[newest_first_.front().first] = newest_first_.begin();
  while (bytes_ > most_bytes and newest_first_.size() > 1) {
    bytes_ -= newest_first_.back().second.size();
    by_key_.erase(newest_first_.back().first);
    newest_first_.pop_back();
  }
}

std::optional<Walks::Metres> Walks::find(std::string const& version) const {
  std::scoped_lock const lock{mutex_};
  auto const found = known_.find(version);
  return found == known_.end() ? std::nullopt : std::optional{found->second};
}

void Walks::keep(std::string const& version, Metres metres) {
  std::scoped_lock const lock{mutex_};
  if (known_.size() >= most_walks) known_.clear();
  known_[version] = std::move(metres);
}

void Map::reload() {
  store_.commons().read([&](db::Connection& commons) {
    auto const state = store::state(commons);
    if (state == index()->state()) return;  // somebody has changed something else
    index_.store(std::make_shared<Index const>(state, store::sources(commons), store::facts(commons)));
  });
}

std::optional<std::vector<geo::Shape>> Map::shapes(geo::Box const& box) {
  auto const known = index();
  std::vector<geo::Shape> shapes;
  bool up_to_date = true;
  store_.commons().read([&](db::Connection& commons) {
    for (auto& tile : store::shapes(commons, geo::tile_at(box.low), geo::tile_at(box.high))) {
      if (not known->counts(tile.id, tile.source)) continue;
      std::move(tile.shapes.begin(), tile.shapes.end(), std::back_inserter(shapes));
    }
    up_to_date = store::state(commons) == known->state();  // last: what came before it is in the tiles
  });
  if (not up_to_date) {
    reload();
    return std::nullopt;
  }
  known->each_in(box, [&](geo::Shape shape) { shapes.push_back(std::move(shape)); });
  return shapes;
}

std::optional<std::string> Map::picture(std::string const& key, geo::View const& view) {
  if (auto known = pictures_.find(key)) return known;
  auto const seen = shapes(view.box());
  if (not seen) return std::nullopt;
  auto drawn = geo::draw(view, *seen);
  pictures_.keep(key, drawn);
  return drawn;
}

void Map::measure(Around const& around, geo::Point place) {
  if (around.stops.empty() or walks_.find(around.version)) return;
  auto const reach = static_cast<std::int32_t>(around_walk / geo::metres_per_unit(place.y));
  std::vector<geo::Point> places;
  for (auto const& stop : around.stops) places.push_back(stop.at);
  auto const ways = shapes(geo::around(place, reach));
  if (not ways) return;
  Walks::Metres metres;
  for (auto const& way : geo::on_foot(*ways, place, places, farthest_walk))
    metres.push_back(way ? std::optional{rounded(*way)} : std::nullopt);
  walks_.keep(around.version, std::move(metres));
}

std::vector<Map::Stop> Map::stops(Around const& around) const {
  auto const walks = walks_.find(around.version);
  std::vector<Stop> stops;
  for (std::size_t i = 0; i < around.stops.size(); ++i)
    stops.push_back({around.stops[i], walks ? walks->at(i) : std::nullopt});
  std::stable_sort(stops.begin(), stops.end(), [](Stop const& a, Stop const& b) {
    return a.on_foot.value_or(a.stop.metres) < b.on_foot.value_or(b.stop.metres);
  });
  return stops;
}

std::optional<geo::Point> place_of(authority::TownContext const& c, authority::Office const& office) {
  bool const own = std::abs(office.longitude - c.authority.longitude) > 1e-6 or
                   std::abs(office.latitude - c.authority.latitude) > 1e-6;
  geo::Place const place{office.longitude, office.latitude};
  bool const told = office.longitude != 0 or office.latitude != 0;
  return own and told and geo::on_map(place) ? std::optional{geo::project(place)} : std::nullopt;
}

}  // namespace kreislauf::map
