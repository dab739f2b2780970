#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <shared_mutex>

#include "base/errors.h"
#include "platform/db/group_writer.h"
#include "platform/db/migrate.h"
#include "platform/db/sqlite.h"
#include "platform/db/stores.h"

namespace kreislauf::db {

namespace {

namespace fs = std::filesystem;

/// Holds a folder against other programs that take it in the same way; it is let go even when the program dies.
class HeldFolder {
 public:
  explicit HeldFolder(std::string const& path) : folder_{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {
    // Where a file system knows no such locks, programs stand side by side unguarded.
    while (folder_ >= 0 and ::flock(folder_, LOCK_EX) != 0 and errno == EINTR) {
    }
  }
  ~HeldFolder() {
    if (folder_ >= 0) ::close(folder_);
  }
  HeldFolder(HeldFolder const&) = delete;
  HeldFolder& operator=(HeldFolder const&) = delete;

 private:
  int folder_;
};

/// Gives a file its name unless one of that name has come meanwhile, which stays; whether it did.
bool rename_if_free(std::string const& from, std::string const& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST) {
    fs::remove(from);
    return false;
  }
  fs::rename(from, to);  // not every file system knows how to keep what is there
  return true;
}

/// One SQLite file: a writing session and a few reading ones, opened when first needed.
class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, StoreOptions const& options, jobs::Workers& workers)
      : path_{std::move(path)},
        vfs_{options.vfs},
        without_sync_{options.without_sync},
        writer_{workers, [this](auto const& work) { lend_writer(work); }} {}

  void read(std::function<void(Connection&)> const& work) override {
    auto reader = take_reader();
    work(*reader);
    std::lock_guard const lock{mutex_};
    if (readers_.size() < most_readers) readers_.push_back(std::move(reader));
  }

  void write_after(std::function<void(Connection&)> const& questions,
                   std::function<void(Connection&)> const& work) override {
    writer_.write(questions, work);
  }
  std::int64_t own_commits() const override { return writer_.commits(); }

  /// A stop leaves whole files: what is still in the log goes into the file, and the log is empty.
  ~SqliteDatabase() override { close_idle(); }

  /// Closes sessions nobody uses, so that file descriptors suffice for a whole Land. Readers first: who closes last
  /// empties the log, and a reader may not.
  void close_idle() {
    std::scoped_lock const lock{mutex_, writer_mutex_};
    readers_.clear();
    try {
      if (not write_session_ and log_is_left()) open_writer();
      if (write_session_) write_session_->script(empty_log);
    } catch (StoreError const&) {  // a full or failing disk: the log stays, and the next start reads it
    }
    write_session_.reset();
  }

  void settle() override {
    lend_writer([](Connection& connection) { connection.script(empty_log); });
  }

  bool migrate_to(std::vector<Migration> const& migrations, Clock const& clock) {
    bool changed = false;
    auto ours = migrations;
    for (auto& migration : ours) migration.sql = for_sqlite(std::move(migration.sql));
    lend_writer([&](Connection& connection) { changed = migrate(connection, ours, clock); });
    return changed;
  }

  std::atomic<std::uint64_t> last_used{0};

 private:
  static constexpr auto empty_log = "PRAGMA wal_checkpoint(TRUNCATE)";
  static constexpr std::size_t most_readers = 8;
  static constexpr int writer_cache_kib =
      8192;  // taken as it is needed; the pages of a whole group fit, so that nothing spills before its commit

  std::unique_ptr<Connection> take_reader() {
    {
      std::lock_guard const lock{mutex_};
      if (not readers_.empty()) {
        auto reader = std::move(readers_.back());
        readers_.pop_back();
        return reader;
      }
    }
    return open_sqlite(path_, {.read_only = true, .vfs = vfs_, .without_sync = without_sync_});
  }

  void lend_writer(GroupWriter::Work const& work) {
    std::lock_guard const lock{writer_mutex_};
    if (not write_session_) open_writer();
    work(*write_session_);
  }

  void open_writer() {
    write_session_ = open_sqlite(
        path_, {.read_only = false, .vfs = vfs_, .without_sync = without_sync_, .cache_kib = writer_cache_kib});
  }

  bool log_is_left() const {
    std::error_code none;
    return fs::file_size(path_ + "-wal", none) > 0 and not none;
  }

