#include "app/program.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "app/blob_place.h"
#include "app/key_file.h"
#include "base/log.h"

namespace kreislauf::app {

namespace {

/// The control of the tests that cut the power: a test that cannot lose proves nothing.
bool power_cuts_shall_lose() {
  auto const* set = std::getenv("KREISLAUF_TEST_SYNCHRONOUS");
  if (set == nullptr or std::string_view{set} != "OFF") return false;
  fmt::print(stderr,
             "WARNING: KREISLAUF_TEST_SYNCHRONOUS=OFF. What is acknowledged is NOT on disk and WILL be lost in a power "
             "cut. For tests only.\n");
  return true;
}

db::MigrationReport migrate_towns(authority::House& house, Program::Progress const& progress) {
  return authority::migrate_all(
      house.store, authority_migrations(), house.clock, progress ? progress : [](std::size_t, std::size_t) {});
}

}  // namespace

Program::Program(Clock const& clock)
    : authorities_{store_},
      house_{.store = store_,
             .authorities = authorities_,
             .clock = clock,
             .random = random_,
             .live = live_,
             .limits = limits_,
             .keyring = keyring_,
             .languages = languages_},
      modules_{house_, documents_, scans_} {
  house_.migrate_towns = [this] { migrate_towns(house_, {}); };
}

void Program::open_without_keys(StoreChoice const& choice) {
  auto const workshop = choice.data + "/" + std::string{unfinished_restore};
  if (choice.store.empty() and std::filesystem::exists(workshop))
    throw StoreDenied{
        fmt::format("a restore into {} was not finished; remove {} and restore again", choice.data, workshop)};
  choice_ = choice;
  store_.open(db::Store::open({.location = choice.location(), .vfs = {}, .without_sync = power_cuts_shall_lose()}));
  modules_.blobs().open(blob_place(choice, modules_.blobs()));
  store_.migrate_commons(commons_migrations(), house_.clock);
  reload();
}

void Program::open(StoreChoice const& choice) {
  open_without_keys(choice);
  take_keys();
}

void Program::take_keys() { app::take_keys(choice_, house_, keyring_); }

db::MigrationReport Program::prepare(Progress const& progress) {
  auto report = migrate_towns(house_, progress);
  for (auto const& failure : report.failed) log::error("migration_failed", failure);
  for (auto const& module : modules_.all()) {
    if (module.prepare) module.prepare(house_);
  }
  return report;
}

void Program::reload() {
  for (auto const& module : modules_.all()) {
    if (module.reload) module.reload();
  }
}

void Program::look() {
  bool changed = false;
  for (auto const& module : modules_.all()) {
    if (module.look) changed = module.look(house_) or changed;
  }
  if (changed) reload();
}

}  // namespace kreislauf::app
