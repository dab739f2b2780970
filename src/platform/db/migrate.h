#pragma once

#include <vector>

#include "platform/db/db.h"

namespace kreislauf::db {

/// Applies what is missing, all of it or nothing; true when anything changed.
bool migrate(Connection& connection, std::vector<Migration> const& migrations, Clock const& clock);

}  // namespace kreislauf::db
