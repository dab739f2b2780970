#include "platform/db/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <unordered_set>

#include "base/errors.h"
#include "platform/jobs/workers.h"

namespace kreislauf::db {

namespace {

// `store_version` counts commits (see group_writer.cc).
constexpr auto create_bookkeeping = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS store_version (version BIGINT NOT NULL);
  INSERT INTO store_version (version) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM store_version)
)sql";

constexpr auto applied_names = "SELECT name FROM schema_migrations";
constexpr auto remember_migration = "INSERT INTO schema_migrations (name, applied_at) VALUES (?, ?)";

/// Migrations that this program does not know were made by a newer one. A module that is taken away keeps its own.
void refuse_newer(std::unordered_set<std::string> const& applied, std::vector<Migration> const& migrations) {
  for (auto const& name : applied) {
    bool const known =
        std::any_of(migrations.begin(), migrations.end(), [&](Migration const& one) { return one.name == name; });
    if (not known)
      throw StoreNewer{
          fmt::format("the store was written by a newer version of Kreislauf ({}); start that version, or "
                      "restore a copy from before",
                      name)};
  }
}

/// Takes one authority after the other, together with whoever else does so.
class Migrating {
 public:
  Migrating(std::vector<AuthorityKey> const& keys, std::function<bool(AuthorityKey const&)> const& migrate_one,
            std::function<void(std::size_t)> const& progress)
      : keys_{keys}, migrate_one_{migrate_one}, progress_{progress} {}

  void work() {
    while (auto const* key = next()) {
      try {
        bool const changed = migrate_one_(*key);
        std::lock_guard const lock{mutex_};
        done(changed);
      } catch (StoreNewer const&) {
        stop(std::current_exception());
      } catch (StoreError const&) {
        std::lock_guard const lock{mutex_};
        again_.push_back(*key);
      } catch (...) {
        stop(std::current_exception());
      }
    }
  }

  /// What has failed, now without the others: they may have held what it needed.
  MigrationReport finished() {
    if (end_) std::rethrow_exception(end_);
    std::sort(again_.begin(), again_.end());
    for (auto const& key : again_) {
      bool changed = false;
      try {
        changed = migrate_one_(key);
      } catch (StoreNewer const&) {
        throw;
      } catch (StoreError const& error) {
        report_.failed.push_back(fmt::format("{}: {}", key.value(), error.what()));
      }
      done(changed);
    }
    return std::move(report_);
  }

 private:
  AuthorityKey const* next() {
    std::lock_guard const lock{mutex_};
    return end_ or next_ == keys_.size() ? nullptr : &keys_[next_++];
  }
  void done(bool changed) {
    if (changed) ++report_.changed;
    progress_(++report_.databases);
  }
  void stop(std::exception_ptr reason) {
    std::lock_guard const lock{mutex_};
    end_ = std::move(reason);
  }

  std::vector<AuthorityKey> const& keys_;
  std::function<bool(AuthorityKey const&)> const& migrate_one_;
  std::function<void(std::size_t)> const& progress_;
  std::mutex mutex_;
  std::size_t next_ = 0;
  MigrationReport report_;
  std::vector<AuthorityKey> again_;
  std::exception_ptr end_;
};

}  // namespace

MigrationReport migrate_side_by_side(std::vector<AuthorityKey> const& keys, std::size_t at_once,
                                     std::function<bool(AuthorityKey const&)> const& migrate_one,
                                     std::function<void(std::size_t)> const& progress) {
  Migrating migrating{keys, migrate_one, progress};
  auto const others = std::min(at_once, keys.size());
  if (others > 1) {
    jobs::Workers workers{others - 1, others};
    for (std::size_t i = 1; i < others; ++i) workers.offer([&] { migrating.work(); });
    migrating.work();
    workers.stop();
  } else {
    migrating.work();
  }
  return migrating.finished();
}

bool migrate(Connection& connection, std::vector<Migration> const& migrations, Clock const& clock) {
  connection.script("BEGIN");
  try {
    connection.script(create_bookkeeping);
    std::unordered_set<std::string> applied;
    connection.each(applied_names, [&](Row const& row) { applied.insert(row.string(0)); });
    refuse_newer(applied, migrations);
    bool changed = false;
    for (auto const& migration : migrations) {
      if (applied.contains(migration.name)) continue;
      connection.script(migration.sql);
      connection.exec(remember_migration, migration.name, iso_utc(clock.now()));
      changed = true;
    }
    connection.script("COMMIT");
    return changed;
  } catch (...) {
    auto const reason = std::current_exception();
    try {
      connection.script("ROLLBACK");
    } catch (StoreError const&) {  // a full disk has ended the transaction already; the reason counts
    }
    std::rethrow_exception(reason);
  }
}

}  // namespace kreislauf::db
