#include <doctest/doctest.h>

#include "platform/webauthn/authenticator_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::webauthn;
using namespace kreislauf::webauthn::test;

namespace {

/// Where the attested data begin: aaguid, length, id, key.
constexpr std::size_t attested = 37;

std::string ec_key(std::string const& kind, std::string const& algorithm, std::string const& curve,
                   std::string const& x, std::string const& y) {
  return map({{number(1), kind}, {number(3), algorithm}, {number(-1), curve}, {number(-2), x}, {number(-3), y}});
}

}  // namespace

TEST_CASE_FIXTURE(Passkey, "a registration brings its key along, under the id that the browser names") {
  CHECK(registered() == "fine");
  // A key that is not announced is a remainder; without it there is nothing to keep.
  CHECK(registered({.data = flip(32 * 8 + 6)}) == "left_over");
  auto const nothing = [](std::string& data) {
    data.resize(attested);
    data[32] = static_cast<char>(up | uv | be | bs);
  };
  CHECK(registered({.data = nothing}) == "credential_missing");
  auto const other = crypto::base64url("passkey-of-other");
  CHECK(registered({.message = [&](json::object& message) {
          message["id"] = other;
          message["rawId"] = other;
        }}) == "id_differs");
  CHECK(registered({.data = replace("passkey-of-erika", "passkey-of-other")}) == "id_differs");
  CHECK(registered({.data = replace("\x00\x10passkey-of-erika"s, "\x00\x00"s)}) == "credential_id_unusable");
  device.id.resize(1023, 'x');
  CHECK(registered() == "fine");
  device.id.resize(1024, 'x');
  CHECK(registered() == "too_long");
  // The length inside is looked at by itself.
  device.id.resize(1023);
  CHECK(registered({.data = replace("\x03\xff"s, "\x04\x00"s)}) == "credential_id_unusable");
  CHECK(registered({.data = replace("\x03\xff"s, "\xff\xff"s)}) == "credential_id_unusable");
}

TEST_CASE_FIXTURE(Passkey, "a key is of the kind that its algorithm asks for, on its curve, strong enough") {
  auto const x = bytes(decoded(oidc::test::ec_x)), y = bytes(decoded(oidc::test::ec_y));
  auto const of = [&](std::string const& key) { return registered({.key = put(key)}); };
  CHECK(of(ec_key(number(2), number(-7), number(1), x, y)) == "fine");
  // Algorithms that were not offered.
  for (auto const other : {0, -35, -36, -37, -38, -39, -47, -65535, -9, 7, 257}) {
    CHECK(of(ec_key(number(2), number(other), number(1), x, y)) == "algorithm_unknown");
  }
  // Confused: key of one kind, algorithm of another.
  CHECK(of(ec_key(number(2), number(-257), number(1), x, y)) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-8), number(1), x, y)) == "key_unfit");
  CHECK(of(ec_key(number(3), number(-7), number(1), x, y)) == "key_unfit");
  CHECK(of(ec_key(number(4), number(-7), number(1), x, y)) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(2), x, y)) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(8), x, y)) == "key_unfit");
  auto rsa = cose(Algorithm::rs256);
  CHECK(of(rsa) == "fine");
  auto confused = rsa;
  replace(number(3) + number(-257), number(3) + number(-7))(confused);
  CHECK(of(confused) == "key_unfit");
  // Points that are none: beside the curve, at infinity, compressed, cut, longer than the field.
  CHECK(of(ec_key(number(2), number(-7), number(1), x, x)) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(1), bytes(std::string(32, '\0')), bytes(std::string(32, '\0')))) ==
        "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(1), x, "\xf5")) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(1), x, bytes(decoded(oidc::test::ec_y).substr(1)))) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(1), bytes("\0"s + decoded(oidc::test::ec_x)), y)) == "key_unfit");
  CHECK(of(ec_key(number(2), number(-7), number(1), bytes(std::string(32, '\xff')), y)) == "key_unfit");
  for (std::size_t bit = 0; bit < 2 * 32 * 8; ++bit) {
    auto points = decoded(oidc::test::ec_x) + decoded(oidc::test::ec_y);
    flip(bit)(points);
    CHECK(of(ec_key(number(2), number(-7), number(1), bytes(points.substr(0, 32)), bytes(points.substr(32)))) ==
          "key_unfit");
  }
}

