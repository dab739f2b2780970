#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kreislauf::programs {

/// A message that its receiver can tell from a forged or repeated one, in the shape of Standard Webhooks 1.0.0: three
/// fields, and HMAC-SHA-256 over `id.timestamp.body`.
struct Signed {
  std::string id;         ///< the same each time the message is sent: it is taken once
  std::string timestamp;  ///< seconds since 1970, of this attempt: what is older than minutes is refused there
  std::string signature;  ///< `v1,` and base64
};
/// `secret` is what the receiver was shown: `whsec_` and base64 of 32 bytes.
Signed signed_message(std::string_view secret, std::int64_t message, std::int64_t seconds, std::string_view body);

}  // namespace kreislauf::programs