  std::string path_;
  std::string vfs_;
  bool without_sync_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;
  std::mutex writer_mutex_;
  std::unique_ptr<Connection> write_session_;
  GroupWriter writer_;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(StoreOptions options) : options_{std::move(options)} {
    prepare_directory();
    commons_ = std::make_unique<SqliteDatabase>(options_.location + "/commons.db", options_, workers_);
  }

  ~SqliteStore() override {
    workers_.stop();
    if (lock_ >= 0) ::close(lock_);
  }

  Database& commons() override { return *commons_; }

  Database& authority(AuthorityKey const& key) override { return file_of(key); }

  void rest(AuthorityKey const& key) override {
    SqliteDatabase* file = nullptr;
    {
      std::shared_lock const lock{mutex_};
      if (auto const found = files_.find(key); found != files_.end()) file = found->second.get();
    }
    if (file != nullptr) file->close_idle();  // outside of the lock: it waits for a commit under way
  }

  void migrate_commons(std::vector<Migration> const& migrations, Clock const& clock) override {
    commons_->migrate_to(migrations, clock);
  }

  MigrationReport migrate_authorities(std::vector<AuthorityKey> const& keys, std::vector<Migration> const& migrations,
                                      Clock const& clock, std::function<void(std::size_t)> const& progress) override {
    MigrationReport report;
    auto const created = create_missing(keys, migrations, clock);
    for (auto const& key : keys) {
      try {
        if (created.contains(key) or file_of(key).migrate_to(migrations, clock)) ++report.changed;
      } catch (StoreNewer const&) {
        throw;
      } catch (StoreError const& error) {
        report.failed.push_back(fmt::format("{}: {}", key.value(), error.what()));
      }
      progress(++report.databases);
    }
    return report;
  }

  std::string engine() const override { return "SQLite"; }

  std::vector<std::string> copy_to(std::string const& folder) override {
    std::vector<std::string> files{"commons.db"};
    copy_file(files.front(), folder);
    for (auto const& entry : fs::directory_iterator{options_.location + "/authorities"}) {
      auto const file = "authorities/" + entry.path().filename().string() + "/authority.db";
      if (not fs::exists(options_.location + "/" + file)) continue;
      fs::create_directories(folder + "/authorities/" + entry.path().filename().string());
      copy_file(file, folder);
      files.push_back(file);
    }
    sync_disk(folder);
    return files;
  }

