#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "platform/db/db.h"

/// Work lists. Each is answered from an index that holds exactly what it shows, in its order: a list costs its rows,
/// however many cases an office has.
namespace kreislauf::cases::store {

enum class View : std::uint8_t {
  mine,         ///< what the asker has
  deputy,       ///< what those have for whom the asker stands in today
  fresh,        ///< what nobody has
  team,         ///< everything that is open
  written,      ///< an applicant has written and waits
  waiting,      ///< for an applicant
  resubmitted,  ///< to be looked at again today or before
  signing,      ///< waits for a second signature
  overdue,      ///< its day has passed
  done          ///< ended, the newest first
};
inline constexpr std::array all_views{View::mine,    View::deputy,      View::fresh,   View::team,    View::written,
                                      View::waiting, View::resubmitted, View::signing, View::overdue, View::done};

/// Where a page of a list goes on: the day (of `done` the moment) and the number of the last row.
struct Mark {
  std::string key = {};
  std::int64_t id = 0;
};

struct Question {
  std::string office;
  View view = View::mine;
  std::int64_t holder = 0;              ///< of `mine`; of `deputy` who stands in
  std::vector<std::string> types = {};  ///< only these; empty: all
  std::string today;                    ///< `2026-11-23`
  Mark after = {};
  std::size_t limit = 50;
};

/// By the day on which they are due, then as they came; at most `limit`.
std::vector<Case> list(db::Connection& connection, Question const& question);
/// What `after` must be to go on behind this one.
Mark mark_of(View view, Case const& one);
/// How many there are, at most `most`: it is not counted on.
std::int64_t count(db::Connection& connection, Question const& question, std::int64_t most);
/// The same of every list but `done`, by the number of the view: PostgreSQL is asked all at once.
using Counts = std::array<std::int64_t, all_views.size()>;
Counts counts(db::Connection& connection, Question const& question, std::int64_t most);

}  // namespace kreislauf::cases::store
