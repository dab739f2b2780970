#include "administration/cases/store/absences.h"

namespace kreislauf::cases::store {

namespace {

constexpr auto keep = R"sql(
  INSERT INTO case_absences (staff, deputy, from_day, until_day, sealed) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (staff) DO UPDATE SET deputy = excluded.deputy, from_day = excluded.from_day,
    until_day = excluded.until_day, sealed = excluded.sealed)sql";
constexpr auto drop_one = "DELETE FROM case_absences WHERE staff = ?";
constexpr auto drop_old = "DELETE FROM case_absences WHERE until_day < ?";
constexpr auto one_of = "SELECT staff, deputy, from_day, until_day, sealed FROM case_absences WHERE staff = ?";
constexpr auto all_for_deputy =
    "SELECT staff, deputy, from_day, until_day, sealed FROM case_absences WHERE deputy = ? AND until_day >= ? AND "
    "from_day <= ? ORDER BY until_day, staff";
constexpr auto all_since =
    "SELECT staff, deputy, from_day, until_day, sealed FROM case_absences WHERE until_day >= ? ORDER BY staff";

}  // namespace

void set_absence(db::Connection& connection, Absence const& one) {
  connection.later(keep, one.staff, one.deputy, one.from_day, one.until_day, one.sealed);
}

void end_absence(db::Connection& connection, std::int64_t staff) { connection.later(drop_one, staff); }

std::optional<Absence> absence_of(db::Connection& connection, std::int64_t staff) {
  return connection.one<Absence>(one_of, staff);
}

std::vector<Absence> stood_in_for(db::Connection& connection, std::int64_t deputy, std::string_view day) {
  return connection.query<Absence>(all_for_deputy, deputy, day, day);
}

std::vector<Absence> absences(db::Connection& connection, std::string_view day) {
  return connection.query<Absence>(all_since, day);
}

void drop_absences_before(db::Connection& connection, std::string_view day) { connection.later(drop_old, day); }

}  // namespace kreislauf::cases::store