TEST_CASE_FIXTURE(Passkey, "keys of RSA are long enough, those of Ed25519 a point that somebody can hold") {
  auto const of = [&](std::string const& key) { return registered({.key = put(key)}); };
  auto const rsa = [&](std::string const& modulus, std::string const& exponent) {
    return of(map({{number(1), number(3)},
                   {number(3), number(-257)},
                   {number(-1), bytes(modulus)},
                   {number(-2), bytes(exponent)}}));
  };
  auto const modulus = decoded(oidc::test::rsa_modulus);
  CHECK(rsa(modulus, "\x01\x00\x01"s) == "fine");
  CHECK(rsa(modulus.substr(0, 128), "\x01\x00\x01"s) == "key_unfit");
  CHECK(rsa(std::string(128, '\0') + modulus.substr(128), "\x01\x00\x01"s) == "key_unfit");
  CHECK(rsa(modulus + modulus, "\x01\x00\x01"s) == "fine");
  CHECK(rsa(modulus + modulus + modulus + modulus, "\x01\x00\x01"s) == "key_unfit");
  CHECK(rsa(modulus, "\x01") == "key_unfit");
  CHECK(rsa(modulus, "\x02") == "key_unfit");
  CHECK(rsa(modulus, "") == "key_unfit");
  auto const ed25519 = [&](std::string const& point, int curve = 6) {
    return of(map(
        {{number(1), number(1)}, {number(3), number(-8)}, {number(-1), number(curve)}, {number(-2), bytes(point)}}));
  };
  auto const key = crypto::SigningKey{std::string(32, 's')}.public_key();
  std::string const point{reinterpret_cast<char const*>(key.data()), key.size()};
  CHECK(ed25519(point) == "fine");
  CHECK(ed25519(point, 4) == "key_unfit");
  CHECK(ed25519(point, 7) == "key_unfit");
  CHECK(ed25519(point.substr(1)) == "key_unfit");
  CHECK(ed25519(point + "x") == "key_unfit");
  CHECK(ed25519("\x01"s + std::string(31, '\0')) == "key_unfit");  // of small order: any signature would do
  CHECK(ed25519(std::string(32, '\0')) == "key_unfit");
  CHECK(ed25519(std::string(31, '\xff') + "\x7f") == "key_unfit");  // not reduced
}

TEST_CASE_FIXTURE(Passkey, "a key holds what it must and nothing else") {
  auto const key = cose(Algorithm::es256);
  auto const of = [&](std::string const& changed) { return registered({.key = put(changed)}); };
  CHECK(of(key) == "fine");
  CHECK(of("\xa6"s + key.substr(1) + number(2) + bytes("kid")) == "key_unreadable");
  CHECK(of("\xa6"s + key.substr(1) + number(-4) + bytes(std::string(32, 'd'))) == "key_unreadable");
  CHECK(of(map({})) == "key_unreadable");
  CHECK(of(number(1)) == "key_unreadable");
  CHECK(of(map({{number(1), number(2)}, {number(3), text("ES256")}})) == "key_unreadable");
  CHECK(of("\xa6"s + key.substr(1) + number(3) + number(-7)) == "key_twice");
  // The last of two would be another algorithm.
  CHECK(of("\xa6"s + key.substr(1) + number(3) + number(-8)) == "key_twice");
  CHECK(of("\xa6"s + key.substr(1)) == "cut_off");
  CHECK(of("\xa4"s + key.substr(1)) == "key_unreadable");
  CHECK(of("\xbf"s + key.substr(1) + "\xff") == "not_canonical");
  for (std::size_t i = 0; i < key.size(); ++i) CHECK(of(key.substr(0, i)) == "cut_off");
}

TEST_CASE_FIXTURE(Passkey, "an attestation object has three parts and is read to its end") {
  CHECK(registered() == "fine");
  auto const object = [&](std::vector<std::pair<std::string, std::string>> const& entries) {
    return registered({.attestation = put(map(entries))});
  };
  auto const data = device.data_until(at) + device.aaguid + "\x00\x10"s + device.id + cose(Algorithm::es256);
  std::pair<std::string, std::string> const format{text("fmt"), text("none")}, statement{text("attStmt"), map({})},
      said{text("authData"), bytes(data)};
  CHECK(object({format, statement, said}) == "fine");
  CHECK(object({said, statement, format}) == "fine");
  CHECK(object({format, said}) == "attestation_unreadable");
  CHECK(object({statement, said}) == "attestation_unreadable");
  CHECK(object({format, statement}) == "attestation_unreadable");
  CHECK(object({format, statement, said, {text("x"), number(1)}}) == "attestation_unreadable");
  CHECK(object({format, statement, {text("authData"), text("x")}}) == "attestation_unreadable");
  CHECK(object({{text("fmt"), number(1)}, statement, said}) == "attestation_unreadable");
  CHECK(object({format, {text("attStmt"), bytes("")}, said}) == "attestation_unreadable");
  CHECK(object({format, {text("attStmt"), "\xf6"}, said}) == "attestation_unreadable");
  CHECK(object({format, format, statement, said}) == "key_twice");
  CHECK(object({said, format, statement, said}) == "key_twice");
  CHECK(registered({.attestation = put("")}) == "cut_off");
  CHECK(registered({.attestation = put(list({}))}) == "attestation_unreadable");
  CHECK(registered({.attestation = append("x")}) == "left_over");
  CHECK(registered({.attestation = append(map({}))}) == "left_over");
  CHECK(registered({.attestation = put("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"s)}) == "cut_off");
  CHECK(registered({.attestation = put("\x5b\xff\xff\xff\xff\xff\xff\xff\xff"s)}) == "cut_off");
  CHECK(registered({.attestation = put("\xbb\xff\xff\xff\xff\xff\xff\xff\xff"s)}) == "cut_off");
  CHECK(registered({.attestation = put(std::string(5000, '\x81'))}) == "too_deep");
  CHECK(registered({.attestation = put(std::string(8193, '\x01'))}) == "too_long");
  std::string whole;
  static_cast<void>(device.register_it({.attestation = [&](std::string& all) { whole = all; }}));
  for (std::size_t i = 0; i < whole.size(); ++i) CHECK(registered({.attestation = cut_to(i)}) == "cut_off");
}

