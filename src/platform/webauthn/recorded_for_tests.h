#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "platform/crypto/base64.h"
#include "platform/webauthn/webauthn.h"

// Ceremonies that were recorded in a browser (tests/fuzz/webauthn).
namespace kreislauf::webauthn::test {

namespace json = boost::json;

struct Recorded {
  std::string name;
  Place place;
  std::string registration_challenge, login_challenge, handle;
  json::object registration, login;  ///< what the browser sent

  Outcome<Credential> made() const {
    return register_credential(place, registration_challenge, json::serialize(registration));
  }
};

inline std::string bytes_of(json::value const& base64url) {
  return crypto::strict_base64url(base64url.as_string()).value();
}

inline Recorded recorded_in(std::filesystem::path const& file) {
  std::ifstream in{file, std::ios::binary};
  auto const all = json::parse(std::string{std::istreambuf_iterator<char>{in}, {}}).as_object();
  auto const text = [&](std::string_view name) { return std::string{all.at(name).as_string()}; };
  return {.name = file.filename().string(),
          .place = {.id = text("id"), .origin = text("origin")},
          .registration_challenge = bytes_of(all.at("registration_challenge")),
          .login_challenge = bytes_of(all.at("login_challenge")),
          .handle = bytes_of(all.at("handle")),
          .registration = all.at("registration").as_object(),
          .login = all.at("login").as_object()};
}

inline std::vector<Recorded> all_recorded(std::filesystem::path const& folder) {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Recorded> all;
  for (auto const& file : files) all.push_back(recorded_in(file));
  return all;
}

}  // namespace kreislauf::webauthn::test
