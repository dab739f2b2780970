#include "platform/crypto/chunks.h"

#include <doctest/doctest.h>

#include "platform/crypto/hashing.h"

using namespace kreislauf;
using namespace kreislauf::crypto;

TEST_CASE("pieces open only whole, in their place and with their end") {
  std::string const key(32, 'k');
  std::string sealed, out = "before";
  seal_chunk(key, 7, false, "Geburtsurkunde", sealed);
  CHECK(sealed.size() == 14 + chunk_tag);
  CHECK(open_chunk(key, 7, false, sealed, out));
  CHECK(out == "beforeGeburtsurkunde");
  out.clear();
  CHECK_FALSE(open_chunk(key, 8, false, sealed, out));
  CHECK_FALSE(open_chunk(key, 7, true, sealed, out));
  CHECK_FALSE(open_chunk(std::string(32, 'x'), 7, false, sealed, out));
  CHECK_FALSE(open_chunk(key, 7, false, std::string_view{sealed}.substr(1), out));
  CHECK_FALSE(open_chunk(key, 7, false, "short", out));
  CHECK(out.empty());
  std::string empty;
  seal_chunk(key, 0, true, "", empty);
  CHECK(open_chunk(key, 0, true, empty, out));
  CHECK(out.empty());
}

TEST_CASE("sealed bytes belong to what they are about") {
  SystemRandom random;
  std::string const key(32, 'k');
  auto const sealed = seal_bytes(key, "upload:1@0", "Text", random);
  CHECK(open_bytes(key, "upload:1@0", sealed) == "Text");
  CHECK_FALSE(open_bytes(key, "upload:1@4", sealed));
  CHECK(seal_bytes(key, "upload:1@0", "Text", random) != sealed);
}

TEST_CASE("a hash made in pieces is that of the whole, and its text reads back") {
  Hashing hashing;
  hashing.add("Geburts");
  hashing.add("");
  hashing.add("urkunde");
  auto const hash = hashing.finish();
  CHECK(hex_of(hash) == sha256_hex("Geburtsurkunde"));
  CHECK(hash_of(hex_of(hash)) == hash);
  CHECK_FALSE(hash_of("G" + hex_of(hash).substr(1)));
  CHECK_FALSE(hash_of("abc"));
}
