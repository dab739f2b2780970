#include "platform/crypto/public_keys.h"

#include <doctest/doctest.h>

using namespace kreislauf::crypto;
using namespace std::string_literals;

TEST_CASE("a signature of ES256 is read from DER that has one way to be written") {
  auto const one = std::string(31, '\0') + "\x01", two = std::string(31, '\0') + "\x02";
  CHECK(es256_from_der("\x30\x06\x02\x01\x01\x02\x01\x02"s) == one + two);
  std::string const high(32, '\xff');
  CHECK(es256_from_der("\x30\x46\x02\x21\x00"s + high + "\x02\x21\x00"s + high) == high + high);
  CHECK_FALSE(es256_from_der(""));
  CHECK_FALSE(es256_from_der("\x30"s));
  CHECK_FALSE(es256_from_der("\x30\x06\x02\x01\x01\x02\x01"s));
  // Behind it, inside of it, without an end, a longer length, more zeros, a negative number, 33 bytes.
  CHECK_FALSE(es256_from_der("\x30\x06\x02\x01\x01\x02\x01\x02\x00"s));
  CHECK_FALSE(es256_from_der("\x30\x08\x02\x01\x01\x02\x01\x02\x05\x00"s));
  CHECK_FALSE(es256_from_der("\x30\x80\x02\x01\x01\x02\x01\x02\x00\x00"s));
  CHECK_FALSE(es256_from_der("\x30\x81\x06\x02\x01\x01\x02\x01\x02"s));
  CHECK_FALSE(es256_from_der("\x30\x07\x02\x02\x00\x01\x02\x01\x02"s));
  CHECK_FALSE(es256_from_der("\x30\x06\x02\x01\xff\x02\x01\x02"s));
  CHECK_FALSE(es256_from_der("\x30\x26\x02\x21\x01"s + high + "\x02\x01\x02"s));
  CHECK_FALSE(es256_from_der(std::string(100, '\x30')));
}
