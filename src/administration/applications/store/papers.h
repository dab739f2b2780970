#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/db/connection.h"

namespace kreislauf::applications::store {

/// What an office says of the paper from which it takes an application over.
struct Paper {
  std::string received_on = {};  ///< the stamp of arrival: `2026-11-23`
  std::string signed_by = {};    ///< `ja`, `nein`; empty: nobody has said it yet

  static Paper from(db::Row const& row);
};
void save(db::Connection& connection, std::int64_t application, Paper const& paper);
/// Nothing of what came in another way.
std::optional<Paper> paper(db::Connection& connection, std::int64_t application);
void remove_paper(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications::store
