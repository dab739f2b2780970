#pragma once

#include <boost/json.hpp>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/ed25519.h"
#include "platform/crypto/public_keys.h"
#include "platform/crypto/sha256.h"
#include "platform/oidc/keys_for_tests.h"
#include "platform/webauthn/cose_key.h"
#include "platform/webauthn/webauthn.h"

// An authenticator and its browser in software, with real keys: right by itself, wrong in one thing at a time. It
// writes CBOR by itself, so that reader and writer do not share their mistakes.
namespace kreislauf::webauthn::test {

namespace json = boost::json;
using namespace std::string_literals;

// ---- CBOR

inline std::string head(unsigned major, std::uint64_t value) {
  int const bytes = value < 24 ? 0 : value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffff'ffff ? 4 : 8;
  unsigned const more = bytes == 0   ? static_cast<unsigned>(value)
                        : bytes == 1 ? 24
                        : bytes == 2 ? 25
                        : bytes == 4 ? 26
                                     : 27;
  std::string out(1, static_cast<char>(major << 5 | more));
  for (int i = bytes; i-- > 0;) out += static_cast<char>(value >> 8 * i & 255U);
  return out;
}
inline std::string number(std::int64_t value) {
  return value < 0 ? head(1, static_cast<std::uint64_t>(-1 - value)) : head(0, static_cast<std::uint64_t>(value));
}
inline std::string bytes(std::string_view value) { return head(2, value.size()) + std::string{value}; }
inline std::string text(std::string_view value) { return head(3, value.size()) + std::string{value}; }
inline std::string list(std::vector<std::string> const& items) {
  auto out = head(4, items.size());
  for (auto const& item : items) out += item;
  return out;
}
inline std::string map(std::vector<std::pair<std::string, std::string>> const& entries) {
  auto out = head(5, entries.size());
  for (auto const& [key, value] : entries) out += key + value;
  return out;
}

// ---- Keys and signatures

inline constexpr std::string_view other_ec_pem = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRdbulHHBNI9xG8t8
f1M57tB7dmU4ggIQ//FLwhsykeihRANCAARUD3cGefuTAUYAzhhCm6ULUb7qoY8I
tiFdOyPoKiB4wyFz8vcA+sluqpXIgLKJMi1xtALP0VdPT09lw+1ZVg9R
-----END PRIVATE KEY-----
)";

inline std::string decoded(std::string_view base64url) { return *crypto::strict_base64url(base64url); }

inline std::string der_number(std::string_view bytes) {
  while (bytes.size() > 1 and bytes.front() == '\0') bytes.remove_prefix(1);
  auto const plain = ((bytes.front() & 0x80) != 0 ? "\0"s : ""s) + std::string{bytes};
  return "\x02"s + static_cast<char>(plain.size()) + plain;
}
/// ECDSA-Sig-Value (RFC 3279 § 2.2.3) of the two numbers.
inline std::string der(std::string_view numbers) {
  auto const both = der_number(numbers.substr(0, 32)) + der_number(numbers.substr(32));
  return "\x30"s + static_cast<char>(both.size()) + both;
}

/// A key as COSE in the order of CTAP2.
inline std::string cose(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::es256:
      return map({{number(1), number(2)},
                  {number(3), number(-7)},
                  {number(-1), number(1)},
                  {number(-2), bytes(decoded(oidc::test::ec_x))},
                  {number(-3), bytes(decoded(oidc::test::ec_y))}});
    case Algorithm::eddsa: {
      auto const key = crypto::SigningKey{std::string(32, 's')}.public_key();
      return map({{number(1), number(1)},
                  {number(3), number(-8)},
                  {number(-1), number(6)},
                  {number(-2), bytes({reinterpret_cast<char const*>(key.data()), key.size()})}});
    }
    case Algorithm::rs256:
      break;
  }
  return map({{number(1), number(3)},
              {number(3), number(-257)},
              {number(-1), bytes(decoded(oidc::test::rsa_modulus))},
              {number(-2), bytes("\x01\x00\x01"s)}});
}

inline std::string signature_of(Algorithm algorithm, std::string const& signed_text,
                                std::string_view ec_pem = oidc::test::ec_pem) {
  if (algorithm == Algorithm::eddsa) return crypto::SigningKey{std::string(32, 's')}.sign(signed_text);
  if (algorithm == Algorithm::rs256)
    return crypto::OwnKey::read(oidc::test::rsa_pem)->sign(crypto::SignedBy::rs256, signed_text);
  return der(crypto::OwnKey::read(ec_pem)->sign(crypto::SignedBy::es256, signed_text));
}

inline std::string hash_of(std::string_view one) {
  auto const hash = crypto::sha256({one});
  return std::string{crypto::bytes_of(hash)};
}

// ---- Device and browser

/// What is done to an answer on its way, in this order. Each may be empty.
struct Change {
  std::function<void(json::object& said)> client = {};      ///< client data
  std::function<void(std::string& text)> client_text = {};  ///< as JSON, before it is hashed
  std::function<void(std::string& key)> key = {};           ///< COSE
  std::function<void(std::string& data)> data = {};         ///< authenticator data, before they are signed
  std::function<void(std::string& data)> sent_data = {};    ///< after that
  std::function<void(std::string& signature)> signature = {};
  std::function<void(std::string& object)> attestation = {};  ///< attestation object
  std::function<void(json::object& response)> response = {};
  std::function<void(json::object& message)> message = {};
  std::function<void(std::string& text)> text = {};  ///< the whole
};
template <class T>
void change(std::function<void(T&)> const& how, T& what) {
  if (how) how(what);
}

