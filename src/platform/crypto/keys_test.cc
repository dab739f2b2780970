#include "platform/crypto/keys.h"

#include <doctest/doctest.h>

#include "base/errors.h"

using namespace kreislauf;
using namespace kreislauf::crypto;

namespace {

std::string filled(std::size_t count, char first, int step) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(first + static_cast<int>(i) * step);
  return bytes;
}

MasterKeys const two{{1, std::string(32, 'a')}, {2, std::string(32, 'b')}};

}  // namespace

TEST_CASE("derived keys are those of RFC 5869, first test case, and cut at 32 bytes") {
  auto const key = std::string(22, '\x0b'), salt = filled(13, 0, 1), info = filled(10, '\xf0', 1);
  std::string hex;
  for (unsigned char const c : hkdf(key, salt, info)) {
    hex += "0123456789abcdef"[c >> 4];
    hex += "0123456789abcdef"[c & 15];
  }
  CHECK(hex == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

TEST_CASE("a key file is read line by line, and the reason never shows a key") {
  auto const text = written_keys(two);
  CHECK(read_keys(text).value() == two);
  CHECK(read_keys("# only words\n").error() == "there is no key in it");
  auto const secret = std::string(63, 'a');
  for (auto const& wrong :
       {"1 " + secret, "x " + secret + "a", std::string{"1"}, "0 " + secret + "a", "1 " + secret + "g"}) {
    auto const result = read_keys(wrong);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().starts_with("line 1 is no key"));
    CHECK(result.error().find("aaaa") == std::string::npos);
  }
  CHECK(read_keys(text + "2 " + secret + "a\n").error() == "line 4: key 2 is there twice");
}

TEST_CASE("each owner and each purpose has another key, and a new one leaves the old ones") {
  Keyring ring;
  CHECK_THROWS_AS(ring.newest(), StoreDenied);
  ring.take({{1, std::string(32, 'a')}});
  Keys const gescher{ring, "05554016"}, ahaus{ring, "05554004"};
  auto const before = gescher.mac("links", "7");
  CHECK(before != ahaus.mac("links", "7"));
  CHECK(before != gescher.mac("feeds", "7"));
  ring.take(two);
  CHECK(gescher.newest() == 2);
  CHECK(gescher.macs("links", "7") == std::vector<std::string>{gescher.mac("links", "7"), before});
  CHECK(gescher.mac("links", "7") != before);
}

TEST_CASE("what is sealed opens with its own key, for its own row, and unchanged only") {
  Keyring ring;
  ring.take({{1, std::string(32, 'a')}});
  SeededRandom random{3};
  Keys const keys{ring, "05554016"};
  auto const sealed = keys.seal("totp", "7", "GEZDGNBV", random);
  CHECK(sealed.find("GEZDGNBV") == std::string::npos);
  CHECK(sealed != keys.seal("totp", "7", "GEZDGNBV", random));
  ring.take(two);
  CHECK(sealed_by(sealed) == 1);
  CHECK(keys.open("totp", "7", sealed) == "GEZDGNBV");
  CHECK_FALSE(keys.open("totp", "8", sealed));
  CHECK_FALSE(keys.open("other", "7", sealed));
  CHECK_FALSE(Keys(ring, "05554004").open("totp", "7", sealed));
  for (std::size_t i = 3; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == '0' ? '1' : '0';
    CHECK_FALSE(keys.open("totp", "7", changed));
  }
  ring.take({{2, std::string(32, 'b')}});
  CHECK_FALSE(keys.open("totp", "7", sealed));
  for (auto const* other :
       {"", "GEZDGNBV", "k", "k1", "k1.", "k1.zz", "k1.0", "k1.0g", "k1.00\xff\xff", "k99999999.00", "kx.00"}) {
    CAPTURE(other);
    CHECK_FALSE(keys.open("totp", "7", other));
  }
  CHECK(sealed_by("GEZDGNBVGY3TQOJQ") == 0);
}
