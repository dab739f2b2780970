#pragma once

#include <string_view>
#include <vector>

#include "platform/db/db.h"

namespace kreislauf::db {

/// The migrations that lie in `folder` and whose file begins with `prefix` (`commons_` or `authority_`), in the order
/// of their names. A migration is named after its module: `appointments/authority_0001_desks.sql`.
std::vector<Migration> embedded_migrations(std::string_view folder, std::string_view prefix);

/// The same of all folders below src/: what a store needs before any module works with it.
std::vector<Migration> all_embedded_migrations(std::string_view prefix);

/// The next number of a series, from 1, without gaps among what is committed. The row stays locked until the
/// transaction ends, so numbers are given in the order of commits on both engines.
std::int64_t next_number(Connection& connection, std::string_view series);

}  // namespace kreislauf::db
