#include <doctest/doctest.h>

#include "platform/geo/deflate.h"
#include "platform/geo/tile.h"

using namespace kreislauf::geo;

namespace {

constexpr TileId here{8595, 5662};

std::vector<Shape> some_shapes() {
  auto const o = origin_of(here);
  return {{Kind::water,
           "Teich",
           {{{o.x, o.y}, {o.x + 900, o.y}, {o.x, o.y + 900}},
            {{o.x + 9, o.y + 9}, {o.x + 30, o.y + 9}, {o.x + 9, o.y + 30}}}},
          {Kind::street, "Straße des 17. Juni", {{{o.x - 5000, o.y + 4}, {o.x + 9000, o.y + 4}}}},
          {Kind::street, "Straße des 17. Juni", {{{o.x, o.y}, {o.x, o.y + 1}}}},
          {Kind::bus_stop, "ساحة السوق", {{{o.x + 4095, o.y + 4095}}}},
          {Kind::entrance_step_free, "", {{{o.x, o.y}}}}};
}

}  // namespace

TEST_CASE("what a tile holds comes back as it was, each name stored once") {
  auto const bytes = encode(here, some_shapes());
  auto const read = decode(here, bytes);
  REQUIRE(read);
  CHECK(*read == some_shapes());
  CHECK(bytes.find("Juni") == bytes.rfind("Juni"));
  CHECK(decode(here, encode(here, {}))->empty());
}

TEST_CASE("a tile that is cut off, or of which a byte is another, is refused or read, and never more than that") {
  auto const bytes = encode(here, some_shapes());
  for (std::size_t i = 0; i < bytes.size(); ++i) CHECK_FALSE(decode(here, bytes.substr(0, i)));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      auto other = bytes;
      other[i] = static_cast<char>(other[i] ^ (1 << bit));
      if (auto const read = decode(here, other)) CHECK(read->size() <= bytes.size());
    }
  }
  CHECK_FALSE(decode(here, bytes + "x"));
  CHECK_FALSE(decode(here, "\x01\xFF\xFF\xFF\xFF\x0F"));  // four billion names
}

TEST_CASE("packing gives back exactly what was packed, or nothing") {
  std::string const text(10'000, 'a');
  auto const packed = deflated(text);
  CHECK(packed.size() < 100);
  CHECK(inflated(packed, text.size()) == text);
  CHECK_FALSE(inflated(packed, text.size() - 1));
  CHECK_FALSE(inflated(packed, text.size() + 1));
  CHECK_FALSE(inflated(packed.substr(0, 5), text.size()));
  CHECK_FALSE(inflated("no zlib", 3));
}
