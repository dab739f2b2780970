#include "city/map/shared/map_of.h"

#include <cmath>

#include "city/map/store/store.h"

namespace kreislauf::map {

namespace {

constexpr std::size_t most_bytes = 16 << 20;

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

void Map::reload() {
  store_.commons().read([&](db::Connection& commons) {
    auto sources = store::sources(commons);
    auto const newest = sources.empty() ? 0 : sources.back().number;
    if (newest == index()->newest()) return;  // somebody has changed something else
    index_.store(std::make_shared<Index const>(std::move(sources), store::facts(commons)));
  });
}

std::vector<geo::Shape> Map::shapes(geo::Box const& box) {
  auto const known = index();
  std::vector<geo::Shape> shapes;
  store_.commons().read([&](db::Connection& commons) {
    for (auto& tile : store::shapes(commons, geo::tile_at(box.low), geo::tile_at(box.high))) {
      if (not known->counts(tile.id, tile.source)) continue;
      std::move(tile.shapes.begin(), tile.shapes.end(), std::back_inserter(shapes));
    }
  });
  known->each_in(box, [&](geo::Shape shape) { shapes.push_back(std::move(shape)); });
  return shapes;
}

std::string Map::picture(std::string const& key, geo::View const& view) {
  if (auto known = pictures_.find(key)) return *std::move(known);
  auto drawn = geo::draw(view, shapes(view.box()));
  pictures_.keep(key, drawn);
  return drawn;
}

std::optional<geo::Point> place_of(authority::TownContext const& c, authority::Office const& office) {
  bool const own = std::abs(office.longitude - c.authority.longitude) > 1e-6 or
                   std::abs(office.latitude - c.authority.latitude) > 1e-6;
  geo::Place const place{office.longitude, office.latitude};
  bool const told = office.longitude != 0 or office.latitude != 0;
  return own and told and geo::on_map(place) ? std::optional{geo::project(place)} : std::nullopt;
}

}  // namespace kreislauf::map
