#include "platform/ledger/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace kreislauf::ledger {

namespace {

constexpr int levels = 64 / tile_height;

/// 1234067 is `x001/x234/067`: no folder holds more than 1,000 files, and no file has the name of a folder.
std::string number_path(std::uint64_t number) {
  auto path = fmt::format("{:03}", number % 1000);
  for (number /= 1000; number > 0; number /= 1000) path = fmt::format("x{:03}/{}", number % 1000, path);
  return path;
}

/// Digits only; whether it is written as it should be shows when the path is written again.
std::optional<std::uint64_t> digits_in(std::string_view text) {
  std::uint64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} or end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> read_number_path(std::string_view path) {
  std::string digits;
  for (auto const part : text::split(path, '/')) digits += part.starts_with('x') ? part.substr(1) : part;
  return digits_in(digits);
}

}  // namespace

std::string path_of(Tile const& tile) {
  auto path = tile.kind == TileKind::entries ? std::string{"tile/entries/"} : fmt::format("tile/{}/", tile.level);
  path += number_path(tile.number);
  if (tile.width < tile_width) path += fmt::format(".p/{}", tile.width);
  return path;
}

std::optional<Tile> tile_at(std::string_view path) {
  if (not path.starts_with("tile/") or path.size() > 60) return std::nullopt;
  auto rest = path.substr(5);
  auto const slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Tile tile{.kind = rest.starts_with("entries/") ? TileKind::entries : TileKind::hashes};
  auto const level = tile.kind == TileKind::entries ? 0 : digits_in(rest.substr(0, slash));
  rest = rest.substr(slash + 1);
  auto const partial = rest.find(".p/");
  auto const width = partial == std::string_view::npos ? tile_width : digits_in(rest.substr(partial + 3));
  auto const number = read_number_path(rest.substr(0, partial));
  if (not level or not width or not number or *level >= levels or *width == 0) return std::nullopt;
  tile.level = static_cast<int>(*level);
  tile.number = *number;
  tile.width = *width;
  return path_of(tile) == path ? std::optional{tile} : std::nullopt;
}

std::uint64_t hashes_on(int level, std::uint64_t size) { return level >= levels ? 0 : size >> (tile_height * level); }

std::uint64_t width_in(std::uint64_t size, int level, std::uint64_t number) {
  auto const hashes = hashes_on(level, size);
  if (number > hashes / tile_width) return 0;
  return std::min(tile_width, hashes - number * tile_width);
}

std::string bundle_of(std::span<std::string const> leaves) {
  std::string bundle;
  for (auto const& leaf : leaves) {
    bundle += static_cast<char>(leaf.size() >> 8 & 0xFF);
    bundle += static_cast<char>(leaf.size() & 0xFF);
    bundle += leaf;
  }
  return bundle;
}

std::optional<std::vector<std::string>> leaves_of(std::string_view bundle) {
  std::vector<std::string> leaves;
  while (not bundle.empty()) {
    if (bundle.size() < 2) return std::nullopt;
    auto const high = static_cast<unsigned char>(bundle[0]), low = static_cast<unsigned char>(bundle[1]);
    auto const length = std::size_t{high} * 256 + low;
    if (bundle.size() - 2 < length) return std::nullopt;
    leaves.emplace_back(bundle.substr(2, length));
    bundle.remove_prefix(2 + length);
  }
  return leaves;
}

Hash TileNodes::operator()(Node node) {
  auto const level = node.height / tile_height;
  auto const width = std::uint64_t{1} << (node.height % tile_height);
  auto const first = node.index * width;
  auto const [tile, fresh] = tiles_.try_emplace({level, first / tile_width});
  if (fresh) tile->second = read_(level, first / tile_width);
  auto const from = first % tile_width;
  if (tile->second.size() < from + width)
    throw HashMissing{fmt::format("the ledger lacks a hash of level {} in tile {}", level, first / tile_width)};
  auto const begin = tile->second.begin() + static_cast<std::ptrdiff_t>(from);
  std::vector<Hash> row(begin, begin + static_cast<std::ptrdiff_t>(width));
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  }
  return row.front();
}

}  // namespace kreislauf::ledger
