#include "platform/crypto/jose.h"

#include <doctest/doctest.h>

#include <set>

#include "base/text.h"
#include "platform/crypto/gcm.h"

using namespace kreislauf;
using namespace kreislauf::crypto;

namespace {

constexpr int bits = 2048;  // as small as is honest: a key is made for each run

jose::Jwk const& ours() {
  static jose::Jwk const one{"our-key", RsaKey::make(bits)};
  return one;
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
  auto const at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

}  // namespace

TEST_CASE("AES-256-GCM gives what NIST has published (SP 800-38D, test case 16 of McGrew and Viega)") {
  auto const bytes = [](std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2)
      out += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return out;
  };
  auto const key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  auto const iv = bytes("cafebabefacedbaddecaf888");
  auto const beside = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  auto const text = bytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657"
      "ba"
      "637b39");
  auto const sealed = gcm::seal(key, iv, beside, text);
  CHECK(sealed.text == bytes("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b105"
                             "6828838c5f61e6393ba7a0abcc9f662"));
  CHECK(sealed.tag == bytes("76fc6ece0f4e1768cddf8853bb2d551b"));
  CHECK(gcm::open(key, iv, beside, sealed) == text);
  CHECK_FALSE(gcm::open(key, iv, "something else", sealed));
}

TEST_CASE("what is encrypted for a key is read with that key alone, and not when one sign was changed") {
  SeededRandom random{1};
  auto const compact = jose::encrypted(ours(), "Erika Mustermann", "application/json", random);
  CHECK(jose::decrypted(ours().key, compact) == "Erika Mustermann");
  CHECK_FALSE(jose::decrypted(RsaKey::make(bits), compact));
  CHECK(text::split(compact, '.').back() == jose::tag_of(compact));
  for (std::size_t const part : {0U, 1U, 2U, 3U, 4U}) {
    auto changed = compact;
    std::size_t at = 0;
    for (std::size_t i = 0; i < part; ++i) at = changed.find('.', at) + 1;
    changed[at + 2] = changed[at + 2] == 'A' ? 'B' : 'A';
    CAPTURE(part);
    CHECK_FALSE(jose::decrypted(ours().key, changed));
  }
  CHECK(jose::encrypted(ours(), "Erika Mustermann", "application/json", random) != compact);
}

TEST_CASE("a signed token is read in one way only") {
  auto const token = jose::signed_token(ours(), R"({"iss":"we"})", "secevent+jwt");
  auto const read = jose::read_token(token, "secevent+jwt");
  REQUIRE(read);
  CHECK(read->kid == "our-key");
  CHECK(read->payload == R"({"iss":"we"})");
  CHECK(ours().key.verifies(read->signed_part, read->signature));
  CHECK_FALSE(RsaKey::make(bits).verifies(read->signed_part, read->signature));
  CHECK_FALSE(jose::read_token(token, "at+jwt"));
  CHECK_FALSE(jose::read_token(token + ".", "secevent+jwt"));
  CHECK_FALSE(jose::read_token(token + "=", "secevent+jwt"));
  auto const head = [&](std::string_view json) { return jose::base64url(json) + token.substr(token.find('.')); };
  CHECK(jose::read_token(head(R"({"alg":"PS512","typ":"secevent+jwt","kid":"our-key"})"), "secevent+jwt"));
  for (auto const* json :
       {R"({"alg":"none","typ":"secevent+jwt","kid":"our-key"})",
        R"({"alg":"HS512","typ":"secevent+jwt","kid":"our-key"})",
        R"({"alg":"RS512","typ":"secevent+jwt","kid":"our-key"})",
        R"({"alg":"PS512","typ":"secevent+jwt","kid":"our-key","crit":["b64"]})",
        R"({"alg":"PS512","typ":"secevent+jwt"})", R"({"alg":["PS512"],"typ":"secevent+jwt","kid":"k"})"}) {
    CAPTURE(json);
    CHECK_FALSE(jose::read_token(head(json), "secevent+jwt"));
  }
}

TEST_CASE("a public key is taken for what it was made for and nothing else") {
  auto const written = jose::written_jwk(ours(), jose::Use::wrap);
  auto const read = jose::read_jwk(written, jose::Use::wrap, bits);
  REQUIRE(read);
  CHECK(read->kid == "our-key");
  CHECK(read->key.modulus() == ours().key.modulus());
  CHECK(jose::read_jwk(written, jose::Use::wrap, 4096).error() == "the key has 2048 bits, it must have 4096 at least");
  CHECK_FALSE(jose::read_jwk(written, jose::Use::verify, bits));
  CHECK_FALSE(jose::read_jwk(with(written, "wrapKey", "encrypt"), jose::Use::wrap, bits));
  CHECK_FALSE(jose::read_jwk(with(written, R"(["wrapKey"])", R"(["wrapKey","verify"])"), jose::Use::wrap, bits));
  CHECK_FALSE(jose::read_jwk(with(written, "RSA-OAEP-256", "RSA-OAEP"), jose::Use::wrap, bits));
  CHECK_FALSE(
      jose::read_jwk(with(written, R"("kid":"our-key")", R"("kid":"our-key","d":"AQAB")"), jose::Use::wrap, bits));
  CHECK_FALSE(jose::read_jwk(with(written, R"("e":"AQAB")", R"("e":"AQ")"), jose::Use::wrap, bits));
  CHECK_FALSE(jose::read_jwk("[]", jose::Use::wrap, bits));
  auto const set = R"({"keys":[)" + jose::written_jwk(ours(), jose::Use::verify) + "]}";
  CHECK(jose::read_jwk_of_set(set, "our-key", jose::Use::verify, bits));
  CHECK_FALSE(jose::read_jwk_of_set(set, "another", jose::Use::verify, bits));
}
