#include "platform/crypto/crypto.h"

#include <doctest/doctest.h>

#include <set>

#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"

using namespace kreislauf;

namespace {

Instant second(std::int64_t number) { return Instant{std::chrono::seconds{number}}; }

}  // namespace

TEST_CASE("one-time codes are those of RFC 6238, appendix B") {
  std::string const secret = "12345678901234567890";
  for (auto const& [moment, code] : {std::pair{59LL, "94287082"}, std::pair{1111111109LL, "07081804"},
                                     std::pair{1111111111LL, "14050471"}, std::pair{1234567890LL, "89005924"},
                                     std::pair{2000000000LL, "69279037"}, std::pair{20000000000LL, "65353130"}}) {
    CHECK(crypto::totp_code(secret, crypto::totp_step(second(moment)), 8) == code);
    CHECK(crypto::totp_code(secret, crypto::totp_step(second(moment))) == std::string{code}.substr(2));
  }
}

TEST_CASE("a code is good in its own half minute and the two beside it, and once") {
  std::string const secret = "12345678901234567890";
  auto const now = second(1234567890);
  auto const step = crypto::totp_step(now);
  auto const code = crypto::totp_code(secret, step);
  CHECK(crypto::totp_match(secret, code, now, 0) == step);
  CHECK(crypto::totp_match(secret, code, now + std::chrono::seconds{30}, 0) == step);
  CHECK(crypto::totp_match(secret, code, now - std::chrono::seconds{30}, 0) == step);
  CHECK_FALSE(crypto::totp_match(secret, code, now + std::chrono::seconds{60}, 0));
  CHECK_FALSE(crypto::totp_match(secret, code, now - std::chrono::seconds{60}, 0));
  CHECK_FALSE(crypto::totp_match(secret, code, now, step));  // used
  CHECK_FALSE(crypto::totp_match(secret, "", now, 0));
}

TEST_CASE("base32 is that of RFC 4648, section 10") {
  for (auto const& [plain, coded] :
       {std::pair{"", ""}, std::pair{"f", "MY"}, std::pair{"fo", "MZXQ"}, std::pair{"foo", "MZXW6"},
        std::pair{"foob", "MZXW6YQ"}, std::pair{"fooba", "MZXW6YTB"}, std::pair{"foobar", "MZXW6YTBOI"}}) {
    CHECK(crypto::base32(plain) == coded);
    CHECK(crypto::base32_decoded(coded) == plain);
  }
  CHECK(crypto::base32_decoded("mzxw 6ytb oi==") == "foobar");
  CHECK_FALSE(crypto::base32_decoded("M1"));
}

TEST_CASE("a password is kept as Argon2id with a salt of its own") {
  auto const hash = crypto::hash_password("eine lange Zeile");
  CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  CHECK(hash != crypto::hash_password("eine lange Zeile"));
  CHECK(crypto::password_fits(hash, "eine lange Zeile"));
  CHECK_FALSE(crypto::password_fits(hash, "eine lange Zeile "));
  CHECK_FALSE(crypto::password_fits("", "eine lange Zeile"));
  CHECK_FALSE(crypto::password_fits(crypto::nobodys_password(), ""));
  CHECK(crypto::nobodys_password().starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));  // costs the same time
}

TEST_CASE("what is typed once has the form people can type") {
  crypto::SeededRandom random{7};
  auto const password = crypto::one_time_password(random);
  CHECK(password.size() == 19);
  CHECK(password.find_first_of("il1o0") == std::string::npos);
  auto const code = crypto::digits(random, 8);
  CHECK(code.size() == 8);
  CHECK(code.find_first_not_of("0123456789") == std::string::npos);
}