TEST_CASE_FIXTURE(
    Passkey,
    "no statement of a maker is asked for: none is empty, that of the key itself is true, others count as none") {
  CHECK(registered() == "fine");
  device.statement = map({{text("sig"), bytes("x")}});
  CHECK(registered() == "statement_wrong");
  device.statement = list({});
  CHECK(registered() == "statement_wrong");
  device.statement.reset();

  device.format = "packed";
  CHECK(registered() == "fine");
  CHECK(registered({.signature = flip(80)}) == "statement_wrong");
  CHECK(registered({.signature = put("")}) == "statement_wrong");
  CHECK(registered({.sent_data = replace("make-of-a-device", "make-of-an-other")}) == "statement_wrong");
  CHECK(registered({.attestation = replace(text("alg") + number(-7), text("alg") + number(-8))}) == "statement_wrong");
  device.ec_pem = other_ec_pem;
  CHECK(registered() == "statement_wrong");
  device.statement = map({});
  CHECK(registered() == "statement_wrong");
  device.statement = list({text("x5c")});
  CHECK(registered() == "statement_wrong");
  device.statement = map({{text("alg"), number(-7)}, {text("sig"), bytes("x")}, {text("x5c"), list({bytes("x")})}});
  CHECK(registered() == "fine");

  device.format = "tpm";
  device.statement = map({{text("ver"), text("2.0")}, {text("x5c"), list({bytes("x")})}});
  CHECK(registered() == "fine");
  // Nothing of it is understood, but it is read: what is not CBOR is refused.
  device.statement = map({{text("ver"), text("2.0")}, {text("ver"), text("1.0")}});
  CHECK(registered() == "key_twice");
  device.format = "compound";
  device.statement =
      list({map({{text("fmt"), text("packed")}, {text("attStmt"), map({{text("x5c"), list({bytes("x")})}})}})});
  CHECK(registered() == "fine");
}

TEST_CASE_FIXTURE(Passkey, "each bit of authenticator data that the key itself has signed counts") {
  for (auto const algorithm : {Algorithm::es256, Algorithm::eddsa}) {
    device.algorithm = algorithm;
    device.format = "packed";
    std::size_t length = 0;
    CHECK(registered({.sent_data = [&](std::string& data) { length = data.size(); }}) == "fine");
    for (std::size_t bit = 0; bit < 8 * length; ++bit) CHECK(registered({.sent_data = flip(bit)}) != "fine");
  }
}

TEST_CASE_FIXTURE(Passkey, "without a statement a bit that is flipped is refused, or stands in what is kept") {
  auto const good = made().value();
  std::size_t length = 0;
  CHECK(registered({.data = [&](std::string& data) { length = data.size(); }}) == "fine");
  int kept = 0;
  for (std::size_t bit = 0; bit < 8 * length; ++bit) {
    auto const changed = made({.data = flip(bit)});
    if (not changed) continue;
    bool const is_reserved = bit == 32 * 8 + 1 or bit == 32 * 8 + 5;
    bool const shows =
        changed->counter != good.counter or changed->aaguid != good.aaguid or changed->backed_up != good.backed_up;
    CHECK(shows != is_reserved);
    CHECK(changed->id == good.id);
    CHECK(changed->key == good.key);
    ++kept;
  }
  // Counter, make, backup state, two reserved flags.
  CHECK(kept == 32 + 128 + 1 + 2);
}

TEST_CASE_FIXTURE(Passkey, "ways of transport are a hint: what is none is left out") {
  auto const of = [&](json::value const& value) { return made({.response = set("transports", value)})->transports; };
  CHECK(of({"usb", "nfc", "smart-card"}) == std::vector<std::string>{"usb", "nfc", "smart-card"});
  CHECK(of({"usb", 5, "", "a b", "<b>", json::string(33, 'x')}) == std::vector<std::string>{"usb"});
  CHECK(of("usb").empty());
  CHECK(of(json::array(20, "usb")).size() == 8);
  CHECK(made({.response = without("transports")})->transports.empty());
}
