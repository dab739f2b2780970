#pragma once

#include <optional>
#include <string>

#include "administration/cases/library.h"
#include "platform/db/connection.h"

namespace kreislauf::cases {

/// What another type would have made of a case that was.
struct Replayed {
  std::optional<deadlines::Day> due_before = {}, due_now = {};
  std::string lost_result = {};  ///< how it ended, where the other type does not end so any more
};
Replayed replayed(db::Connection& connection, Case const& one, CaseType const& before, CaseType const& now);

}  // namespace kreislauf::cases
