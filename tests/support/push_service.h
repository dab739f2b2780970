#pragma once

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "platform/calls/calls.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/gcm.h"
#include "platform/crypto/keys.h"
#include "platform/crypto/p256.h"

/// A push service with one browser behind it: takes what comes, and reads it with the keys of the browser.
namespace kreislauf::test {

struct PushService final : calls::Caller {
  calls::Answer answer{.status = 201};
  std::vector<calls::Fields> fields;
  std::vector<boost::json::object> shown;  ///< what the browser shows
  std::vector<std::string> urls;

  calls::Answer call(calls::Call const& call) override {
    urls.push_back(call.url);
    fields.push_back(call.fields);
    if (answer.status == 201) shown.push_back(boost::json::parse(opened(call.body)).as_object());
    return answer;
  }
  std::string field(std::string_view name) const {
    for (auto const& [one, value] : fields.back())
      if (one == name) return value;
    return {};
  }

  /// What the island of the page sends.
  std::string form(std::string const& endpoint = "https://push.example/abc") const {
    return "adresse=" + endpoint + "&schluessel=" + crypto::base64url(browser.point()) +
           "&geheimnis=" + crypto::base64url(secret);
  }

  crypto::SeededRandom random{99};
  crypto::P256Key browser = crypto::P256Key::make(random);
  std::string secret = "0123456789abcdef";

 private:
  /// RFC 8291 § 3.4, from the side of who reads.
  std::string opened(std::string_view body) const {
    using namespace std::string_view_literals;
    auto const salt = body.substr(0, 16), sender = body.substr(21, 65), rest = body.substr(86);
    auto const about = std::string{"WebPush: info\0"sv} + browser.point() + std::string{sender};
    auto const material = crypto::hkdf(browser.agree(sender).value(), secret, about);
    auto const key = crypto::hkdf(material, salt, "Content-Encoding: aes128gcm\0"sv).substr(0, 16);
    auto const nonce = crypto::hkdf(material, salt, "Content-Encoding: nonce\0"sv).substr(0, 12);
    auto plain =
        crypto::gcm::open(key, nonce, {},
                          {std::string{rest.substr(0, rest.size() - 16)}, std::string{rest.substr(rest.size() - 16)}})
            .value();
    plain.resize(plain.find_last_not_of('\0'));
    return plain;
  }
};

}  // namespace kreislauf::test
