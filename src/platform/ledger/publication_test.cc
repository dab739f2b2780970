#include "platform/ledger/publication.h"

#include <doctest/doctest.h>

#include "platform/ledger/growth.h"
#include "tests/support/ledger.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

TEST_CASE_FIXTURE(test::Ledger, "published ledger: from its files alone anybody comes to the signed root") {
  write(600);
  sealed();
  write(10);  // not yet
  auto const file = [&](std::string const& path) {
    return read([&](db::Connection& c) { return published(c, path); });
  };
  auto const head = open_head(file("checkpoint").value(), key()).value();
  CHECK(head.extent.size == 600);
  Growth tree;
  for (std::uint64_t number = 0; number < 3; ++number) {
    Tile tile{.number = number, .width = width_in(600, 0, number)};
    auto const hashes = file(path_of(tile)).value();
    tile.kind = TileKind::entries;
    auto const leaves = leaves_of(file(path_of(tile)).value()).value();
    REQUIRE(hashes.size() == leaves.size() * sizeof(Hash));
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      auto const hash = leaf_hash(leaves[i]);
      CHECK(hashes.substr(i * sizeof(Hash), sizeof(Hash)) == crypto::bytes_of(hash));
      tree.append(hash, [](Node, Hash const&) {});
    }
  }
  CHECK(tree.root() == head.extent.root);
  CHECK(file("tile/1/000.p/2").value().size() == 2 * sizeof(Hash));
  CHECK(file("tile/0/000.p/17") == file("tile/0/000").value().substr(0, 17 * sizeof(Hash)));
}

TEST_CASE_FIXTURE(test::Ledger, "published ledger: what is not sealed or not there is not published") {
  write(300);
  auto const is_there = [&](std::string const& path) {
    return read([&](db::Connection& c) { return published(c, path).has_value(); });
  };
  CHECK_FALSE(is_there("checkpoint"));
  CHECK_FALSE(is_there("tile/entries/000"));
  sealed();
  CHECK(is_there("tile/entries/001.p/44"));
  for (auto const* path : {"tile/entries/001.p/45", "tile/0/001", "tile/0/002.p/1", "tile/1/000.p/2", "tile/2/000.p/1",
                           "", "tile/0/000/", "checkpoint/", "tile/entries/001"})
    CHECK_FALSE(is_there(path));
}
