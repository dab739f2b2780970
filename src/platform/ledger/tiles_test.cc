#include "platform/ledger/tiles.h"

#include <doctest/doctest.h>

#include "platform/ledger/growth.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

TEST_CASE("tiles of a ledger have the paths of C2SP tlog-tiles") {
  CHECK(path_of({.level = 0, .number = 1234, .width = 17}) == "tile/0/x001/234.p/17");
  CHECK(path_of({.level = 2, .number = 1234067}) == "tile/2/x001/x234/067");
  CHECK(path_of({.kind = TileKind::entries, .number = 0, .width = 1}) == "tile/entries/000.p/1");
  for (std::string const path :
       {"tile/0/x001/234.p/17", "tile/7/000", "tile/entries/x999/999.p/255", "tile/1/x001/000"}) {
    CAPTURE(path);
    REQUIRE(tile_at(path));
    CHECK(path_of(*tile_at(path)) == path);
  }
}

TEST_CASE("a path that is written in another way is none of a tile") {
  for (std::string_view const path : {"",
                                      "tile/",
                                      "tile/0",
                                      "tile/0/",
                                      "tile/00/000",
                                      "tile/0/0",
                                      "tile/0/1000",
                                      "tile/0/x000/001",
                                      "tile/0/001/002",
                                      "tile/0/000.p/0",
                                      "tile/0/000.p/256",
                                      "tile/0/000.p/01",
                                      "tile/0/000.p/",
                                      "tile/8/000",
                                      "tile/-1/000",
                                      "tile/entries/+01",
                                      "tile/0/../000",
                                      "/tile/0/000",
                                      "tile/0/000/",
                                      "tile/0/x001/23",
                                      "tile/0/x99999999999999999999999999999999/999"}) {
    CAPTURE(path);
    CHECK_FALSE(tile_at(path));
  }
}

TEST_CASE("a tree of 70,000 entries has the tiles of the example of C2SP") {
  CHECK(hashes_on(0, 70'000) / tile_width == 273);
  CHECK(width_in(70'000, 0, 272) == 256);
  CHECK(width_in(70'000, 0, 273) == 112);
  CHECK(width_in(70'000, 0, 274) == 0);
  CHECK(width_in(70'000, 1, 0) == 256);
  CHECK(width_in(70'000, 1, 1) == 17);
  CHECK(width_in(70'000, 2, 0) == 1);
  CHECK(width_in(70'000, 3, 0) == 0);
  CHECK(width_in(256, 0, 0) == 256);
  CHECK(width_in(256, 0, 1) == 0);
}

TEST_CASE("entries travel behind their length, and only so") {
  std::vector<std::string> const leaves{"", "a", std::string(65'535, 'x')};
  auto const bundle = bundle_of(leaves);
  CHECK(bundle.starts_with(std::string_view{"\0\0\0\1a\xFF\xFFx", 8}));
  CHECK(leaves_of(bundle) == leaves);
  CHECK_FALSE(leaves_of(std::string_view{bundle}.substr(0, bundle.size() - 1)));
  CHECK_FALSE(leaves_of("\1"));
}

TEST_CASE("all whole subtrees are found again in the tiles, each of which is read once") {
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles;
  std::map<Node, Hash> all;
  Growth growth;
  for (std::uint64_t i = 0; i < 70'000; ++i) {
    growth.append(leaf_hash(std::to_string(i)), [&](Node node, Hash const& hash) {
      if (node.index % 97 == 0 or node.height > 10) all[node] = hash;
      if (node.height % tile_height == 0) tiles[{node.height / tile_height, node.index / tile_width}].push_back(hash);
    });
  }
  int reads = 0;
  TileNodes nodes{[&](int level, std::uint64_t number) {
    ++reads;
    return tiles[{level, number}];
  }};
  for (auto const& [node, hash] : all) REQUIRE(nodes(node) == hash);
  CHECK(reads <= static_cast<int>(tiles.size()));
  CHECK(root_of(70'000, nodes) == growth.root());
  CHECK_THROWS_AS(nodes(Node{.height = 0, .index = 70'000}), HashMissing);
}
