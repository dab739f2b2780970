#pragma once

#include <memory>
#include <string>

#include "platform/db/connection.h"

namespace kreislauf::db {

struct SqliteOptions {
  bool read_only = false;
  std::string vfs;  ///< name of the disk to use; empty: the operating system's
  bool without_sync = false;  ///< see StoreOptions
};

/// Opens (and where allowed creates) a database file: WAL, every commit on disk before it is acknowledged.
std::unique_ptr<Connection> open_sqlite(std::string const& path, SqliteOptions const& options);

}  // namespace kreislauf::db
