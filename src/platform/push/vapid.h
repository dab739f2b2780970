#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "platform/crypto/p256.h"

namespace kreislauf::push {

/// Who sends, to a push service (VAPID, RFC 8292): a key that the browser knows, and where a person is reached about
/// it.
struct Signer {
  crypto::P256Key key;
  std::string contact;  ///< `https://gescher.example` or `mailto:...` (RFC 8292 § 2.1)
};

/// The field `Authorization` for a push to a service at `origin` (`https://push.example`): a token for it alone, good
/// for twelve hours; § 2 allows 24, and clocks differ.
std::string authorization(Signer const& signer, std::string_view origin, Instant now);

}  // namespace kreislauf::push
