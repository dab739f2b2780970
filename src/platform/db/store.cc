#include "platform/db/stores.h"

namespace kreislauf::db {

std::int64_t Database::version() {
  std::int64_t version = 0;
  read([&](Connection& connection) { version = connection.number("SELECT version FROM store_version"); });
  return version;
}

std::int64_t Database::foreign_version() {
  auto const all = version();  // first: what is committed after this is counted as ours at the latest now
  return all - own_commits();
}

std::unique_ptr<Store> Store::open(StoreOptions const& options) {
  bool const postgres = options.location.starts_with("postgresql://") or options.location.starts_with("postgres://");
  return postgres ? open_postgres_store(options) : open_sqlite_store(options);
}

}  // namespace kreislauf::db
