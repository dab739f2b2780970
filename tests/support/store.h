#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/errors.h"
#include "platform/crypto/keys.h"
#include "platform/db/db.h"
#include "tests/support/place.h"

namespace kreislauf::test {

/// The keys of all tests.
inline crypto::Keyring const& keyring() {
  static crypto::Keyring ring;
  if (ring.empty()) ring.take({{1, std::string(32, 'a')}});
  return ring;
}
/// Those of Gescher.
inline crypto::Keys keys() { return {keyring(), "05554016"}; }

/// A store of these authorities with these tables and nothing in them.
inline Fill with_tables(std::vector<AuthorityKey> authorities, std::vector<db::Migration> migrations) {
  return [authorities = std::move(authorities), migrations = std::move(migrations)](std::string const& location) {
    FixedClock const clock{parse_iso_utc("2026-11-23T08:30:00Z")};
    auto const store = db::Store::open({.location = location, .vfs = {}, .without_sync = true});
    store->migrate_commons({}, clock);
    auto const report = store->migrate_authorities(authorities, migrations, clock, [](std::size_t) {});
    if (not report.failed.empty()) throw StoreError{report.failed.front()};
  };
}

}  // namespace kreislauf::test
