#include <boost/json.hpp>

#include "platform/crypto/base64.h"
#include "platform/webauthn/cose_key.h"
#include "platform/webauthn/webauthn.h"

namespace kreislauf::webauthn {

namespace {

namespace json = boost::json;

/// § 15.1: five to ten minutes where somebody is verified. The challenge ends when its keeper says so.
constexpr int milliseconds = 300'000;

json::array described(std::span<std::string const> ids) {
  json::array all;
  for (auto const& id : ids) all.push_back({{"type", "public-key"}, {"id", crypto::base64url(id)}});
  return all;
}

}  // namespace

std::string creation_options(Place const& place, std::string_view challenge, User const& user,
                             std::span<std::string const> exclude) {
  json::array algorithms;
  for (auto const one : offered) algorithms.push_back({{"type", "public-key"}, {"alg", static_cast<int>(one)}});
  return json::serialize(json::object{
      {"rp", {{"id", place.id}, {"name", place.name.empty() ? place.id : place.name}}},
      {"user", {{"id", crypto::base64url(user.handle)}, {"name", user.name}, {"displayName", user.display}}},
      {"challenge", crypto::base64url(challenge)},
      {"pubKeyCredParams", algorithms},
      {"timeout", milliseconds},
      {"excludeCredentials", described(exclude)},
      // requireResidentKey says the same to browsers of Level 1.
      {"authenticatorSelection",
       {{"residentKey", "required"}, {"requireResidentKey", true}, {"userVerification", "required"}}},
      {"attestation", "none"}});
}

std::string request_options(Place const& place, std::string_view challenge, std::span<std::string const> allow) {
  return json::serialize(json::object{{"challenge", crypto::base64url(challenge)},
                                      {"timeout", milliseconds},
                                      {"rpId", place.id},
                                      {"allowCredentials", described(allow)},
                                      {"userVerification", "required"}});
}

}  // namespace kreislauf::webauthn
