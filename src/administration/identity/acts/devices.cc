#include "administration/identity/acts/devices.h"

#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::identity {

namespace {

/// Eight digits are soon tried: without the keys nobody can, who has a copy of the table alone.
std::string code_hash(crypto::Keys const& keys, std::string_view code) { return keys.mac("identity/devices", code); }

}  // namespace

std::int64_t add_device(acts::Transaction& tx, crypto::Keys const& keys, NewDevice const& wanted,
                        std::string_view code) {
  auto const id = db::next_number(tx.db, "staff");
  store::add_device(tx.db, {.id = id,
                            .name = wanted.name,
                            .office = wanted.office,
                            .code_hash = code_hash(keys, code),
                            .code_until = tx.now + rules::code_limit,
                            .created = tx.now});
  tx.event("device.added", rules::subject_of(id));
  return id;
}

void revoke_device(acts::Transaction& tx, Device const& device) {
  store::revoke_device(tx.db, device.id, tx.now);
  store::end_sessions(tx.db, device.id);
  tx.event("device.revoked", rules::subject_of(device.id));
}

DeviceAttempt begin_connecting(acts::Transaction& tx, crypto::Keys const& keys, std::string_view code,
                               std::span<std::string const> subjects) {
  if (auto const wait = store::begin_attempt(tx.db, subjects, tx.now)) return {.wait = wait, .device = {}};
  return {.wait = {}, .device = store::device_by_code(tx.db, code_hash(keys, code), tx.now)};
}

std::optional<std::string> connect_device(acts::Transaction& tx, crypto::Random& random, Device const& device,
                                          std::span<std::string const> subjects, Browser const& browser) {
  if (not store::connect_device(tx.db, device.id, device.code_hash, tx.now)) return std::nullopt;
  store::forget_attempts(tx.db, subjects);
  store::end_session(tx.db, browser.key_before);
  auto token = open_session(tx, random, Holder::device, device.id, browser.name);
  tx.event("device.connected", rules::subject_of(device.id));
  return token;
}

}  // namespace kreislauf::identity
