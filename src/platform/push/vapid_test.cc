#include "platform/push/vapid.h"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/public_keys.h"

namespace kreislauf::push {

namespace {

bool verifies(std::string_view token, std::string_view point_in_base64url) {
  auto const point = crypto::strict_base64url(point_in_base64url).value();
  auto const key = crypto::VerifyingKey::p256(point.substr(1, 32), point.substr(33)).value();
  auto const dot = token.rfind('.');
  return key.verifies(crypto::SignedBy::es256, token.substr(0, dot),
                      crypto::strict_base64url(token.substr(dot + 1)).value());
}

}  // namespace

TEST_CASE("the token of the example in RFC 8292 § 2.4 is one by the eyes of this program") {
  constexpr std::string_view token =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9."
      "eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0"
      ".i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
  CHECK(verifies(token, "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"));
}

TEST_CASE("a push service learns which authority sends, and until when that holds") {
  crypto::SeededRandom random{3};
  Signer const signer{crypto::P256Key::make(random), "https://gescher.example"};
  auto const now = parse_iso_utc("2026-11-23T08:30:00Z");
  auto const field = authorization(signer, "https://push.example", now);
  REQUIRE(field.starts_with("vapid t="));
  auto const comma = field.find(", k=");
  auto const token = field.substr(8, comma - 8), key = field.substr(comma + 4);
  CHECK(key == crypto::base64url(signer.key.point()));
  CHECK(verifies(token, key));
  auto const parts = text::split(token, '.');
  REQUIRE(parts.size() == 3);
  CHECK(crypto::strict_base64url(parts[0]) == R"({"typ":"JWT","alg":"ES256"})");
  auto const claims = boost::json::parse(crypto::strict_base64url(parts[1]).value()).as_object();
  CHECK(claims.at("aud") == "https://push.example");
  CHECK(claims.at("sub") == "https://gescher.example");
  auto const seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  CHECK(claims.at("exp").as_int64() == seconds + 12 * 3600);
}

TEST_CASE("a key comes back from its number, and no number beside the curve is one") {
  crypto::SeededRandom random{4};
  auto const made = crypto::P256Key::make(random), other = crypto::P256Key::make(random);
  CHECK(crypto::P256Key::from(made.secret())->point() == made.point());
  CHECK(made.agree(other.point()) == other.agree(made.point()));
  CHECK_FALSE(crypto::P256Key::from(std::string(32, '\0')));
  CHECK_FALSE(crypto::P256Key::from(std::string(32, '\xff')));
  CHECK_FALSE(crypto::P256Key::from("short"));
  CHECK_FALSE(made.agree("\x04" + std::string(64, 'a')));
}

}  // namespace kreislauf::push
