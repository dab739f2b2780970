#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/capacity/model.h"

namespace kreislauf::capacity::store {

/// From this day on, the earliest first.
std::vector<Day> days_from(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                           std::size_t limit);
/// The same, those with room.
std::vector<Day> free_from(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                           std::size_t limit);
/// So many places on that day; what is taken stays taken.
void set_places(db::Connection& connection, std::string_view calendar, std::chrono::sys_days day, std::int64_t places);

/// Takes a place; false when there is none (any more).
bool take(db::Connection& connection, std::string_view calendar, std::chrono::sys_days day);
void give_back(db::Connection& connection, std::string_view calendar, std::chrono::sys_days day);
struct Claim {
  std::string calendar;
  std::chrono::sys_days day;
  static Claim from(db::Row const& row);
};
void add_claim(db::Connection& connection, std::string_view subject, Claim const& claim);
std::optional<Claim> claim_of(db::Connection& connection, std::string_view subject);
void remove_claim(db::Connection& connection, std::string_view subject);

void forget_before(db::Connection& connection, std::chrono::sys_days day);

}  // namespace kreislauf::capacity::store
