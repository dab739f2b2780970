#pragma once

#include <string>

#include "platform/db/db.h"

namespace kreislauf::appointments::store {

/// Name and office of a desk, whether it is still at work or not; empty where there never was one.
struct DeskPlace {
  std::string name, office;
  static DeskPlace from(db::Row const& row);
};
DeskPlace desk_place(db::Connection& connection, std::int64_t desk);

}  // namespace kreislauf::appointments::store
