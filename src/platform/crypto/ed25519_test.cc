#include "platform/crypto/ed25519.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "platform/crypto/base64.h"
#include "platform/crypto/sha256.h"

using namespace kreislauf::crypto;

namespace {

std::string bytes(std::string_view hex) {
  auto const digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(16 * digit(hex[i]) + digit(hex[i + 1]));
  return out;
}

}  // namespace

TEST_CASE("Ed25519 signs as in RFC 8032, section 7.1, test 3") {
  SigningKey const key{bytes("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")};
  auto const text = bytes("af82");
  auto const signature = key.sign(text);
  CHECK(std::string(key.public_key().begin(), key.public_key().end()) ==
        bytes("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
  CHECK(signature == bytes("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                           "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
  CHECK(verifies(key.public_key(), text, signature));
  CHECK(SigningKey{key.seed()}.sign(text) == signature);
}

TEST_CASE("a signature of another text, key or length does not verify") {
  SeededRandom random{7};
  auto const key = SigningKey::make(random), other = SigningKey::make(random);
  auto signature = key.sign("Gescher");
  CHECK_FALSE(verifies(key.public_key(), "Gesche", signature));
  CHECK_FALSE(verifies(other.public_key(), "Gescher", signature));
  CHECK_FALSE(verifies(key.public_key(), "Gescher", signature.substr(1)));
  CHECK_FALSE(verifies(key.public_key(), "Gescher", ""));
  CHECK_FALSE(verifies(PublicKey{}, "Gescher", signature));
  signature[40] ^= 1;
  CHECK_FALSE(verifies(key.public_key(), "Gescher", signature));
  CHECK_THROWS_AS(SigningKey{"short"}, std::invalid_argument);
}

TEST_CASE("SHA-256 of pieces is that of the whole text") {
  auto const known = bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(bytes_of(sha256({"abc"})) == known);
  CHECK(bytes_of(sha256({"a", "", "bc"})) == known);
  CHECK(sha256({}) == sha256({""}));
}

TEST_CASE("strict base64 reads what base64 writes and nothing else") {
  for (std::string_view const text : {"", "a", "ab", "abc", "abcd"}) CHECK(strict_base64(base64(text)) == text);
  CHECK(base64("ab") == "YWI=");
  for (std::string_view const wrong : {"YWI", "YWJ=", "YW I", "YWI=\n", "YWI=YWI=", "Y===", "_-==", "===="})
    CHECK_FALSE(strict_base64(wrong));
}
