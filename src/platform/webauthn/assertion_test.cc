#include <doctest/doctest.h>

#include "platform/webauthn/authenticator_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::webauthn;
using namespace kreislauf::webauthn::test;

namespace {

/// Numbers of 32 bytes: `a - b`.
std::string minus(std::string const& a, std::string const& b) {
  std::string out(32, '\0');
  int borrowed = 0;
  for (std::size_t i = 32; i-- > 0;) {
    int const digit = static_cast<unsigned char>(a[i]) - static_cast<unsigned char>(b[i]) - borrowed;
    borrowed = digit < 0 ? 1 : 0;
    out[i] = static_cast<char>(digit & 255);
  }
  return out;
}
/// How many points P-256 has (SEC 2, 2.4.2).
std::string const order =
    "\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51"s;

/// Both numbers of a signature, read from DER.
std::pair<std::string, std::string> numbers(std::string const& der) {
  auto const numbers = *crypto::es256_from_der(der);
  return {numbers.substr(0, 32), numbers.substr(32)};
}

}  // namespace

TEST_CASE_FIXTURE(Passkey, "a login is by the passkey that was looked up, of its account") {
  CHECK(logged_in() == "fine");
  auto const other = crypto::base64url("passkey-of-other");
  CHECK(logged_in({.message = [&](json::object& message) {
          message["id"] = other;
          message["rawId"] = other;
        }}) == "credential_wrong");
  CHECK(logged_in({.response = set("userHandle", "b3RoZXI")}) == "user_wrong");
  CHECK(logged_in({.response = set("userHandle", json::string{crypto::base64url(std::string(65, 'x'))})}) ==
        "too_long");
  CHECK(logged_in({.response = set("userHandle", "")}) == "unreadable");
  CHECK(logged_in({.response = set("userHandle", 5)}) == "unreadable");
  // Nobody was named before: then the authenticator says who it is.
  CHECK(logged_in({.response = without("userHandle")}) == "user_unnamed");
  CHECK(logged_in({.response = set("userHandle", nullptr)}) == "user_unnamed");
  owner.named_before = true;
  CHECK(logged_in({.response = without("userHandle")}) == "fine");
  CHECK(logged_in({.response = set("userHandle", nullptr)}) == "fine");
  CHECK(logged_in({.response = set("userHandle", "b3RoZXI")}) == "user_wrong");
}

TEST_CASE_FIXTURE(Passkey, "a passkey that was never kept opens nothing") {
  CHECK(logged_in() == "fine");
  stored = Credential{};
  CHECK(logged_in() == "credential_wrong");
  device.id = "";
  CHECK(logged_in() == "credential_id_unusable");
  device.id = Device{}.id;
  stored->id = device.id;
  stored->backup_eligible = true;
  CHECK(logged_in() == "cut_off");
}

TEST_CASE_FIXTURE(Passkey, "a login brings no key along") {
  CHECK(logged_in() == "fine");
  auto const brings = [&](std::string& data) {
    data[32] = static_cast<char>(static_cast<unsigned char>(data[32]) | at);
    data += device.aaguid + "\x00\x10"s + device.id + cose(Algorithm::es256);
  };
  CHECK(logged_in({.data = brings}) == "credential_unexpected");
}

TEST_CASE_FIXTURE(Passkey, "the key that was kept verifies, no other and by no other algorithm") {
  CHECK(logged_in() == "fine");
  device.ec_pem = other_ec_pem;
  CHECK(logged_in() == "signature_wrong");
  device.ec_pem = oidc::test::ec_pem;
  for (auto const other : {Algorithm::eddsa, Algorithm::rs256}) {
    device.algorithm = other;
    CHECK(logged_in() == "signature_wrong");
    device.algorithm = Algorithm::es256;
    stored->key = cose(other);
    CHECK(logged_in() == "signature_wrong");
    stored->key = cose(Algorithm::es256);
    CHECK(logged_in() == "fine");
  }
  // A key of RSA that was kept as one of ES256.
  stored->key = cose(Algorithm::rs256);
  replace(number(3) + number(-257), number(3) + number(-7))(stored->key);
  CHECK(logged_in() == "key_unfit");
}

TEST_CASE_FIXTURE(Passkey, "each bit counts: of authenticator data, client data, signature and key") {
  for (auto const algorithm : offered) {
    device.algorithm = algorithm;
    stored.reset();
    std::size_t data_length = 0;
    std::string signature;  // one of them: those of ES256 differ each time
    CHECK(logged_in({.sent_data = [&](std::string& data) { data_length = data.size(); },
                     .signature = [&](std::string& made) { signature = made; }}) == "fine");
    for (std::size_t bit = 0; bit < 8 * data_length; ++bit) CHECK(logged_in({.sent_data = flip(bit)}) != "fine");
    CHECK(logged_in({.signature = put(signature)}) == "fine");
    // Those of RSA are long and slow to check: every 13th.
    std::size_t const step = algorithm == Algorithm::rs256 ? 13 : 1;
    for (std::size_t bit = 0; bit < 8 * signature.size(); bit += step) {
      auto other = signature;
      flip(bit)(other);
      CHECK(logged_in({.signature = put(other)}) == "signature_wrong");
    }
    for (std::size_t i = 0; i < signature.size(); i += step)
      CHECK(logged_in({.signature = put(signature.substr(0, i))}) == "signature_wrong");
    CHECK(logged_in({.signature = append("\0"s)}) == "signature_wrong");
    // What was signed is the text as it came: a blank more is another one.
    CHECK(logged_in({.response = [](json::object& response) {
            auto client = decoded(std::string{response["clientDataJSON"].as_string()});
            client.insert(1, " ");
            response["clientDataJSON"] = crypto::base64url(client);
          }}) == "signature_wrong");
  }
}

