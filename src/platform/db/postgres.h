#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/db/connection.h"

namespace kreislauf::db {

/// A PostgreSQL session that can step into one authority's schema and role and out again.
class PostgresConnection : public Connection {
 public:
  /// From now on names mean this schema, and only what its role may see is seen.
  virtual void enter(std::string const& schema, std::string const& role) = 0;
  /// The schema that names mean now; empty before the first.
  virtual std::string const& entered() const = 0;
  /// Creates schema and role where they do not exist yet.
  virtual void create(std::string const& schema, std::string const& role) = 0;
  /// From now on this session may take long: it makes databases, schemas, tables.
  virtual void be_patient() = 0;
  virtual std::string database_name() const = 0;
  virtual bool broken() const = 0;
  /// What others have told by NOTIFY on the channels this session listens to, since the last call.
  virtual std::vector<std::string> notifications() = 0;
};

/// `location` is a libpq connection string or postgresql:// address.
std::unique_ptr<PostgresConnection> open_postgres(std::string const& location);

/// `?` as `$1`, `$2` ...; question marks inside quotes stay.
std::string numbered_placeholders(std::string_view sql);

}  // namespace kreislauf::db
