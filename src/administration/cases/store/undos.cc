#include "administration/cases/store/undos.h"

namespace kreislauf::cases::store {

namespace {

constexpr auto insert = "INSERT INTO case_undos (id, office, staff, at, earlier) VALUES (?, ?, ?, ?, ?)";
constexpr auto one_by_id = "SELECT id, office, staff, at, earlier FROM case_undos WHERE id = ?";
constexpr auto emptied = "UPDATE case_undos SET earlier = '' WHERE id = ?";
constexpr auto drop_old = "DELETE FROM case_undos WHERE at < ?";

}  // namespace

Undo Undo::from(db::Row const& row) {
  return {row.integer(0), row.string(1), row.integer(2), row.string(3), row.string(4)};
}

void add(db::Connection& connection, Undo const& u) {
  connection.later(insert, u.id, u.office, u.staff, u.at, u.earlier);
}

std::optional<Undo> undo(db::Connection& connection, std::int64_t id) { return connection.one<Undo>(one_by_id, id); }

void spend(db::Connection& connection, Undo const& u) { connection.later(emptied, u.id); }

void drop_undos_before(db::Connection& connection, std::string_view moment) { connection.later(drop_old, moment); }

}  // namespace kreislauf::cases::store