TEST_CASE_FIXTURE(Passkey, "each bit of a key that was kept counts") {
  for (auto const algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    device.algorithm = algorithm;
    stored.reset();
    CHECK(logged_in() == "fine");
    auto const good = stored->key;
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
      stored->key = good;
      flip(bit)(stored->key);
      CHECK(logged_in() != "fine");
    }
    for (std::size_t i = 0; i < good.size(); ++i) {
      stored->key = good.substr(0, i);
      CHECK(logged_in() == "cut_off");
    }
    stored->key = good + "x";
    CHECK(logged_in() == "left_over");
  }
}

TEST_CASE_FIXTURE(Passkey, "a signature of ES256 is written in one way") {
  CHECK(logged_in() == "fine");
  auto const respelt = [&](std::function<std::string(std::string, std::string)> const& spell) {
    return logged_in({.signature = [&](std::string& der) {
      auto const [r, s] = numbers(der);
      der = spell(r, s);
    }});
  };
  auto const body = [](std::string const& r, std::string const& s) { return der_number(r) + der_number(s); };
  auto const sized = [](std::string const& head, std::string const& rest) {
    return head + static_cast<char>(rest.size()) + rest;
  };
  CHECK(respelt([&](auto r, auto s) { return sized("\x30", body(r, s)); }) == "fine");
  // Plain, as RFC 7518 has it; longer heads; more zeros; a negative number; more behind it; another kind.
  CHECK(respelt([&](auto r, auto s) { return r + s; }) == "signature_wrong");
  CHECK(respelt([&](auto r, auto s) { return sized("\x30\x81", body(r, s)); }) == "signature_wrong");
  CHECK(respelt([&](auto r, auto s) { return "\x30\x80"s + body(r, s) + "\0\0"s; }) == "signature_wrong");
  CHECK(respelt([&](auto r, auto s) { return sized("\x30", sized("\x02", "\0\0"s + r) + der_number(s)); }) ==
        "signature_wrong");
  CHECK(respelt([&](auto r, auto s) { return sized("\x30", body(r, s) + "\x05\0"s); }) == "signature_wrong");
  CHECK(respelt([&](auto r, auto s) { return sized("\x31", body(r, s)); }) == "signature_wrong");
  CHECK(respelt([&](auto r, auto s) { return sized("\x30", body(s, r)); }) == "signature_wrong");
  std::string const zero(32, '\0');
  CHECK(respelt([&](auto, auto) { return sized("\x30", body(zero, zero)); }) == "signature_wrong");
  CHECK(respelt([&](auto r, auto) { return sized("\x30", body(r, zero)); }) == "signature_wrong");
  CHECK(respelt([&](auto, auto) { return sized("\x30", body(order, order)); }) == "signature_wrong");
  // ECDSA has two signatures for each: the standard takes both, and which it was nobody keeps. What makes a second use
  // of an answer worth nothing is the challenge.
  CHECK(respelt([&](auto r, auto s) { return sized("\x30", body(r, minus(order, s))); }) == "fine");
}

TEST_CASE_FIXTURE(Passkey, "a counter rises, or does not count at all") {
  auto const from_to = [&](std::uint32_t before, std::uint32_t now) {
    stored = made().value();
    stored->counter = before;
    device.counter = now;
    auto result = logged_in();
    device.counter = 0;
    return result;
  };
  CHECK(from_to(0, 0) == "fine");
  CHECK(from_to(0, 1) == "fine");
  CHECK(from_to(5, 6) == "fine");
  CHECK(from_to(5, 0xffff'ffff) == "fine");
  CHECK(from_to(5, 5) == "copied");
  CHECK(from_to(5, 4) == "copied");
  CHECK(from_to(5, 0) == "copied");
  CHECK(from_to(0xffff'ffff, 0) == "copied");
  stored = made().value();
  device.counter = 7;
  device.flags = up | uv | be;
  CHECK(proven()->counter == 7);
  CHECK_FALSE(proven()->backed_up);
  // What nobody has signed says nothing of a copy.
  stored->counter = 9;
  CHECK(logged_in({.signature = flip(80)}) == "signature_wrong");
}

TEST_CASE_FIXTURE(Passkey, "whether a passkey can be on several devices does not change") {
  CHECK(logged_in() == "fine");
  stored->backup_eligible = false;
  CHECK(logged_in() == "eligibility_changed");
  device.flags = up | uv;
  CHECK(logged_in() == "fine");
  stored->backup_eligible = true;
  CHECK(logged_in() == "eligibility_changed");
}
