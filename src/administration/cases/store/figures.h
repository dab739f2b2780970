#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "platform/db/db.h"

/// What an office has done, counted as it happens and of nobody.
namespace kreislauf::cases {

/// What is counted: opened, decided, in time, asked for something, how many days a decision took (`days:17`); of drafts
/// those begun, and those that ended unsent by the page (`dropped:dinge`); by which way something came (`way:online`);
/// how it went (`mark:4`).
namespace counts {
inline constexpr std::string_view opened = "opened", decided = "decided", in_time = "in_time", asked = "asked",
                                  days = "days:", begun = "begun", dropped = "dropped:", way = "way:", mark = "mark:";
}

namespace store {

/// One more of it, on this day, in the office and of the type of this case.
void count_one(db::Connection& connection, Case const& one, std::string_view day, std::string_view what);
void count_one(db::Connection& connection, std::string_view office, std::string_view type, std::string_view day,
               std::string_view what);

/// One less of it: it turned out not to be so.
void uncount_one(db::Connection& connection, Case const& one, std::string_view day, std::string_view what);

/// Sums since a day, by type and by what; of the days one sum each.
using Sums = std::map<std::string, std::map<std::string, std::int64_t>>;
Sums sums_since(db::Connection& connection, std::string_view office, std::string_view day);
/// The same by day instead of by type, of what was opened and decided.
Sums sums_by_day(db::Connection& connection, std::string_view office, std::string_view day);

/// Open cases of an office by when they arrived: until this day and not later than each, the oldest first.
std::vector<std::int64_t> open_until(db::Connection& connection, std::string_view office,
                                     std::vector<std::string> const& days);

}  // namespace store

}  // namespace kreislauf::cases
