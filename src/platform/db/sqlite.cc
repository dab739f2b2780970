#include "platform/db/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include "base/errors.h"

namespace kreislauf::db {

namespace {

/// After a failed fsync nobody knows what is on disk; going on could acknowledge what is lost. So the process ends,
/// and the next start reads what really is there.
[[noreturn]] void end_after_failed_sync() {
  std::fputs("{\"level\":\"fatal\",\"event\":\"fsync_failed\",\"action\":\"process ends, restart reads the disk\"}\n",
             stderr);
  std::_Exit(70);
}

/// `authorities/05554016/authority.db`: which file it was; the folders above are nobody's business.
std::string file_of(sqlite3* db) {
  auto const* path = db == nullptr ? nullptr : sqlite3_db_filename(db, "main");
  std::string_view const whole = path == nullptr ? "" : path;
  auto const at = whole.rfind("/authorities/");
  return std::string{at == std::string_view::npos ? whole.substr(whole.rfind('/') + 1) : whole.substr(at + 1)};
}

/// No room on the disk, wherever SQLite met it: also where it could not lay out the index of its log, without which a
/// file that nobody has opened yet cannot even be read.
bool is_full(sqlite3* db, int extended) {
  bool const failed = (extended & 0xFF) == SQLITE_IOERR;
  return (extended & 0xFF) == SQLITE_FULL or extended == SQLITE_IOERR_SHMSIZE or
         (failed and db != nullptr and sqlite3_system_errno(db) == ENOSPC);
}

[[noreturn]] void fail(sqlite3* db, int code) {
  auto const extended = db == nullptr ? code : sqlite3_extended_errcode(db);
  if (extended == SQLITE_IOERR_FSYNC or extended == SQLITE_IOERR_DIR_FSYNC) end_after_failed_sync();
  auto const message = fmt::format("SQLite: {} ({}), {}", sqlite3_errstr(extended), extended, file_of(db));
  if (is_full(db, extended)) throw StoreFull{message};
  switch (code & 0xFF) {
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      throw StoreDenied{message};
    default:
      throw StoreError{fmt::format("{}: {}", message, db == nullptr ? "" : sqlite3_errmsg(db))};
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_{statement} {}
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string_view text(int column) const override {
    auto const* bytes = reinterpret_cast<char const*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  sqlite3_stmt* statement_;
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(std::string const& path, SqliteOptions const& options) {
    sqlite3* raw = nullptr;
    int const flags =
        SQLITE_OPEN_NOMUTEX | (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    int const code = sqlite3_open_v2(path.c_str(), &raw, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    db_.reset(raw);
    if (code != SQLITE_OK) fail(raw, code);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, 10'000);
    if (not options.read_only) script("PRAGMA journal_mode=WAL");
    // FULL: a commit is on disk before anybody hears of it. Measured: NORMAL loses up to 4 % in a power cut.
    script(options.without_sync ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL");
    script(fmt::format("PRAGMA foreign_keys=ON; PRAGMA cache_size=-{}; PRAGMA trusted_schema=OFF", options.cache_kib));
    // A page that many commits change is copied into the file once for all of them: the log may hold 16 MiB before
    // that, and is cut back after it. What a SAVEPOINT may have to undo stays in memory instead of a temporary file.
    // What is erased is overwritten, not only forgotten.
    if (not options.read_only)
      script(
          "PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=4194304; PRAGMA "
          "temp_store=MEMORY");
  }

  void script(std::string const& sql) override {
    // The frame of each write: prepared once, as everything else.
    if (sql == "SAVEPOINT one" or sql == "RELEASE SAVEPOINT one") {
      run(sql, {}, {});
      return;
    }
    int const code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(db_.get(), code);
  }

 protected:
  std::int64_t run(std::string_view sql, std::span<Param const> params, Sink const& sink) override {
    auto* statement = prepared(sql);
    bind(statement, params);
    SqliteRow const row{statement};
    int code = 0;
    try {
      while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (sink) sink(row);
      }
    } catch (...) {
      sqlite3_reset(statement);
      throw;
    }
    if (code != SQLITE_DONE) {
      sqlite3_reset(statement);
      fail(db_.get(), code);
    }
    sqlite3_reset(statement);
    return sqlite3_changes64(db_.get());
  }

 private:
  sqlite3_stmt* prepared(std::string_view sql) {
    if (auto const found = statements_.find(sql); found != statements_.end()) return found->second.get();
    sqlite3_stmt* raw = nullptr;
    int const code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &raw, nullptr);
    if (code != SQLITE_OK) fail(db_.get(), code);
    return statements_.emplace(std::string{sql}, raw).first->second.get();
  }

  void bind(sqlite3_stmt* statement, std::span<Param const> params) {
    for (std::size_t i = 0; i < params.size(); ++i) {
      int const at = static_cast<int>(i) + 1;
      int const code = std::visit(
          [&](auto const& value) {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, std::nullptr_t>)
              return sqlite3_bind_null(statement, at);
            else if constexpr (std::is_same_v<T, std::int64_t>)
              return sqlite3_bind_int64(statement, at, value);
            else if constexpr (std::is_same_v<T, double>)
              return sqlite3_bind_double(statement, at, value);
            // An empty view may have no data, which SQLite would take for NULL.
            else
              return sqlite3_bind_text(statement, at, value.data() == nullptr ? "" : value.data(),
                                       static_cast<int>(value.size()), SQLITE_STATIC);
          },
          params[i]);
      if (code != SQLITE_OK) fail(db_.get(), code);
    }
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
  };

  std::unique_ptr<sqlite3, Close> db_;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, Hash, std::equal_to<>> statements_;
};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

std::string for_sqlite(std::string sql) {
  replace_all(sql, "BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY");
  replace_all(sql, "/* key only */", "WITHOUT ROWID");
  return sql;
}

std::unique_ptr<Connection> open_sqlite(std::string const& path, SqliteOptions const& options) {
  // SQLite's own count of its memory takes one lock of the whole process for each allocation, and nobody reads it.
  [[maybe_unused]] static int const uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return std::make_unique<SqliteConnection>(path, options);
}

}  // namespace kreislauf::db
