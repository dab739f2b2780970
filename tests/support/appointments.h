#pragma once

#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/store/store.h"
#include "platform/acts/acts.h"
#include "platform/db/embedded.h"
#include "tests/support/store.h"

namespace kreislauf::test {

/// The tables of acts and of appointments, which is all that an authority needs here.
inline std::vector<db::Migration> appointment_migrations() {
  auto migrations = acts::authority_migrations();
  for (auto& migration : db::embedded_migrations("src/administration/appointments", "authority_")) {
    migrations.push_back(std::move(migration));
  }
  return migrations;
}

/// A town with an office "buergerbuero" in a temporary place; the clock stands still on Monday, 23 November 2026, 9:30
/// in Gescher. Services are called by any name made of a-z, 0-9 and hyphens.
struct TestOffice {
  AuthorityKey const key{"05554016"};
  TestPlace place{"appointments", with_tables({key}, appointment_migrations())};
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  crypto::SeededRandom random{1};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});

  db::Database& database() { return store->authority(key); }
  appointments::Day today() const { return appointments::day_of(clock.now()); }
  appointments::Surroundings around() const {
    return {.service_key = [](auto) { return std::string{}; },
            .service_name = [](auto service) { return std::string{service}; },
            .has_office = [](auto id) { return id == "buergerbuero"; }};
  }
  ImportReport import(std::string_view toml) {
    return appointments::import_plans(database(), toml, around(), clock, "test");
  }
  appointments::Plan plan() {
    std::vector<appointments::Plan> plans;
    database().read([&](db::Connection& connection) { plans = appointments::store::load_plans(connection); });
    return plans.at(0);
  }
};

}  // namespace kreislauf::test