  /// Two servers would send every mail twice and know nothing of each other's limits.
  void claim() override {
    auto const path = options_.location + "/serving";
    lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) throw StoreDenied{fmt::format("the file {} cannot be written", path)};
    std::array<char, 24> text{};
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
      auto const size = ::read(lock_, text.data(), text.size() - 1);
      throw StoreDenied{fmt::format("the folder {} is served by process {} already; stop that one first",
                                    options_.location,
                                    std::string_view{text.data(), size > 0 ? static_cast<std::size_t>(size) : 0})};
    }
    auto const pid = std::to_string(::getpid());
    if (::ftruncate(lock_, 0) != 0 or
        ::write(lock_, pid.data(), pid.size()) < 0) {  // who serves is only told, not needed
    }
  }

 private:
  void prepare_directory() {
    refuse_strange_owner(options_.location);
    std::error_code error;
    fs::create_directories(options_.location + "/authorities", error);
    if (error)
      throw StoreDenied{fmt::format("the folder {} cannot be written: {}", options_.location, error.message())};
    // Personal data: for this service's account only. The files in it are made so by the umask of the program.
    if (::chmod(options_.location.c_str(), 0700) != 0)
      throw StoreDenied{
          errno == EROFS
              ? fmt::format("the disk of the folder {} can only be read", options_.location)
              : fmt::format("the folder {} belongs to another account; run this as that account, or choose a folder of "
                            "your own with --data",
                            options_.location)};
  }

  std::string folder_of(AuthorityKey const& key) const {
    return fmt::format("{}/authorities/{}", options_.location, key.value());
  }

  /// A new authority's database is a copy of an empty one that was just migrated. All copies reach the disk with two
  /// syncs of the file system instead of a dozen for each, and get their name only then: a crash in between leaves no
  /// half file. Two programs may do so at once in a new folder: the second waits, and finds all made.
  std::set<AuthorityKey> create_missing(std::vector<AuthorityKey> const& keys, std::vector<Migration> const& migrations,
                                        Clock const& clock) {
    HeldFolder const alone{options_.location + "/authorities"};
    std::set<AuthorityKey> missing;
    for (auto const& key : keys) {
      if (not fs::exists(folder_of(key) + "/authority.db")) missing.insert(key);
    }
    if (missing.size() < 2) return {};
    auto const pattern = options_.location + "/authorities/empty.db";
    fs::remove(pattern);
    SqliteDatabase{pattern, options_, workers_}.migrate_to(migrations, clock);
    try {
      for (auto const& key : missing) {
        fs::create_directories(folder_of(key));
        fs::copy_file(pattern, folder_of(key) + "/authority.db.new", fs::copy_options::overwrite_existing);
      }
      sync_disk();
      std::erase_if(missing, [&](AuthorityKey const& key) {
        return not rename_if_free(folder_of(key) + "/authority.db.new", folder_of(key) + "/authority.db");
      });
      sync_disk();
    } catch (fs::filesystem_error const& error) {
      if (error.code() == std::errc::no_space_on_device) throw StoreFull{error.code().message()};
      throw StoreDenied{fmt::format("{}: {}", options_.location, error.code().message())};
    }
    fs::remove(pattern);
    return missing;
  }

  /// A reader's view of one moment, written anew: writers go on, and what was erased is in no free page of it.
  void copy_file(std::string const& file, std::string const& folder) const {
    auto const session = open_sqlite(options_.location + "/" + file, {.read_only = true, .vfs = options_.vfs});
    session->exec("VACUUM INTO ?", folder + "/" + file);
  }

  void sync_disk() const { sync_disk(options_.location); }
  static void sync_disk(std::string const& place) {
    int const folder = ::open(place.c_str(), O_RDONLY | O_DIRECTORY);
    bool const synced = folder >= 0 and ::syncfs(folder) == 0;
    if (folder >= 0) ::close(folder);
    if (not synced) throw StoreError{"the file system could not be synced"};
  }

  SqliteDatabase& file_of(AuthorityKey const& key) {
    auto const now = ++tick_;
    {
      std::shared_lock const lock{mutex_};
      if (auto const found = files_.find(key); found != files_.end()) {
        found->second->last_used = now;
        return *found->second;
      }
    }
    std::unique_lock const lock{mutex_};
    auto& file = files_[key];
    if (not file) {
      // One folder an authority: it can take its file and leave.
      auto const folder = folder_of(key);
      std::error_code error;
      fs::create_directories(folder, error);
      if (error) throw StoreDenied{fmt::format("the folder {} cannot be written: {}", folder, error.message())};
      file = std::make_unique<SqliteDatabase>(folder + "/authority.db", options_, workers_);
    }
    file->last_used = now;
    close_oldest();
    return *file;
  }

  void close_oldest() {
    if (++opened_ < options_.open_databases) return;
    opened_ = options_.open_databases / 2;
    auto const horizon = tick_.load() - std::min<std::uint64_t>(tick_.load(), opened_);
    for (auto& [key, file] : files_) {
      if (file->last_used < horizon) file->close_idle();
    }
  }

  StoreOptions options_;
  jobs::Workers workers_{4, 4096};
  std::unique_ptr<SqliteDatabase> commons_;
  std::shared_mutex mutex_;
  std::map<AuthorityKey, std::unique_ptr<SqliteDatabase>> files_;
  std::atomic<std::uint64_t> tick_{0};
  std::size_t opened_ = 0;
  int lock_ = -1;  ///< held while this program serves the folder
};

}  // namespace

void refuse_strange_owner(std::string const& folder) {
  struct stat about {};
  if (::geteuid() != 0 or ::stat(folder.c_str(), &about) != 0 or about.st_uid == 0) return;
  auto const* owner = ::getpwuid(about.st_uid);
  auto const name = owner == nullptr ? std::to_string(about.st_uid) : std::string{owner->pw_name};
  throw StoreDenied{
      fmt::format("the folder {0} belongs to the account {1}; run this as that account: runuser -u {1} "
                  "-- kreislauf ...",
                  folder, name)};
}

std::unique_ptr<Store> open_sqlite_store(StoreOptions const& options) { return std::make_unique<SqliteStore>(options); }

}  // namespace kreislauf::db
