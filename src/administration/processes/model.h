#pragma once

#include <cstdint>
#include <string>

#include "platform/db/connection.h"

namespace kreislauf::processes {

/// A process under way, or over. Moments are ISO 8601 in UTC, empty where there is none.
struct Running {
  std::string subject = {};   ///< whose it is: `case:17`
  std::string state = {};     ///< where its tokens stand, sealed; empty when it is over
  std::string next_due = {};  ///< when it moves on by itself
  std::string stuck = {};     ///< element at which it could not go on; then it is over, and people decide without it
  static Running from(db::Row const& row);
};
inline bool is_over(Running const& one) { return one.state.empty(); }

/// In place of a choice, where a task is done and there was none.
inline constexpr std::string_view simply_done = "erledigt";

/// Something that somebody has to do now, or had to.
struct OpenTask {
  std::int64_t id = 0;
  std::string subject = {};
  std::string element = {};  ///< id in the drawing
  std::int64_t token = 0;    ///< how the engine calls it
  std::string opened_at = {};
  std::string due_on = {};     ///< day; empty: none
  std::string waits_for = {};  ///< `opinion:17`: it is done when that is; empty: a person says that it is
  std::string answer = {};     ///< id of what was chosen; empty: it was not needed any more
  std::int64_t staff = 0;      ///< who has done it
  std::string closed_at = {};
  static OpenTask from(db::Row const& row);
};
inline bool is_open(OpenTask const& task) { return task.closed_at.empty(); }

}  // namespace kreislauf::processes
