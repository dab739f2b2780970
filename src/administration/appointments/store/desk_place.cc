#include "administration/appointments/store/desk_place.h"

namespace kreislauf::appointments::store {

namespace {

constexpr auto find_desk = "SELECT name, office FROM desks WHERE id = ?";

}  // namespace

DeskPlace DeskPlace::from(db::Row const& row) { return {.name = row.string(0), .office = row.string(1)}; }

DeskPlace desk_place(db::Connection& connection, std::int64_t desk) {
  return connection.one<DeskPlace>(find_desk, desk).value_or(DeskPlace{});
}

}  // namespace kreislauf::appointments::store
