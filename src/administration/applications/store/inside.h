#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/model.h"

// What belongs to applications that no resident sends from the catalogue: those of staff, and objections.
namespace kreislauf::applications::store {

void add_staff(db::Connection& connection, std::int64_t application, std::int64_t staff);
/// Who of the staff has applied; 0: a resident, or the clock.
std::int64_t staff_of(db::Connection& connection, std::int64_t application);
/// The newest first.
std::vector<Application> of_staff(db::Connection& connection, std::int64_t staff, std::size_t limit);

/// For which day a process has last begun by itself; empty: never.
std::string last_repeat(db::Connection& connection, std::string_view service);
void save_repeat(db::Connection& connection, std::string_view service, std::string_view day);

struct Objection {
  std::int64_t application = 0, against = 0, notice = 0;
  static Objection from(db::Row const& row);
};
void add(db::Connection& connection, Objection const& objection);
std::optional<Objection> objection(db::Connection& connection, std::int64_t application);
/// Against notices of this application, the oldest first.
std::vector<Objection> objections_against(db::Connection& connection, std::int64_t application);

void remove_inside(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications::store
