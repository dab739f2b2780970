#include "city/map/exchange/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "base/errors.h"
#include "city/map/store/store.h"

namespace kreislauf::map::exchange {

namespace {

constexpr std::size_t tiles_a_commit = 100;

/// A month, a day, or `latest` behind the name says when, not what.
bool tells_when(std::string_view word) {
  bool const digits = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' and c <= '9'; });
  return word == "latest" or (digits and word.size() >= 4);
}

int print(osm::Summary const& read, Source const& source, Stored const& stored, std::int64_t too_large, bool json) {
  if (json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"import", "map"},
                                                                  {"name", source.name},
                                                                  {"takenAt", source.taken_at},
                                                                  {"nodes", read.nodes},
                                                                  {"ways", read.ways},
                                                                  {"relations", read.relations},
                                                                  {"shapes", read.shapes},
                                                                  {"cutOff", read.cut_off},
                                                                  {"tooLarge", too_large},
                                                                  {"outOfMap", read.out_of_map},
                                                                  {"tiles", stored.tiles},
                                                                  {"bytes", stored.bytes}}));
    return authority::exit_fine;
  }
  fmt::print("Karte \"{}\"{}: {} Punkte, {} Wege und {} Relationen gelesen, {} davon gezeichnet.\n", source.name,
             source.taken_at.empty() ? "" : fmt::format(" (Stand {})", source.taken_at.substr(0, 10)), read.nodes,
             read.ways, read.relations, read.shapes);
  fmt::print("{} Kacheln von 1,5 km gespeichert, {:.1f} MiB.\n", stored.tiles,
             static_cast<double>(stored.bytes) / (1 << 20));
  if (read.cut_off > 0)
    fmt::print("{} Flächen und Wege sind am Rand des Auszugs abgeschnitten und nur so weit da, wie er reicht.\n",
               read.cut_off);
  if (too_large > 0) fmt::print("{} Flächen sind größer als ein Land und weggelassen.\n", too_large);
  if (read.out_of_map > 0)
    fmt::print("{} Punkte haben keinen Ort auf der Erde und sind weggelassen.\n", read.out_of_map);
  return authority::exit_fine;
}

int run(authority::CommandRun const& run) {
  auto const path = run.arguments.text("FILE");
  std::ifstream file{path, std::ios::binary};
  if (not file or not std::filesystem::is_regular_file(path))
    return authority::refuse(fmt::format("Die Datei {} lässt sich nicht lesen. Prüfen Sie Name und Rechte.", path));
  geo::TileBuilder builder;
  std::int64_t too_large = 0;
  auto const place = [&](geo::Point at) { builder.place(at); };
  auto const shape = [&](geo::Shape const& one) { too_large += not builder.add(one); };
  auto const kept = [&] { return builder.bytes(); };
  try {
    auto const memory = static_cast<std::size_t>(run.arguments.number("--memory")) << 20;
    auto const read = osm::read_extract(file, {place, shape, kept}, memory);
    if (read.shapes == 0)
      return authority::refuse("In diesem Auszug ist nichts, was eine Karte zeigt. Nichts wurde geändert.");
    auto const named = run.arguments.text("--name");
    Source const source{.name = named.empty() ? name_of_file(path) : named,
                        .taken_at = read.taken == 0 ? "" : iso_utc(Instant{std::chrono::seconds{read.taken}}),
                        .imported_at = iso_utc(run.house.clock.now())};
    return print(read, source, store_tiles(run.house.store.commons(), source, builder), too_large, run.json);
  } catch (osm::Unreadable const& reason) {
    return authority::refuse(fmt::format("{} Nichts wurde geändert.", reason.what()));
  } catch (StoreFull const&) {
    return authority::refuse(
        "Auf der Platte ist kein Platz mehr für diese Karte. Was vorher da war, ist unverändert. Schaffen Sie Platz "
        "und "
        "lesen Sie den Auszug noch einmal ein.");
  }
}

}  // namespace

std::string name_of_file(std::string_view path) {
  auto name = std::string{path.substr(path.rfind('/') + 1)};
  name = name.substr(0, name.find('.'));
  for (auto at = name.find_last_of("-_"); at != std::string::npos and at > 0; at = name.find_last_of("-_")) {
    if (not tells_when(std::string_view{name}.substr(at + 1))) break;
    name.resize(at);
  }
  return name.empty() ? "karte" : name;
}

Stored store_tiles(db::Database& commons, Source const& source, geo::TileBuilder const& builder) {
  Stored stored;
  std::int64_t number = 0;
  commons.write([&](db::Connection& connection) { number = store::begin(connection, source); });
  try {
    std::vector<geo::BuiltTile> waiting;
    auto const flush = [&] {
      std::size_t bytes = 0;
      commons.write([&](db::Connection& connection) {
        bytes = 0;
        for (auto const& tile : waiting) bytes += store::add(connection, number, tile);
      });
      stored.tiles += static_cast<std::int64_t>(waiting.size());
      stored.bytes += bytes;
      waiting.clear();
    };
    builder.each([&](geo::BuiltTile&& tile) {
      waiting.push_back(std::move(tile));
      if (waiting.size() == tiles_a_commit) flush();
    });
    if (not waiting.empty()) flush();
    commons.write([&](db::Connection& connection) { store::finish(connection, number, source.name); });
  } catch (...) {
    try {
      commons.write([&](db::Connection& connection) { store::drop(connection, number); });
    } catch (std::exception const&) {  // not even that: nobody sees it, and the next import clears it away
    }
    throw;
  }
  return stored;
}

authority::Command import_map() {
  using Kind = authority::Argument::Kind;
  return {
      .group = "import",
      .name = "map",
      .help = "An OpenStreetMap extract (.osm.pbf) for the maps on the pages of offices",
      .arguments = {{.name = "FILE", .help = "the extract, for instance of download.geofabrik.de", .required = true},
                    {.name = "--name", .help = "what it is called; by itself the file's name without its date"},
                    {.name = "--memory",
                     .help = "MiB that it may take while it is read",
                     .kind = Kind::number,
                     .otherwise = "2048",
                     .least = 1,
                     .most = 1 << 20}},
      .run = run};
}

}  // namespace kreislauf::map::exchange
