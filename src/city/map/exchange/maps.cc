#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "city/map/exchange/import.h"
#include "city/map/store/store.h"

namespace kreislauf::map::exchange {

namespace {

int remove(db::Database& commons, std::vector<Source> const& sources, std::string const& name) {
  auto const found = std::find_if(sources.begin(), sources.end(), [&](auto const& one) { return one.name == name; });
  if (found == sources.end())
    return authority::refuse(
        fmt::format("Eine Karte \"{}\" gibt es nicht. `kreislauf maps` zeigt, welche da sind.", name));
  commons.write([&](db::Connection& connection) { store::drop(connection, found->number); });
  fmt::print("Karte \"{}\" entfernt.\n", name);
  return authority::exit_fine;
}

int run(authority::CommandRun const& run) {
  auto& commons = run.house.store.commons();
  std::vector<Source> sources;
  std::vector<store::Size> sizes;
  commons.read([&](db::Connection& connection) {
    sources = store::sources(connection);
    sizes = store::sizes(connection);
  });
  if (auto const name = run.arguments.text("--remove"); not name.empty()) return remove(commons, sources, name);
  boost::json::array all;
  for (auto const& source : sources) {
    auto const size =
        std::find_if(sizes.begin(), sizes.end(), [&](auto const& one) { return one.source == source.number; });
    auto const [number, tiles, bytes] = size == sizes.end() ? store::Size{} : *size;
    all.push_back({{"name", source.name},
                   {"takenAt", source.taken_at},
                   {"importedAt", source.imported_at},
                   {"invented", source.sample},
                   {"tiles", tiles},
                   {"bytes", bytes}});
    if (run.json) continue;
    fmt::print("{:<30} Stand {:<10}  eingelesen {}  {:>6} Kacheln {:>8.1f} MiB{}\n", source.name,
               source.taken_at.empty() ? "unbekannt" : source.taken_at.substr(0, 10), source.imported_at.substr(0, 10),
               tiles, static_cast<double>(bytes) / (1 << 20), source.sample ? "  (erfunden)" : "");
  }
  if (run.json)
    fmt::print("{}\n", boost::json::serialize(all));
  else if (sources.empty())
    fmt::print("Keine Karte ist eingelesen. `kreislauf import map DATEI.osm.pbf` liest eine ein.\n");
  return authority::exit_fine;
}

}  // namespace

authority::Command maps() {
  return {.group = {},
          .name = "maps",
          .help = "List the maps that were imported, or remove one",
          .arguments = {{.name = "--remove", .help = "the name of the map that goes"}},
          .run = run};
}

}  // namespace kreislauf::map::exchange
