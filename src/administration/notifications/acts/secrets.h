#pragma once

#include <optional>
#include <string>
#include <vector>

#include "administration/notifications/model.h"
#include "platform/crypto/keys.h"
#include "platform/crypto/p256.h"

// What this module seals: where browsers are reached, what waits, the key of the authority.
namespace kreislauf::notifications {

std::string sealed(crypto::Keys const& keys, Device const& device, Subscription const& subscription,
                   crypto::Random& random);
/// Nothing when no key opens it any more.
std::optional<Subscription> subscription_of(crypto::Keys const& keys, Device const& device);

/// What is said of news that wait.
struct Said {
  std::string mail = {};      ///< a whole mail (mail::payload_of), where it is the only one
  std::string to = {};        ///< where mails go; empty for a push
  std::string title = {};     ///< `Sperrmüll, 2026-000017`
  std::string link = {};      ///< the whole address
  std::string language = {};  ///< `de`
};
std::string sealed(crypto::Keys const& keys, HeldNews const& news, Said const& said, crypto::Random& random);
std::optional<Said> said_of(crypto::Keys const& keys, HeldNews const& news);

std::string sealed_key(crypto::Keys const& keys, crypto::P256Key const& key, crypto::Random& random);
std::optional<crypto::P256Key> key_of(crypto::Keys const& keys, std::string_view sealed);

/// By which those that go to one mailbox are known.
std::string recipient_of(crypto::Keys const& keys, std::string_view address);

}  // namespace kreislauf::notifications
