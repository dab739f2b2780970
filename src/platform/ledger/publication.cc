#include "platform/ledger/publication.h"

#include "platform/ledger/store.h"

namespace kreislauf::ledger {

namespace {

std::string bundle_at(db::Connection& connection, Tile const& tile) {
  std::vector<std::string> leaves;
  for (auto& leaf : store::leaves(connection, tile.number * tile_width, tile.width))
    leaves.push_back(std::move(leaf.text));
  return bundle_of(leaves);
}

}  // namespace

std::optional<std::string> published(db::Connection& connection, std::string_view path) {
  if (path == "checkpoint") return store::newest_note(connection);
  auto const tile = tile_at(path);
  if (not tile) return std::nullopt;
  // Hashes are stored together with the head that covers them.
  auto const hashes = store::hashes(connection, tile->level, tile->number);
  if (hashes.size() < tile->width) return std::nullopt;
  if (tile->kind == TileKind::entries) return bundle_at(connection, *tile);
  std::string bytes;
  for (std::size_t i = 0; i < tile->width; ++i) bytes += crypto::bytes_of(hashes[i]);
  return bytes;
}

}  // namespace kreislauf::ledger
