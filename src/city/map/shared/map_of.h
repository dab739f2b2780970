#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "authority/module.h"
#include "city/map/rules/index.h"
#include "platform/geo/drawing.h"

namespace kreislauf::map {

/// Pictures that were drawn, up to 16 MiB; what was not looked at for longest goes first.
class Pictures {
 public:
  std::optional<std::string> find(std::string const& key);
  void keep(std::string key, std::string picture);

 private:
  std::mutex mutex_;
  std::list<std::pair<std::string, std::string>> newest_first_;
  std::unordered_map<std::string, decltype(newest_first_)::iterator> by_key_;
  std::size_t bytes_ = 0;
};

/// How far it is on foot to the stops of an office, by the version of its map; some 20,000 offices, then anew.
class Walks {
 public:
  using Metres = std::vector<std::optional<int>>;  ///< of each stop, in the order of `Around::stops`
  std::optional<Metres> find(std::string const& version) const;
  void keep(std::string const& version, Metres metres);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Metres> known_;
};

/// The map while the program runs: what pages say stands in memory, shapes are read when somebody looks.
class Map {
 public:
  explicit Map(db::Store& store) : store_{store}, index_{std::make_shared<Index const>()} {}

  std::shared_ptr<Index const> index() const { return index_.load(); }
  /// Reads again what is kept in memory, where another map has come.
  void reload();
  /// Draws, or answers what was drawn before under this key. Waits for the database. Nothing when another map has come
  /// meanwhile: then it is known now.
  std::optional<std::string> picture(std::string const& key, geo::View const& view);
  /// Measures the way on foot to the stops around a place, once. Waits for the database, so it is done with the
  /// picture, which everybody's browser fetches right after the page.
  void measure(Around const& around, geo::Point place);
  /// The stops, with what was measured: nearest first. A page that came before says how far they are in a straight
  /// line.
  struct Stop {
    NearStop stop;
    std::optional<int> on_foot;
  };
  std::vector<Stop> stops(Around const& around) const;

 private:
  std::optional<std::vector<geo::Shape>> shapes(geo::Box const& box);

  db::Store& store_;
  std::atomic<std::shared_ptr<Index const>> index_;
  Pictures pictures_;
  Walks walks_;
};

/// Where the office is, when somebody has told its own place: the middle of the town is none.
std::optional<geo::Point> place_of(authority::TownContext const& c, authority::Office const& office);

}  // namespace kreislauf::map
