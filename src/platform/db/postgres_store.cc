#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <set>

#include "base/errors.h"
#include "platform/db/group_writer.h"
#include "platform/db/migrate.h"
#include "platform/db/postgres.h"
#include "platform/db/stores.h"

namespace kreislauf::db {

namespace {

enum class Use { read, write };

/// Sessions are shared by all authorities; each use enters the schema and the role of one. A server that has fallen
/// silent is asked again after two seconds, by one caller; all others are refused at once instead of waiting with him.
class Sessions {
 public:
  explicit Sessions(std::string location) : location_{std::move(location)} { give(open_postgres(location_)); }

  /// One that has done the same for this schema before, if there is one: it is there already, and has its statements
  /// prepared and planned.
  std::unique_ptr<PostgresConnection> take(std::string_view schema = {}, Use use = Use::read) {
    {
      std::lock_guard const lock{mutex_};
      auto const now = std::chrono::steady_clock::now();
      if (now < away_until_) throw StoreError{"PostgreSQL: the server does not answer"};
      if (away_) away_until_ = now + longest_probe;
      if (not idle_.empty() and not away_) return best_of_idle(schema, use);
    }
    return connect();
  }

  void give(std::unique_ptr<PostgresConnection> session, Use use = Use::read) {
    std::lock_guard const lock{mutex_};
    if (session->broken()) return gone();
    away_ = false;
    away_until_ = {};
    if (idle_.size() < most_idle) idle_.push_back({std::move(session), use});
  }

  /// The work went wrong; the session is not used again. When it is whole, the server is not away.
  void drop(PostgresConnection const& session) {
    std::lock_guard const lock{mutex_};
    if (session.broken()) return gone();
    away_ = false;
    away_until_ = {};
  }

  std::unique_ptr<PostgresConnection> connect() {
    try {
      return open_postgres(location_);
    } catch (StoreError const&) {
      std::lock_guard const lock{mutex_};
      gone();
      throw;
    }
  }

 private:
  struct Idle {
    std::unique_ptr<PostgresConnection> session;
    Use use;
  };

  std::unique_ptr<PostgresConnection> best_of_idle(std::string_view schema, Use use) {
    auto const fit = [&](Idle const& one) {
      return (one.session->entered() == schema ? 2 : 0) + (one.use == use ? 1 : 0);
    };
    auto const best =
        std::max_element(idle_.rbegin(), idle_.rend(), [&](Idle const& a, Idle const& b) { return fit(a) < fit(b); });
    auto session = std::move(best->session);
    idle_.erase(std::prev(best.base()));
    return session;
  }

  void gone() {
    away_ = true;
    away_until_ = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    idle_.clear();
  }

  static constexpr std::size_t most_idle = 16;
  static constexpr std::chrono::seconds longest_probe{20};
  std::string location_;
  std::mutex mutex_;
  std::vector<Idle> idle_;  ///< the last that was used at the end
  bool away_ = false;
  std::chrono::steady_clock::time_point away_until_;
};

/// A session of its own, which several servers at one store need: who of them does what only one may do, and what the
/// others have done.
class Neighbours {
 public:
  explicit Neighbours(Sessions& sessions) : sessions_{sessions} {}

  bool on_duty() {
    std::lock_guard const lock{mutex_};
    auto& session = opened();
    try {
      if (not on_duty_)
        on_duty_ = session.number("SELECT CASE WHEN pg_try_advisory_lock(?) THEN 1 ELSE 0 END", duty) == 1;
      else
        session.number("SELECT 1");  // whoever has lost his session has lost his duty
      return on_duty_;
    } catch (StoreError const&) {
      lose();
      throw;
    }
  }

  /// Each server holds the same shared lock as long as its session lives.
  int servers() {
    std::lock_guard const lock{mutex_};
    try {
      auto const there = opened().number(
          "SELECT COUNT(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND "
          "l.granted AND d.datname = current_database() AND l.classid = CAST(? AS BIGINT) AND "
          "l.objid = CAST(? AS BIGINT)",
          present >> 32, present & 0xffffffff);
      return std::max(1, static_cast<int>(there));
    } catch (StoreError const&) {
      lose();
      throw;
    }
  }

