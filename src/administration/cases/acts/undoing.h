#pragma once

#include <chrono>
#include <vector>

#include "administration/cases/acts/change.h"

// Something was done to several cases at once and was wrong: for a while all of it can be undone.
namespace kreislauf::cases {

inline constexpr std::chrono::minutes undone_within{30};

/// How this case stood, and which state of it may be undone.
struct Before {
  Case one;
  std::int64_t revision = 0;  ///< after what was done
};
/// Its number, for `undo`.
std::int64_t keep_before(acts::Transaction& tx, std::string_view office, std::vector<Before> const& all);

struct Undone {
  std::int64_t changed = 0, left = 0;  ///< `left` have moved on since
};
/// By who has done it, within half an hour. Throws NotNow after that, and when it was undone before.
Undone undo(acts::Transaction& tx, std::string_view office, std::int64_t number);

void tidy_undos(db::Connection& connection, Instant now);

}  // namespace kreislauf::cases