inline constexpr unsigned up = 0x01, uv = 0x04, be = 0x08, bs = 0x10, at = 0x40, ed = 0x80;

struct Device {
  Place place{.id = "gescher.example.de", .origin = "https://gescher.example.de"};
  std::string challenge = "0123456789abcdef0123456789abcdef";
  std::string id = "passkey-of-erika", handle = "handle-of-erika", aaguid = "make-of-a-device";
  Algorithm algorithm = Algorithm::es256;
  std::string_view ec_pem = oidc::test::ec_pem;
  unsigned flags = up | uv | be | bs;
  std::uint32_t counter = 0;
  std::string format = "none";  ///< `packed`: signed by the key itself
  std::optional<std::string> statement = {};

  /// Does as the browser is told: by `creation_options` or `request_options`.
  void take(std::string_view options) {
    auto const all = json::parse(options).as_object();
    challenge = decoded(all.at("challenge").as_string());
    if (auto const* const user = all.if_contains("user")) handle = decoded(user->at("id").as_string());
    place.id = all.contains("rp") ? all.at("rp").at("id").as_string() : all.at("rpId").as_string();
  }

  std::string data_until(unsigned more_flags) const {
    auto out = hash_of(place.id) + static_cast<char>(flags | more_flags);
    for (int i = 4; i-- > 0;) out += static_cast<char>(counter >> 8 * i & 255U);
    return out;
  }

  std::string client_text(std::string_view ceremony, Change const& how) const {
    json::object said{{"type", ceremony},
                      {"challenge", crypto::base64url(challenge)},
                      {"origin", place.origin},
                      {"crossOrigin", false}};
    change(how.client, said);
    auto written = json::serialize(said);
    change(how.client_text, written);
    return written;
  }

  std::string written(json::object response, Change const& how) const {
    change(how.response, response);
    json::object message{
        {"id", crypto::base64url(id)},           {"rawId", crypto::base64url(id)},           {"response", response},
        {"authenticatorAttachment", "platform"}, {"clientExtensionResults", json::object{}}, {"type", "public-key"}};
    change(how.message, message);
    auto out = json::serialize(message);
    change(how.text, out);
    return out;
  }

  std::string register_it(Change const& how = {}) const {
    auto const client = client_text("webauthn.create", how);
    auto key = cose(algorithm);
    change(how.key, key);
    auto data =
        data_until(at) + aaguid + static_cast<char>(id.size() >> 8) + static_cast<char>(id.size() & 255U) + id + key;
    change(how.data, data);
    auto signature = signature_of(algorithm, data + hash_of(client), ec_pem);
    change(how.signature, signature);
    auto const signed_by_itself =
        map({{text("alg"), number(static_cast<int>(algorithm))}, {text("sig"), bytes(signature)}});
    auto const said = statement.value_or(format == "packed" ? signed_by_itself : map({}));
    change(how.sent_data, data);
    auto object = map({{text("fmt"), text(format)}, {text("attStmt"), said}, {text("authData"), bytes(data)}});
    change(how.attestation, object);
    return written({{"clientDataJSON", crypto::base64url(client)},
                    {"attestationObject", crypto::base64url(object)},
                    {"authenticatorData", crypto::base64url(data)},
                    {"transports", {"internal", "hybrid"}},
                    {"publicKeyAlgorithm", static_cast<int>(algorithm)}},
                   how);
  }

  std::string log_in(Change const& how = {}) const {
    auto const client = client_text("webauthn.get", how);
    auto data = data_until(0);
    change(how.data, data);
    auto signature = signature_of(algorithm, data + hash_of(client), ec_pem);
    change(how.signature, signature);
    change(how.sent_data, data);
    return written({{"clientDataJSON", crypto::base64url(client)},
                    {"authenticatorData", crypto::base64url(data)},
                    {"signature", crypto::base64url(signature)},
                    {"userHandle", crypto::base64url(handle)}},
                   how);
  }
};

/// A device, and what was kept of its passkey.
struct Passkey {
  Device device;
  Place const place = device.place;
  std::string const challenge = device.challenge;
  Owner owner{.handle = device.handle};
  std::optional<Credential> stored;

  Outcome<Credential> made(Change const& how = {}) const {
    return register_credential(place, challenge, device.register_it(how));
  }
  Outcome<Assertion> proven(Change const& how = {}) {
    if (not stored) stored = made().value();
    return verify(place, challenge, *stored, owner, device.log_in(how));
  }
  /// `fine`, or why not.
  std::string registered(Change const& how = {}) const {
    auto const outcome = made(how);
    return outcome ? "fine" : std::string{name_of(outcome.error())};
  }
  std::string logged_in(Change const& how = {}) {
    auto const outcome = proven(how);
    return outcome ? "fine" : std::string{name_of(outcome.error())};
  }
};

// ---- Changes

inline auto set(std::string name, json::value value) {
  return [name, value](json::object& object) { object[name] = value; };
}
inline auto without(std::string name) {
  return [name](json::object& object) { object.erase(name); };
}
inline auto append(std::string more) {
  return [more](std::string& all) { all += more; };
}
inline auto cut_to(std::size_t length) {
  return [length](std::string& all) { all.resize(length); };
}
inline auto flip(std::size_t bit) {
  return [bit](std::string& all) { all[bit / 8] = static_cast<char>(all[bit / 8] ^ 1 << bit % 8); };
}
/// Whatever stands there: the first place where `old` is found.
inline auto replace(std::string old, std::string fresh) {
  return [old, fresh](std::string& all) { all.replace(all.find(old), old.size(), fresh); };
}
inline auto put(std::string fresh) {
  return [fresh](std::string& all) { all = fresh; };
}

}  // namespace kreislauf::webauthn::test
