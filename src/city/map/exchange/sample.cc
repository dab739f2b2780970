#include "base/embedded.h"
#include "city/map/exchange/import.h"
#include "city/map/exchange/play_town.h"
#include "city/map/store/store.h"

namespace kreislauf::map::exchange {

namespace {

constexpr auto sample_name = "spielstadt";

}  // namespace

void add_sample(authority::House& house) {
  auto& commons = house.store.commons();
  bool known = false;
  commons.read([&](db::Connection& connection) {
    for (auto const& source : store::sources(connection)) known = known or source.name == sample_name;
  });
  if (known) return;
  geo::TileBuilder builder;
  for (auto const& shape : play_towns(embedded_file("demo/playtown.csv"))) {
    for (auto const& line : shape.lines)
      for (auto const& p : line) builder.place(p);
    builder.add(shape);
  }
  store_tiles(commons, {.name = sample_name, .sample = true, .imported_at = iso_utc(house.clock.now())}, builder);
}

}  // namespace kreislauf::map::exchange
