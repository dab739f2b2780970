#pragma once

#include <istream>
#include <string>

#include "authority/command.h"
#include "city/map/model.h"
#include "platform/geo/builder.h"
#include "platform/osm/extract.h"

namespace kreislauf::map::exchange {

/// `kreislauf import map FILE`
authority::Command import_map();

/// `kreislauf maps`: what was imported; with `--remove NAME` one of them goes.
authority::Command maps();

struct Stored {
  std::int64_t tiles = 0;
  std::size_t bytes = 0;
};
/// Puts tiles into the commons, some at a time, and shows them when all are there. Where something fails, nothing of it
/// stays and what was shown before is shown on.
Stored store_tiles(db::Database& commons, Source const& source, geo::TileBuilder const& builder);

/// `muenster-regbez-latest.osm.pbf` is `muenster-regbez`: the next extract of the same area replaces it.
std::string name_of_file(std::string_view path);

/// Fills the sample district with an invented map; what is there already stays.
void add_sample(authority::House& house);

}  // namespace kreislauf::map::exchange
