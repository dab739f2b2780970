#include <fmt/format.h>

#include <map>
#include <mutex>

#include "base/errors.h"
#include "platform/db/group_writer.h"
#include "platform/db/migrate.h"
#include "platform/db/postgres.h"
#include "platform/db/stores.h"

namespace kreislauf::db {

namespace {

/// Sessions are shared by all authorities; each use enters the schema and the role of one.
class Sessions {
 public:
  explicit Sessions(std::string location) : location_{std::move(location)} { give(open_postgres(location_)); }

  std::unique_ptr<PostgresConnection> take() {
    std::lock_guard const lock{mutex_};
    if (idle_.empty()) return open_postgres(location_);
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
  }

  void give(std::unique_ptr<PostgresConnection> session) {
    if (session->broken()) return;
    std::lock_guard const lock{mutex_};
    if (idle_.size() < most_idle) idle_.push_back(std::move(session));
  }

 private:
  static constexpr std::size_t most_idle = 16;
  std::string location_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
};

/// One schema with its own role: what another authority's role owns cannot be read even by a wrong query.
class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(Sessions& sessions, std::string schema, std::string role, jobs::Workers& workers)
      : sessions_{sessions},
        schema_{std::move(schema)},
        role_{std::move(role)},
        writer_{workers, [this](auto const& work) { with_session(work); }} {}

  void read(std::function<void(Connection&)> const& work) override { with_session(work); }

  void write(std::function<void(Connection&)> const& work) override { writer_.write(work); }
  std::int64_t own_commits() const override { return writer_.commits(); }

  bool migrate_to(std::vector<Migration> const& migrations, Clock const& clock) {
    auto session = sessions_.take();
    session->create(schema_, role_);
    session->enter(schema_, role_);
    bool const changed = migrate(*session, migrations, clock);
    sessions_.give(std::move(session));
    return changed;
  }

 private:
  void with_session(GroupWriter::Work const& work) {
    auto session = sessions_.take();
    session->enter(schema_, role_);
    work(*session);
    sessions_.give(std::move(session));
  }

  Sessions& sessions_;
  std::string schema_;
  std::string role_;
  GroupWriter writer_;
};

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(StoreOptions const& options) : sessions_{options.location} {
    auto session = sessions_.take();
    // Roles belong to the whole cluster, so they carry the name of the database.
    prefix_ = "kreislauf_" + session->database_name() + "_";
    sessions_.give(std::move(session));
    commons_ = std::make_unique<PostgresDatabase>(sessions_, "commons", prefix_ + "commons", workers_);
  }

  ~PostgresStore() override { workers_.stop(); }

  Database& commons() override { return *commons_; }
  Database& authority(AuthorityKey const& key) override { return schema_of(key); }

  void migrate_commons(std::vector<Migration> const& migrations, Clock const& clock) override {
    commons_->migrate_to(migrations, clock);
  }

  MigrationReport migrate_authorities(std::vector<AuthorityKey> const& keys, std::vector<Migration> const& migrations,
                                      Clock const& clock, std::function<void(std::size_t)> const& progress) override {
    MigrationReport report;
    for (auto const& key : keys) {
      try {
        if (schema_of(key).migrate_to(migrations, clock)) ++report.changed;
      } catch (StoreNewer const&) {
        throw;
      } catch (StoreError const& error) {
        report.failed.push_back(fmt::format("{}: {}", key.value(), error.what()));
      }
      progress(++report.databases);
    }
    return report;
  }

  std::string engine() const override { return "PostgreSQL"; }

 private:
  PostgresDatabase& schema_of(AuthorityKey const& key) {
    std::lock_guard const lock{mutex_};
    auto& database = databases_[key];
    if (not database) {
      database =
          std::make_unique<PostgresDatabase>(sessions_, "authority_" + key.value(), prefix_ + key.value(), workers_);
    }
    return *database;
  }

  Sessions sessions_;
  std::string prefix_;
  jobs::Workers workers_{4, 4096};
  std::unique_ptr<PostgresDatabase> commons_;
  std::mutex mutex_;
  std::map<AuthorityKey, std::unique_ptr<PostgresDatabase>> databases_;
};

}  // namespace

std::unique_ptr<Store> open_postgres_store(StoreOptions const& options) {
  return std::make_unique<PostgresStore>(options);
}

}  // namespace kreislauf::db
