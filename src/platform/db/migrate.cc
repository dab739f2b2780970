#include "platform/db/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <unordered_set>

#include "base/errors.h"

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

}  // namespace

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
