#pragma once

#include <memory>
#include <string>

#include "platform/db/connection.h"

namespace kreislauf::db {

struct SqliteOptions {
  bool read_only = false;
  std::string vfs;            ///< name of the disk to use; empty: the operating system's
  bool without_sync = false;  ///< see StoreOptions
  int cache_kib = 512;
};

/// The schema as SQLite stores it best. Only a column that is declared INTEGER PRIMARY KEY is the number of the row
/// itself, any other key is a second tree; PostgreSQL needs BIGINT for 64 bits. A table whose rows are little more than
/// their key ends with `) /* key only */;` and is one tree.
std::string for_sqlite(std::string sql);

/// Files that root makes in the folder of a service are files that the service cannot read. Throws StoreDenied with
/// what to do instead.
void refuse_strange_owner(std::string const& folder);

/// Opens (and where allowed creates) a database file: WAL, every commit on disk before it is acknowledged.
std::unique_ptr<Connection> open_sqlite(std::string const& path, SqliteOptions const& options);

}  // namespace kreislauf::db
