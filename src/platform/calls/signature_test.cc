#include "platform/calls/signature.h"

#include <doctest/doctest.h>

#include "platform/crypto/crypto.h"

using namespace kreislauf;
using namespace kreislauf::calls;

namespace {

std::string signature_of(ToSign const& what, Credentials const& credentials, char const* at) {
  for (auto const& [name, value] : signed_fields(what, credentials, parse_iso_utc(at))) {
    if (name == "authorization") return value.substr(value.find("Signature=") + 10);
  }
  return {};
}

}  // namespace

// The four published examples (AWS, "Authenticating Requests: Using the Authorization Header"), and one of our own; all
// five were computed by an independent program of 15 lines (Python's hmac and urllib.parse) with the same result.
TEST_CASE("the published examples of Signature Version 4 come out") {
  Credentials const keys{.key_id = "AKIAIOSFODNN7EXAMPLE", .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
  auto const* at = "2013-05-24T00:00:00Z";
  auto const host = std::string{"examplebucket.s3.amazonaws.com"}, nothing = crypto::sha256_hex("");
  CHECK(signature_of({.method = "GET",
                      .host = host,
                      .path = "/test.txt",
                      .fields = {{"range", "bytes=0-9"}},
                      .payload_hash = nothing},
                     keys, at) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  CHECK(signature_of(
            {.method = "PUT",
             .host = host,
             .path = "/test%24file.text",
             .fields = {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
             .payload_hash = crypto::sha256_hex("Welcome to Amazon S3.")},
            keys, at) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  CHECK(
      signature_of({.method = "GET", .host = host, .path = "/", .query = {{"lifecycle", ""}}, .payload_hash = nothing},
                   keys, at) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  CHECK(signature_of({.method = "GET",
                      .host = host,
                      .path = "/",
                      .query = {{"prefix", "J"}, {"max-keys", "2"}},
                      .payload_hash = nothing},
                     keys, at) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  Credentials const own{.key_id = "K1", .secret = "geheim", .region = "eu-central-1"};
  CHECK(signature_of({.method = "POST",
                      .host = "speicher.example:9000",
                      .path = "/akte/" + encoded("a/ü b", true),
                      .query = {{"x", "ä /+"}, {"uploads", ""}},
                      .fields = {{"if-none-match", "*"}},
                      .payload_hash = "UNSIGNED-PAYLOAD"},
                     own,
                     "2026-11-29T05:30:00Z") == "4afdf02a4a22d7c599684e297c06edbe51dacf1b47c737d2105db38fcd6e72d5");
}

TEST_CASE("the secret of a storage is in no field that is sent") {
  Credentials const keys{.key_id = "K1", .secret = "sehr-geheim"};
  for (auto const& [name, value] :
       signed_fields({.method = "GET", .host = "h", .path = "/", .payload_hash = "x"}, keys, Instant{}))
    CHECK(value.find("sehr-geheim") == std::string::npos);
}
