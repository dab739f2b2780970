#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.h"
#include "platform/ledger/tree.h"

/// The tree as files that never change: C2SP tlog-tiles. A tile holds up to 256 hashes that follow each other on a
/// level; a level is eight heights of the tree, and a hash above is the root of a full tile below.
namespace kreislauf::ledger {

constexpr int tile_height = 8;
constexpr std::uint64_t tile_width = 256;

enum class TileKind { hashes, entries };

struct Tile {
  TileKind kind = TileKind::hashes;
  int level = 0;  ///< 0 to 7: more hashes than fit under the last do not fit into 64 bits; entries have level 0
  std::uint64_t number = 0;
  std::uint64_t width = tile_width;  ///< 1 to 256; less than 256 at the right of a tree only
  bool operator==(Tile const&) const = default;
};

/// `tile/0/x001/234.p/17`, `tile/entries/000`
std::string path_of(Tile const& tile);
/// Nothing unless the path is what `path_of` writes.
std::optional<Tile> tile_at(std::string_view path);

/// How many hashes of a level a tree of this size has, and how many of them are in one tile.
std::uint64_t hashes_on(int level, std::uint64_t size);
std::uint64_t width_in(std::uint64_t size, int level, std::uint64_t number);

/// Each entry behind its length in two bytes, the high one first. Entries have at most 65,535 bytes.
std::string bundle_of(std::span<std::string const> leaves);
std::optional<std::vector<std::string>> leaves_of(std::string_view bundle);

struct HashMissing : StoreError {
  using StoreError::StoreError;
};

/// Whole subtrees out of tiles; each tile is asked for once. Throws HashMissing.
class TileNodes {
 public:
  using Read = std::function<std::vector<Hash>(int level, std::uint64_t number)>;
  explicit TileNodes(Read read) : read_{std::move(read)} {}
  Hash operator()(Node node);

 private:
  Read read_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;
};

}  // namespace kreislauf::ledger
