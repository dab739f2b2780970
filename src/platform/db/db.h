#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/db/connection.h"

/// The store: one database for what authorities share (the commons) and one for each authority.
/// No query runs without a handle to one of them; no table carries a tenant column.
namespace kreislauf::db {

/// A forward-only change of the schema. SQL in the common subset of SQLite 3.40 and PostgreSQL 15.
struct Migration {
  std::string name;  ///< `catalog/0001_services`: module, number, purpose
  std::string sql;
};

struct MigrationReport {
  std::size_t databases = 0;
  std::size_t changed = 0;
  std::vector<std::string> failed;  ///< key of the authority and the reason
};

/// One database. Copies are cheap handles; the store outlives them.
class Database {
 public:
  virtual ~Database() = default;

  /// Runs `work` with a session for reading. What it reads is one consistent state on SQLite per statement.
  virtual void read(std::function<void(Connection&)> const& work) = 0;
  /// Runs `work` in the next group commit and returns when its changes are on disk. An exception from `work` undoes
  /// this work only and comes back to the caller; a failed commit undoes all of the group and every caller hears of it.
  void write(std::function<void(Connection&)> const& work) { write_after({}, work); }
  /// The same with questions that were asked for all works of the group in one trip, before the first of them runs;
  /// none of them may throw, and what the others of the group write is not in their answers.
  virtual void write_after(std::function<void(Connection&)> const& questions,
                           std::function<void(Connection&)> const& work) = 0;
  /// Number of commits so far: differs from an earlier call when anybody has written in between, here or elsewhere.
  std::int64_t version();
  /// Number of commits by other programs. While we write it may be too low for a moment, never too high: compare with
  /// the highest value so far.
  std::int64_t foreign_version();

  /// What was erased leaves the log of the store, too (SQLite; PostgreSQL does so by its own VACUUM).
  virtual void settle() {}

 protected:
  virtual std::int64_t own_commits() const = 0;
};

struct StoreOptions {
  std::string location;  ///< a directory for SQLite files, or `postgresql://...`
  std::string vfs;       ///< SQLite disk by name, for tests with failing disks
  bool without_sync =
      false;  ///< loses commits in a power cut: the control of the tests that cut the power, for nothing else
  std::size_t open_databases = 512;  ///< how many authorities' files stay open at once
};

class Store {
 public:
  /// Throws StoreDenied with what to do when the place cannot be used.
  static std::unique_ptr<Store> open(StoreOptions const& options);
  virtual ~Store() = default;

  virtual Database& commons() = 0;
  /// The database of one authority; it must have been created.
  virtual Database& authority(AuthorityKey const& key) = 0;
  /// Closes what is open of an authority's database and not in use just now; it opens again by itself. For those who
  /// look through all authorities: each open file costs memory and descriptors.
  virtual void rest(AuthorityKey const&) {}

  /// Creates missing databases and brings all to the newest schema. Repeatable.
  virtual void migrate_commons(std::vector<Migration> const& migrations, Clock const& clock) = 0;
  virtual MigrationReport migrate_authorities(std::vector<AuthorityKey> const& keys,
                                              std::vector<Migration> const& migrations, Clock const& clock,
                                              std::function<void(std::size_t done)> const& progress) = 0;
  virtual std::string engine() const = 0;

  /// Copies each database into the folder, which must be there and empty, while others go on: each as it was at one
  /// moment after the call. Returns the files, relative to the folder. Throws StoreError where the engine has tools of
  /// its own for that.
  virtual std::vector<std::string> copy_to(std::string const& folder) = 0;

  // ---- Several servers at one store (PostgreSQL)

  /// This program serves the store from now on. Where only one may (SQLite), throws StoreDenied that names the other.
  virtual void claim() {}
  /// Is it this program that does what only one may do: jobs, mails? When the one who did it dies, another does it.
  virtual bool on_duty() { return true; }
  /// How many programs serve this store just now, this one among them: what a network may do is for all of them.
  virtual int servers() { return 1; }
  /// Tells the other servers that something has changed; a topic of live::Hub.
  virtual void tell_others(std::string const&) {}
  virtual std::vector<std::string> told_by_others() { return {}; }
};

}  // namespace kreislauf::db
