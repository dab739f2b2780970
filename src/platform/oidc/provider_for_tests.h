#pragma once

#include <fmt/format.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <string>

#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/hashing.h"
#include "platform/http/message.h"
#include "platform/oidc/keys_for_tests.h"
#include "platform/oidc/relying_party.h"

// A provider that does what a test wants: right by itself, wrong in one thing at a time.
namespace kreislauf::oidc::test {

namespace json = boost::json;

inline std::string signed_token(json::object const& header, std::string const& claims, std::string_view pem,
                                crypto::SignedBy algorithm) {
  auto const text = crypto::base64url(json::serialize(header)) + "." + crypto::base64url(claims);
  return text + "." + crypto::base64url(crypto::OwnKey::read(pem)->sign(algorithm, text));
}

class Provider final : public calls::Caller {
 public:
  explicit Provider(Clock const& clock, std::string its_issuer = "https://id.example")
      : issuer{std::move(its_issuer)}, clock_{clock} {
    metadata = {{"issuer", issuer},
                {"authorization_endpoint", issuer + "/auth"},
                {"token_endpoint", issuer + "/token"},
                {"jwks_uri", issuer + "/keys"},
                {"userinfo_endpoint", issuer + "/me"},
                {"code_challenge_methods_supported", {"S256"}},
                {"id_token_signing_alg_values_supported", {"RS256", "PS256", "ES256", "HS256", "none"}},
                {"authorization_response_iss_parameter_supported", true}};
    keys = fmt::format(
        R"({{"keys":[{{"kty":"RSA","kid":"r","n":"{}","e":"AQAB"}},{{"kty":"EC","kid":"e","crv":"P-256","x":"{}","y":"{}"}}]}})",
        rsa_modulus, ec_x, ec_y);
  }

  std::string issuer;
  json::object metadata;
  std::string keys;
  json::object claims{{"given_name", "Erika"}, {"family_name", "Mustermann"}};  ///< of the person
  std::function<void(json::object& header, json::object& all)> change = {};     ///< of the token, before it is signed
  std::function<std::string(std::string token)> mangle = {};                    ///< of the whole token, afterwards
  std::string_view pem = rsa_pem;
  crypto::SignedBy algorithm = crypto::SignedBy::rs256;
  bool down = false;
  std::map<std::string, int> asked;  ///< how often, by path
  std::map<std::string, json::object> userinfo;
  std::string last_authorization, last_body;

  /// What the browser does: goes to the address, comes back with this query.
  std::string log_in(std::string const& address) {
    auto const query = address.substr(address.find('?') + 1);
    auto const of = [&](std::string_view name) { return http::field(query, name).value_or(""); };
    auto const code = "code" + std::to_string(++codes_);
    grants_[code] = {of("nonce"), of("code_challenge"), of("redirect_uri"), of("client_id")};
    last_address = address;
    return fmt::format("code={}&state={}&iss={}", code, of("state"), http_encoded(issuer));
  }
  std::string last_address;

  calls::Answer call(calls::Call const& call) override {
    auto const path = call.url.substr(issuer.size());
    ++asked[path];
    if (down) return {.problem = "nobody is there"};
    if (path == "/.well-known/openid-configuration") return {.status = 200, .body = json::serialize(metadata)};
    if (path == "/keys") return {.status = 200, .body = keys};
    if (path == "/me") return {.status = 200, .body = json::serialize(userinfo["me"])};
    if (path == "/token") return give_token(call);
    return {.status = 404};
  }

 private:
  struct Grant {
    std::string nonce, challenge, back, client;
  };

  static std::string http_encoded(std::string const& text) {
    std::string out;
    for (char const c : text) out += c == ':' ? "%3A" : c == '/' ? "%2F" : std::string{c};
    return out;
  }

  calls::Answer give_token(calls::Call const& call) {
    last_body = std::string{call.body};
    for (auto const& [name, value] : call.fields) {
      if (name == "Authorization") last_authorization = value;
    }
    auto const code = http::field(call.body, "code").value_or("");
    auto const found = grants_.find(code);
    if (found == grants_.end()) return {.status = 400, .body = R"({"error":"invalid_grant"})"};
    auto const grant = found->second;
    grants_.erase(found);
    auto const verifier = http::field(call.body, "code_verifier").value_or("");
    auto const challenge = crypto::base64url(crypto::bytes_of(crypto::sha256({verifier})));
    if (challenge != grant.challenge or http::field(call.body, "redirect_uri") != grant.back)
      return {.status = 400, .body = R"({"error":"invalid_grant"})"};
    auto const now = std::chrono::duration_cast<std::chrono::seconds>(clock_.now().time_since_epoch()).count();
    json::object header{{"alg", name_of(algorithm)}, {"kid", algorithm == crypto::SignedBy::es256 ? "e" : "r"}};
    json::object all{{"iss", issuer}, {"sub", "bpk-1"},   {"aud", grant.client},
                     {"iat", now},    {"exp", now + 300}, {"nonce", grant.nonce}};
    for (auto const& [name, value] : claims) all[name] = value;
    if (auto const now_changed = change) now_changed(header, all);  // it may take itself away
    auto token = signed_token(header, json::serialize(all), pem, algorithm);
    if (mangle) token = mangle(std::move(token));
    return {
        .status = 200,
        .body = json::serialize(json::object{{"token_type", "Bearer"}, {"access_token", "at"}, {"id_token", token}})};
  }

  Clock const& clock_;
  int codes_ = 0;
  std::map<std::string, Grant> grants_;
};

}  // namespace kreislauf::oidc::test
