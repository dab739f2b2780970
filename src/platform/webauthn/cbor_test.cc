#include "platform/webauthn/cbor.h"

#include <doctest/doctest.h>

#include "platform/webauthn/authenticator_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::webauthn;
using namespace kreislauf::webauthn::test;
using Kind = Item::Kind;

namespace {

std::string why(std::string_view bytes) {
  auto const item = only_item(bytes);
  return item ? "fine" : std::string{name_of(item.error())};
}

}  // namespace

TEST_CASE("what CTAP2 writes is read") {
  auto const written = map({{number(1), number(-7)},
                            {text("ä"), list({bytes("\xff"), text(""), "\xf4", "\xf5", "\xf6"})},
                            {number(-1'000'000), number(9'000'000'000)}});
  auto const item = only_item(written).value();
  CHECK(item.at(1, Kind::number)->number == -7);
  CHECK(item.at(1, Kind::text) == nullptr);
  CHECK(item.at(2, Kind::number) == nullptr);
  CHECK(item.at(-1'000'000, Kind::number)->number == 9'000'000'000);
  auto const* const several = item.at("ä", Kind::array);
  REQUIRE(several != nullptr);
  REQUIRE(several->items.size() == 5);
  CHECK(several->items[0].text == "\xff");
  CHECK(several->items[3].number == 1);
  CHECK(several->items[4].is(Kind::null));
  std::string_view rest = "\x01\x02";
  CHECK(first_item(rest)->number == 1);
  CHECK(rest == "\x02");
}

TEST_CASE("each number has one way to be written") {
  for (std::int64_t const value : {0, 23, 24, 255, 256, 65535, 65536, -1, -24, -25, -256, -257}) {
    CHECK(only_item(number(value))->number == value);
  }
  CHECK(only_item(number(4'294'967'295))->number == 4'294'967'295);
  CHECK(only_item(number(4'294'967'296))->number == 4'294'967'296);
  CHECK(only_item("\x1b\x7f\xff\xff\xff\xff\xff\xff\xff"s)->number == 9'223'372'036'854'775'807);
  CHECK(only_item("\x3b\x7f\xff\xff\xff\xff\xff\xff\xff"s)->number == -9'223'372'036'854'775'807 - 1);
  CHECK(why("\x1b\x80\x00\x00\x00\x00\x00\x00\x00"s) == "not_canonical");
  CHECK(why("\x3b\xff\xff\xff\xff\xff\xff\xff\xff"s) == "not_canonical");
  for (auto const& longer :
       {"\x18\x17"s, "\x38\x17"s, "\x19\x00\xff"s, "\x1a\x00\x00\xff\xff"s, "\x1b\x00\x00\x00\x00\xff\xff\xff\xff"s,
        "\x58\x01x"s, "\x78\x01x"s, "\x59\x00\x01x"s, "\x98\x01\x01"s, "\xb8\x01\x01\x01"s, "\x99\x00\x00"s})
    CHECK(why(longer) == "not_canonical");
}

TEST_CASE("what authenticators do not write is refused") {
  // Indefinite lengths, their end, tags, fractions, undefined, other simple values, reserved ones.
  for (auto const& other : {"\x5f\x41x\xff"s, "\x7f\x61x\xff"s, "\x9f\x01\xff"s, "\xbf\x01\x01\xff"s, "\xff"s,
                            "\xc0\x61x"s, "\xd8\x18\x41x"s, "\xf9\x3c\x00"s, "\xfa\x3f\x80\x00\x00"s,
                            "\xfb\x3f\xf0\x00\x00\x00\x00\x00\x00"s, "\xf7"s, "\xe0"s, "\xf8\x20"s, "\x1c"s, "\x3e"s})
    CHECK(why(other) == "not_canonical");
  CHECK(why("\x61\xff"s) == "not_canonical");  // no UTF-8
  CHECK(why(map({{list({}), number(1)}})) == "not_canonical");
  CHECK(why(map({{"\xf6", number(1)}})) == "not_canonical");
  CHECK(why(map({{"\xf6", number(1)}, {"\xf6", number(1)}})) == "not_canonical");
}

TEST_CASE("a key stands once in its map") {
  CHECK(why(map({{number(1), number(1)}, {text("1"), number(1)}, {bytes("1"), number(1)}})) == "fine");
  CHECK(why(map({{number(1), number(1)}, {number(1), number(1)}})) == "key_twice");
  CHECK(why(map({{text("a"), number(1)}, {text("b"), number(1)}, {text("a"), number(1)}})) == "key_twice");
  CHECK(why(list({map({{number(1), map({{text("a"), number(1)}, {text("a"), number(1)}})}})})) == "key_twice");
  CHECK(why(list({map({{text("a"), number(1)}}), map({{text("a"), number(1)}})})) == "fine");
}

TEST_CASE("what is claimed costs nothing before it is there") {
  CHECK(why("") == "cut_off");
  for (auto const& claimed : {"\x5b\xff\xff\xff\xff\xff\xff\xff\xff"s, "\x7b\x7f\xff\xff\xff\xff\xff\xff\xff"s,
                              "\x9b\xff\xff\xff\xff\xff\xff\xff\xff"s, "\xbb\x00\x00\x00\x01\x00\x00\x00\x00"s,
                              "\x5a\xff\xff\xff\xff"s, "\x5b\xff\xff\xff\xff\xff\xff\xff\xf8x"s, "\x41"s, "\x19\x01"s})
    CHECK(why(claimed) == "cut_off");
  std::string six;
  for (int i = 0; i < 6; ++i) six += "\x81";
  CHECK(why(six + "\x01") == "fine");
  CHECK(why(six + "\x81\x01") == "too_deep");
  CHECK(why(std::string(100'000, '\x81')) == "too_deep");
  CHECK(why(list(std::vector<std::string>(255, number(1)))) == "fine");
  CHECK(why(list(std::vector<std::string>(256, number(1)))) == "too_deep");
  CHECK(why(number(1) + number(1)) == "left_over");
}
