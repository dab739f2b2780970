#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "administration/identity/acts/sessions.h"

/// Devices at the entrance: an administrator makes a code, the device takes it once and stays connected until it is
/// revoked.
namespace kreislauf::identity {

struct NewDevice {
  std::string name, office;
};
/// `code` is shown once; its keyed hash is stored for ten minutes. The number of the device.
std::int64_t add_device(acts::Transaction& tx, crypto::Keys const& keys, NewDevice const& device,
                        std::string_view code);
void revoke_device(acts::Transaction& tx, Device const& device);

/// An attempt to connect, counted by its connection before the code is looked at.
struct DeviceAttempt {
  std::optional<Instant> wait;
  std::optional<Device> device;  ///< nothing when no device waits for this code
};
DeviceAttempt begin_connecting(acts::Transaction& tx, crypto::Keys const& keys, std::string_view code,
                               std::span<std::string const> subjects);
/// Uses up the code: the token of the session, or nothing when somebody was faster. The actor is the device itself.
std::optional<std::string> connect_device(acts::Transaction& tx, crypto::Random& random, Device const& device,
                                          std::span<std::string const> subjects, Browser const& browser);

}  // namespace kreislauf::identity
