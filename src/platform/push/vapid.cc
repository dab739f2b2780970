#include "platform/push/vapid.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "platform/crypto/base64.h"

namespace kreislauf::push {

std::string authorization(Signer const& signer, std::string_view origin, Instant now) {
  using std::chrono::floor, std::chrono::seconds, std::chrono::hours;
  auto const until = floor<seconds>(now + hours{12}).time_since_epoch().count();
  boost::json::object const claims{{"aud", origin}, {"exp", until}, {"sub", signer.contact}};
  auto const text =
      crypto::base64url(R"({"typ":"JWT","alg":"ES256"})") + "." + crypto::base64url(boost::json::serialize(claims));
  return fmt::format("vapid t={}.{}, k={}", text, crypto::base64url(signer.key.sign(text)),
                     crypto::base64url(signer.key.point()));
}

}  // namespace kreislauf::push
