#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/db/db.h"

namespace kreislauf::cases::store {

/// What was done to several cases at once, and how they stood before: `earlier` is JSON, written and read by acts.
struct Undo {
  std::int64_t id = 0;
  std::string office = {};
  std::int64_t staff = 0;
  std::string at = {}, earlier = {};
  static Undo from(db::Row const& row);
};
void add(db::Connection& connection, Undo const& undo);
std::optional<Undo> undo(db::Connection& connection, std::int64_t id);
/// It was undone: its number stays, so that an old page cannot mean a later one.
void spend(db::Connection& connection, Undo const& undo);
void drop_undos_before(db::Connection& connection, std::string_view moment);

}  // namespace kreislauf::cases::store
