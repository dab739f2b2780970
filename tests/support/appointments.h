#pragma once

#include "administration/appointments/appointments.h"
#include "administration/appointments/store/store.h"
#include "platform/acts/acts.h"
#include "tests/support/store.h"

namespace kreislauf::test {

/// A town with an office "buergerbuero" in a temporary place; the clock stands still on Monday, 23 November 2026, 9:30
/// in Gescher. Services are called by any name made of a-z, 0-9 and hyphens.
struct TestOffice {
  AuthorityKey const key{"05554016"};
  TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  crypto::SeededRandom random{1};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});

  TestOffice() {
    auto migrations = acts::authority_migrations();
    for (auto&& migration : appointments::authority_migrations()) migrations.push_back(std::move(migration));
    store->migrate_commons({}, clock);
    auto const report = store->migrate_authorities({key}, migrations, clock, [](std::size_t) {});
    if (not report.failed.empty()) throw StoreError{report.failed.front()};
  }

  db::Database& database() { return store->authority(key); }
  appointments::Day today() const { return appointments::Day{legal_time(clock.now()).day}; }
  appointments::Surroundings around() const {
    return {.service_key = [](auto) { return std::string{}; },
            .service_name = [](auto service) { return std::string{service}; },
            .has_office = [](auto id) { return id == "buergerbuero"; }};
  }
  ImportReport import(std::string_view toml) {
    return appointments::import_plans(database(), toml, around(), clock, random, "test");
  }
  appointments::Plan plan() {
    std::vector<appointments::Plan> plans;
    database().read([&](db::Connection& connection) { plans = appointments::store::load_plans(connection); });
    return plans.at(0);
  }
};

}  // namespace kreislauf::test
