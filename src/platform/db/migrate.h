#pragma once

#include <functional>
#include <vector>

#include "platform/db/db.h"

namespace kreislauf::db {

/// Applies what is missing, all of it or nothing; true when anything changed.
bool migrate(Connection& connection, std::vector<Migration> const& migrations, Clock const& clock);

/// Does so for many authorities, some at once where each has a session of its own to work with. What fails beside
/// others is tried again alone, and reported when it fails again; a store of a newer program ends all (StoreNewer).
MigrationReport migrate_side_by_side(std::vector<AuthorityKey> const& keys, std::size_t at_once,
                                     std::function<bool(AuthorityKey const&)> const& migrate_one,
                                     std::function<void(std::size_t done)> const& progress);

}  // namespace kreislauf::db
