// What a map costs: reading an extract, its tiles, pictures. `map_bench FILE.osm.pbf [LONGITUDE LATITUDE PICTURE.svg
// [dark]]` Prints one JSON object a line. Pictures are drawn around the stops of the extract, where people live.
#include <fmt/format.h>
#include <libdeflate.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include "platform/geo/builder.h"
#include "platform/geo/deflate.h"
#include "platform/geo/drawing.h"
#include "platform/geo/tile.h"
#include "platform/osm/extract.h"

using namespace kreislauf;

namespace {

double computed() {  // milliseconds of this process, whoever else uses the machine
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto const ms = [](timeval t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}
double mebibytes_at_most() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}
/// As the portal packs its answers (app/compress.cc).
std::size_t packed(std::string const& text) {
  static auto* const compressor = libdeflate_alloc_compressor(1);
  std::string out(libdeflate_gzip_compress_bound(compressor, text.size()), '\0');
  return libdeflate_gzip_compress(compressor, text.data(), text.size(), out.data(), out.size());
}
double at(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

struct Tiles {
  std::map<geo::TileId, std::string> packed;  ///< as they are stored
  std::map<geo::TileId, std::size_t> sizes;
  std::size_t whole = 0, stored = 0, stored_whole = 0;
  std::vector<geo::Point> stops;
};

Tiles tiles_of(geo::TileBuilder const& builder) {
  Tiles all;
  builder.each([&](geo::BuiltTile&& tile) {
    auto const bytes = geo::encode(tile.id, tile.shapes);
    all.sizes[tile.id] = bytes.size();
    auto const& stored = all.packed[tile.id] = geo::deflated(bytes);
    all.stored += stored.size() * 4 / 3;
    if (tile.whole) all.stored_whole += stored.size() * 4 / 3;
    all.whole += tile.whole;
    for (auto const& shape : tile.shapes)
      if (tile.whole and geo::is_stop(shape.kind)) all.stops.push_back(shape.lines.front().front());
  });
  return all;
}

std::string picture(Tiles const& tiles, geo::View const& view) {
  std::vector<geo::Shape> shapes;
  for (auto const& [id, bytes] : tiles.packed) {
    if (not geo::box_of(id).touches(view.box())) continue;
    auto tile = geo::decode(id, geo::inflated(bytes, tiles.sizes.at(id)).value()).value();
    std::move(tile.begin(), tile.end(), std::back_inserter(shapes));
  }
  return geo::draw(view, shapes);
}

void draw_all(Tiles const& tiles) {
  std::vector<double> times, sizes;
  for (std::size_t i = 0; i < tiles.stops.size(); i += 1 + tiles.stops.size() / 200) {
    auto const begun = computed();
    auto const drawn = picture(tiles, {.middle = tiles.stops[i]});
    times.push_back(computed() - begun);
    sizes.push_back(static_cast<double>(packed(drawn)) / 1024);
  }
  fmt::print(
      "{{\"pictures\":{},\"ms_p50\":{:.2f},\"ms_p90\":{:.2f},\"kib_p50\":{:.1f},\"kib_p90\":{:.1f},\"kib_most\":{:.1f}}"
      "}\n",
      times.size(), at(times, 0.5), at(times, 0.9), at(sizes, 0.5), at(sizes, 0.9), at(sizes, 1));
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  auto const begun = std::chrono::steady_clock::now();
  std::ifstream file{words[1], std::ios::binary};
  geo::TileBuilder builder;
  auto const place = [&](geo::Point p) { builder.place(p); };
  auto const shape = [&](geo::Shape const& one) { builder.add(one); };
  auto const kept = [&] { return builder.bytes(); };
  auto const read = osm::read_extract(file, {place, shape, kept}, std::size_t{4} << 30);
  auto const tiles = tiles_of(builder);
  auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  auto const square_km = [](std::size_t number, std::map<geo::TileId, std::string> const& all) {
    auto const side =
        all.empty() ? 0 : geo::metres_per_unit(geo::origin_of(all.begin()->first).y) * geo::tile_size / 1000;
    return static_cast<double>(number) * side * side;
  };
  fmt::print(
      "{{\"seconds\":{:.3f},\"computed_s\":{:.3f},\"peak_mib\":{:.0f},\"nodes\":{},\"ways\":{},\"shapes\":{},\"cut_"
      "off\":{},"
      "\"bytes_a_node\":{:.1f},\"tiles\":{},\"whole\":{},\"stored_kib\":{},\"whole_kib_a_km2\":{:.1f}}}\n",
      seconds, computed() / 1000, mebibytes_at_most(), read.nodes, read.ways, read.shapes, read.cut_off,
      static_cast<double>(read.memory) / static_cast<double>(std::max<std::int64_t>(read.nodes, 1)),
      tiles.packed.size(), tiles.whole, tiles.stored >> 10,
      static_cast<double>(tiles.stored_whole) / 1024 / std::max(square_km(tiles.whole, tiles.packed), 1.0));
  draw_all(tiles);
  if (count < 5) return 0;
  geo::View view{.middle = geo::project({std::strtod(words[2], nullptr), std::strtod(words[3], nullptr)})};
  if (count > 5) view.theme = geo::Theme::dark;
  std::ofstream{words[4]} << picture(tiles, view);
}
