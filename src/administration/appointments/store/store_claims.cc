#include "administration/appointments/store/store.h"

// The table in which a unit of a desk belongs to one appointment at most, and what has changed in it.
namespace kreislauf::appointments::store {

namespace {

constexpr auto claim_unit = R"sql(
  INSERT INTO slot_claims (desk, day, unit, appointment) VALUES (?, ?, ?, ?)
  ON CONFLICT (desk, day, unit) DO NOTHING)sql";
constexpr auto free_units =
    "DELETE FROM slot_claims WHERE desk = ? AND day = ? AND unit >= ? AND unit < ? AND appointment = ?";
constexpr auto pass_units =
    "UPDATE slot_claims SET appointment = ? WHERE desk = ? AND day = ? AND unit >= ? AND unit < ? AND appointment = ?";
constexpr auto note_change =
    "INSERT INTO slot_changes (seq, desk, day) SELECT COALESCE(MAX(seq), 0) + 1, ?, ? FROM slot_changes";
constexpr auto all_claims =
    "SELECT desk, day, unit, appointment FROM slot_claims WHERE day >= ? ORDER BY desk, day, unit";
constexpr auto claims_of_desk =
    "SELECT desk, day, unit, appointment FROM slot_claims WHERE desk = ? AND day = ? ORDER BY unit";
constexpr auto newer_changes = "SELECT seq, desk, day FROM slot_changes WHERE seq > ? ORDER BY seq";
// Two questions that the key answers; both in one aggregate would read the whole table.
constexpr auto range_of_changes =
    "SELECT COALESCE((SELECT MIN(seq) FROM slot_changes), 0), COALESCE((SELECT MAX(seq) FROM slot_changes), 0)";

void changed(db::Connection& connection, std::int64_t desk, Day day) {
  connection.exec(note_change, desk, number_of(day));
}

}  // namespace

bool claim(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t appointment) {
  for (int unit = first; unit < last; ++unit) {
    if (connection.exec(claim_unit, desk, number_of(day), unit, appointment) == 1) continue;
    connection.exec(free_units, desk, number_of(day), first, unit, appointment);
    return false;
  }
  changed(connection, desk, day);
  return true;
}

void give_back(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t appointment) {
  connection.exec(free_units, desk, number_of(day), first, last, appointment);
  changed(connection, desk, day);
}

void hand_over(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t from,
               std::int64_t to) {
  connection.exec(pass_units, to, desk, number_of(day), first, last, from);
}

ClaimedUnit ClaimedUnit::from(db::Row const& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
}
SlotChange SlotChange::from(db::Row const& row) { return {row.integer(0), row.integer(1), row.integer(2)}; }

std::vector<ClaimedUnit> claims_from(db::Connection& connection, Day first) {
  return connection.query<ClaimedUnit>(all_claims, number_of(first));
}
std::vector<ClaimedUnit> claims_of(db::Connection& connection, std::int64_t desk, Day day) {
  return connection.query<ClaimedUnit>(claims_of_desk, desk, number_of(day));
}
std::vector<SlotChange> changes_after(db::Connection& connection, std::int64_t seq) {
  return connection.query<SlotChange>(newer_changes, seq);
}

std::pair<std::int64_t, std::int64_t> change_range(db::Connection& connection) {
  std::pair<std::int64_t, std::int64_t> range{0, 0};
  connection.each(range_of_changes, [&](db::Row const& row) { range = {row.integer(0), row.integer(1)}; });
  return range;
}

}  // namespace kreislauf::appointments::store
