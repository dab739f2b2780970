#include "administration/notifications/acts/choosing.h"

#include <fmt/format.h>

#include "administration/notifications/acts/secrets.h"
#include "administration/notifications/store/store.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::notifications {

namespace {

constexpr std::size_t at_once = 100;

}  // namespace

void choose(acts::Transaction& tx, std::string_view subject, Quiet const& quiet) {
  store::save(tx.db, subject, quiet);
  tx.event("notification.choose", subject);
}

void add_device(acts::Transaction& tx, authority::TownContext const& c, std::string_view subject,
                Subscription const& subscription, std::string name) {
  auto const hash = crypto::sha256_hex(subscription.endpoint);
  auto device = store::device_by_hash(tx.db, subject, hash).value_or(Device{});
  bool const known = device.id != 0;
  if (not known and store::devices_of(tx.db, subject).size() >= most_devices) throw TooManyDevices{};
  if (not known) device.id = store::next_device(tx.db);
  device.subject = subject;
  device.endpoint_hash = hash;
  device.sealed = sealed(c.keys, device, subscription, c.random);
  device.name = std::move(name);
  device.language = i18n::code(c.t.language());
  device.site = c.origin;
  device.made_at = iso_utc(tx.now);
  if (known) return store::save(tx.db, device);
  store::add(tx.db, device);
  tx.event("notification.device_add", subject);
}

void remove_device(acts::Transaction& tx, std::string_view subject, std::int64_t id) {
  auto const device = store::device(tx.db, id);
  if (not device or device->subject != subject) return;
  store::remove_held_for_device(tx.db, id);
  store::remove_device(tx.db, id);
  tx.event("notification.device_remove", subject);
}

std::string public_key(authority::TownContext const& c) {
  std::optional<store::PushKey> key;
  c.db.read([&](db::Connection& connection) { key = store::push_key(connection); });
  if (key) return key->point;
  c.db.write([&](db::Connection& connection) {
    key = store::push_key(connection);  // somebody else may have been quicker
    if (key) return;
    auto const made = crypto::P256Key::make(c.random);
    key = store::PushKey{crypto::base64url(made.point()), sealed_key(c.keys, made, c.random)};
    store::add_push_key(connection, *key, iso_utc(c.clock.now()));
  });
  return key->point;
}

void erase(acts::Transaction& tx, std::string_view subject) {
  for (auto const& one : store::devices_of(tx.db, subject)) store::remove_held_for_device(tx.db, one.id);
  store::remove_devices_of(tx.db, subject);
  store::remove_quiet(tx.db, subject);
  store::remove_held_of(tx.db, subject);
}

Chosen chosen_for(db::Connection& connection, std::string_view subject) {
  return {store::quiet_of(connection, subject).value_or(Quiet{}), store::devices_of(connection, subject)};
}

namespace {

template <class One, class Read, class Each>
void each_of(authority::TownVisit& visit, Read const& read, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<One> some;
    visit.db.read([&](db::Connection& connection) { some = read(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

/// Without its key no browser can be reached any more: who wants it is asked again.
void renew_key(authority::TownVisit& visit) {
  visit.db.write([&](db::Connection& connection) {
    auto const key = store::push_key(connection);
    if (not key or crypto::sealed_by(key->sealed) == visit.keys().newest()) return;
    if (auto const own = key_of(visit.keys(), key->sealed))
      store::save_push_key(connection, sealed_key(visit.keys(), *own, visit.house.random));
    else
      store::remove_push_key(connection);
  });
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  renew_key(visit);
  each_of<Device>(visit, store::devices_after, [&](Device one) {
    if (crypto::sealed_by(one.sealed) == keys.newest()) return;
    auto const subscription = subscription_of(keys, one);
    visit.db.write([&](db::Connection& connection) {
      if (not subscription) return store::remove_device(connection, one.id);
      one.sealed = sealed(keys, one, *subscription, visit.house.random);
      store::save_sealed(connection, one);
    });
  });
  each_of<HeldNews>(visit, store::held_after, [&](HeldNews one) {
    if (crypto::sealed_by(one.sealed) == keys.newest()) return;
    auto const said = said_of(keys, one);
    visit.db.write([&](db::Connection& connection) {
      if (not said) return store::remove_held(connection, one.id);
      one.sealed = sealed(keys, one, *said, visit.house.random);
      store::save_sealed(connection, one);
    });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  auto const count = [&](std::string const& text) { found += crypto::sealed_by(text) == number ? 1 : 0; };
  visit.db.read([&](db::Connection& connection) {
    if (auto const key = store::push_key(connection)) count(key->sealed);
  });
  each_of<Device>(visit, store::devices_after, [&](Device const& one) { count(one.sealed); });
  each_of<HeldNews>(visit, store::held_after, [&](HeldNews const& one) { count(one.sealed); });
  return found;
}

}  // namespace kreislauf::notifications
