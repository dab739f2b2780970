#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "authority/authority.h"
#include "authority/frame_cache.h"
#include "authority/rules.h"
#include "authority/store.h"

namespace kreislauf::authority {

Authorities::Authorities(db::Store& store)
    : store_{store},
      directory_{std::make_shared<Directory const>(
          std::vector<Authority>{}, std::vector<std::pair<std::string, std::string>>{}, std::vector<Delegation>{})} {}

void Authorities::reload() {
  std::vector<Authority> authorities;
  std::vector<std::pair<std::string, std::string>> hosts;
  std::vector<Delegation> delegations;
  store_.commons().read([&](db::Connection& connection) {
    authorities = store::load_authorities(connection);
    hosts = store::load_hosts(connection);
    delegations = store::load_delegations(connection);
  });
  directory_.store(std::make_shared<Directory const>(std::move(authorities), hosts, std::move(delegations)));
}

std::shared_ptr<Town const> Authorities::load(AuthorityKey const& key) {
  auto& database = store_.authority(key);
  auto const version = database.version();
  std::shared_ptr<Town const> town;
  database.read([&](db::Connection& connection) {
    auto loaded = std::make_shared<Town>(store::load_town(connection));
    for (auto const& read : read_hours_) loaded->hours.merge(read(connection));
    for (auto& [office, hours] : loaded->hours) {
      if (hours.day) hours.day = rules::remembered(std::move(hours.day));
    }
    loaded->frames = std::make_shared<FrameCache>();
    town = std::move(loaded);
  });
  std::unique_lock const lock{mutex_};
  towns_[key] = {town, version};
  return town;
}

/// The district, and who took over a task by agreement: their offices stand on the pages of the town.
std::vector<AuthorityKey> Authorities::working_for(AuthorityKey const& key) const {
  std::vector<AuthorityKey> others;
  auto const all = directory();
  auto const* town = all->by_key(key.value());
  if (town == nullptr) return others;
  if (auto const* district = all->district_of(*town)) others.push_back(district->key);
  for (auto const& agreement : all->delegations()) {
    if (agreement.from != key.value()) continue;
    if (auto const* other = all->by_key(agreement.to)) others.push_back(other->key);
  }
  return others;
}

std::shared_ptr<Town const> Authorities::town(AuthorityKey const& key) {
  if (auto known = known_town(key)) return known;
  for (auto const& other : working_for(key)) {
    if (town_is_loaded(other)) continue;
    try {
      load(other);
    } catch (std::exception const&) {  // a damaged neighbour is told where it is looked after, and stops nobody here
      note(other, false);
    }
  }
  return load(key);
}

std::shared_ptr<Town const> Authorities::known_town(AuthorityKey const& key) const {
  std::shared_lock const lock{mutex_};
  auto const found = towns_.find(key);
  return found == towns_.end() ? nullptr : found->second.town;
}

bool Authorities::town_is_loaded(AuthorityKey const& key) const {
  std::shared_lock const lock{mutex_};
  return towns_.contains(key);
}

void Authorities::note(AuthorityKey const& key, bool readable) {
  {
    std::shared_lock const lock{mutex_};
    if (unreadable_.contains(key) != readable) return;
  }
  std::unique_lock const lock{mutex_};
  if (readable)
    unreadable_.erase(key);
  else
    unreadable_.insert(key);
}

std::vector<AuthorityKey> Authorities::unreadable() const {
  std::shared_lock const lock{mutex_};
  return {unreadable_.begin(), unreadable_.end()};
}

void Authorities::refresh_towns() {
  std::vector<std::pair<AuthorityKey, std::int64_t>> known;
  {
    std::shared_lock const lock{mutex_};
    for (auto const& [key, entry] : towns_) known.emplace_back(key, entry.version);
  }
  for (auto const& [key, version] : known) {
    if (store_.authority(key).version() == version) continue;
    try {
      load(key);
    } catch (std::exception const&) {  // its next visitor reads it, and is told
      std::unique_lock const lock{mutex_};
      towns_.erase(key);
    }
  }
}

db::MigrationReport migrate_all(db::Store& store, std::vector<db::Migration> const& migrations, Clock const& clock,
                                std::function<void(std::size_t, std::size_t)> const& progress) {
  // Modules add their own migrations, so the newest name alone would not tell.
  auto const newest = fmt::format("{} {}", migrations.size(), migrations.back().name);
  std::map<std::string, std::string> states;
  std::vector<AuthorityKey> behind;
  std::size_t total = 0;
  store.commons().read([&](db::Connection& connection) {
    states = store::load_schema_states(connection);
    for (auto const& authority : store::load_authorities(connection)) {
      ++total;
      if (states[authority.key.value()] != newest) behind.push_back(authority.key);
    }
  });
  if (behind.empty()) return {.databases = total, .changed = 0, .failed = {}};
  auto report =
      store.migrate_authorities(behind, migrations, clock, [&](std::size_t done) { progress(done, behind.size()); });
  report.databases = total;
  store.commons().write([&](db::Connection& connection) {
    for (auto const& key : behind) {
      bool const failed = std::any_of(report.failed.begin(), report.failed.end(),
                                      [&](auto const& line) { return line.starts_with(key.value() + ":"); });
      if (not failed) store::save_schema_state(connection, key, newest);
    }
  });
  return report;
}

std::vector<Feedback> list_feedback(db::Database& database) {
  std::vector<Feedback> found;
  database.read([&](db::Connection& connection) { found = store::load_feedback(connection); });
  return found;
}

}  // namespace kreislauf::authority