  /// Sent with the next `heard`: who tells does not wait for the network.
  void tell(std::string const& what) {
    std::lock_guard const lock{queue_mutex_};
    queue_.insert(what);
  }

  std::vector<std::string> heard() {
    std::set<std::string> to_tell;
    {
      std::lock_guard const lock{queue_mutex_};
      to_tell.swap(queue_);
    }
    std::lock_guard const lock{mutex_};
    std::vector<std::string> news;
    try {
      auto& session = opened();
      for (auto const& what : to_tell) session.number("SELECT COUNT(pg_notify(?, ?))", channel, mark_ + what);
      if (to_tell.empty()) session.number("SELECT 1");  // what waits comes with any answer
      for (auto const& one : session.notifications()) {
        if (not one.starts_with(mark_)) news.push_back(one.substr(std::min(one.find(' ') + 1, one.size())));
      }
    } catch (StoreError const&) {
      lose();
    }
    return news;
  }

 private:
  static constexpr std::int64_t duty = 0x6b726569736c6175;     // "kreislau": one for each database
  static constexpr std::int64_t present = 0x6b72656973706572;  // "kreisper": held together by all servers
  static constexpr std::string_view channel = "kreislauf";

  PostgresConnection& opened() {
    if (not session_) {
      session_ = sessions_.connect();
      session_->script("LISTEN kreislauf");
      mark_ = std::to_string(session_->number("SELECT pg_backend_pid()")) + " ";
      session_->number("SELECT COUNT(pg_try_advisory_lock_shared(?))", present);
    }
    return *session_;
  }
  void lose() {
    session_.reset();
    on_duty_ = false;
  }

  Sessions& sessions_;
  std::mutex mutex_;
  std::unique_ptr<PostgresConnection> session_;
  std::string mark_;  ///< before what this server tells, so that it does not hear itself
  bool on_duty_ = false;
  std::mutex queue_mutex_;
  std::set<std::string> queue_;  ///< to be told; the same twice is once
};

/// One schema with its own role: what another authority's role owns cannot be read even by a wrong query.
class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(Sessions& sessions, std::string schema, std::string role, jobs::Workers& workers)
      : sessions_{sessions},
        schema_{std::move(schema)},
        role_{std::move(role)},
        writer_{workers, [this](auto const& work) { with_session(work, Use::write); }} {}

  void read(std::function<void(Connection&)> const& work) override { with_session(work, Use::read); }

  void write_after(std::function<void(Connection&)> const& questions,
                   std::function<void(Connection&)> const& work) override {
    writer_.write(questions, work);
  }
  std::int64_t own_commits() const override { return writer_.commits(); }

  bool migrate_to(std::vector<Migration> const& migrations, Clock const& clock) {
    auto session = sessions_.take();
    session->create(schema_, role_);
    session->enter(schema_, role_);
    return migrate(*session, migrations,
                   clock);  // a session that has made things is patient, and used for nothing else
  }

 private:
  void with_session(GroupWriter::Work const& work, Use use) {
    auto session = sessions_.take(schema_, use);
    try {
      session->enter(schema_, role_);
      work(*session);
      session->settle();
    } catch (...) {
      sessions_.drop(*session);
      throw;
    }
    sessions_.give(std::move(session), use);
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
    // A new schema is a quarter of a second of work for one core of the server, and of nobody else.
    constexpr std::size_t at_once = 4;
    return migrate_side_by_side(
        keys, at_once, [&](AuthorityKey const& key) { return schema_of(key).migrate_to(migrations, clock); }, progress);
  }

  std::string engine() const override { return "PostgreSQL"; }
  std::vector<std::string> copy_to(std::string const&) override {
    throw StoreError{
        "PostgreSQL copies itself: pg_dump --format=custom, or a base backup with its log; after a restore run "
        "kreislauf "
        "restore without a folder, so that old sessions end"};
  }
  bool on_duty() override { return neighbours_.on_duty(); }
  int servers() override { return neighbours_.servers(); }
  void tell_others(std::string const& what) override { neighbours_.tell(what); }
  std::vector<std::string> told_by_others() override { return neighbours_.heard(); }

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
  Neighbours neighbours_{sessions_};
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
