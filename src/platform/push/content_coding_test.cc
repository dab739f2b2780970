#include "platform/push/content_coding.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "platform/crypto/base64.h"
#include "platform/crypto/gcm.h"
#include "platform/crypto/keys.h"

namespace kreislauf::push {

namespace {

std::string bytes(std::string_view text) { return crypto::strict_base64url(text).value(); }

constexpr std::string_view reader_point =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
constexpr std::string_view reader_secret = "BTBZMqHH6r4Tts7J_aSIgg";

}  // namespace

TEST_CASE("the example of RFC 8188 § 3.1 comes out to the bit") {
  auto const made = coded(bytes("yqdlZ-tYemfogSmv7Ws5PQ"), bytes("I1BsxtFttlv3u_Oo94xnmw"), "", "I am the walrus", 0);
  CHECK(crypto::base64url(made) == "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg");
}

TEST_CASE("the example of RFC 8291 § 5 comes out to the bit") {
  auto const reader = reader_in(bytes(reader_point), bytes(reader_secret));
  REQUIRE(reader);
  auto const key = crypto::P256Key::from(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
  REQUIRE(key);
  auto const made =
      encrypted(*reader, "When I grow up, I want to be a watermelon", {*key, bytes("DGv6ra1nlYgDCS1FRnbzlw")}, 0);
  CHECK(crypto::base64url(made) ==
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru"
        "3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
}

TEST_CASE("two messages of any length look the same to who carries them, and never are") {
  auto const reader = reader_in(bytes(reader_point), bytes(reader_secret)).value();
  crypto::SeededRandom random{7};
  auto const one = encrypted(reader, "Kurz", random), other = encrypted(reader, std::string(900, 'x'), random);
  CHECK(one.size() == other.size());
  CHECK(one != encrypted(reader, "Kurz", random));
  CHECK_THROWS_AS(encrypted(reader, std::string(4'080, 'x'), random), std::invalid_argument);
}

TEST_CASE("the keys of a browser are looked at before anything is made for them") {
  auto const point = bytes(reader_point), secret = bytes(reader_secret);
  auto beside = point;
  beside.back() = static_cast<char>(beside.back() ^ 1);
  CHECK_FALSE(reader_in(beside, secret));
  CHECK_FALSE(reader_in(point.substr(1), secret));
  CHECK_FALSE(reader_in("\x02" + point.substr(1), secret));
  CHECK_FALSE(reader_in(point, secret + "x"));
  CHECK_FALSE(reader_in("", ""));
}

}  // namespace kreislauf::push
