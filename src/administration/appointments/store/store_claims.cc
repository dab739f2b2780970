#include "administration/appointments/store/store.h"

// The table in which a unit of a desk belongs to one appointment at most, and what has changed in it.
namespace kreislauf::appointments::store {

namespace {

constexpr auto claim_units = R"sql(
  INSERT INTO slot_claims (desk, day, unit, appointment)
  SELECT ?, ?, unit, ? FROM day_units WHERE unit >= ? AND unit < ? ON CONFLICT (desk, day, unit) DO NOTHING)sql";
// Who has looked first, with all writers behind him: what is not free after all is refused by the key.
constexpr auto take_units = R"sql(
  INSERT INTO slot_claims (desk, day, unit, appointment)
  SELECT ?, ?, unit, ? FROM day_units WHERE unit >= ? AND unit < ?)sql";
constexpr auto taken_desks = R"sql(
  SELECT desk FROM slot_claims WHERE desk IN (?, ?, ?, ?, ?, ?, ?, ?) AND day = ? AND unit >= ? AND unit < ?)sql";
constexpr auto free_units =
    "DELETE FROM slot_claims WHERE desk = ? AND day = ? AND unit >= ? AND unit < ? AND appointment = ?";
constexpr auto pass_units =
    "UPDATE slot_claims SET appointment = ? WHERE desk = ? AND day = ? AND unit >= ? AND unit < ? AND appointment = ?";
constexpr auto last_change = "SELECT COALESCE(MAX(seq), 0) FROM slot_changes";
constexpr auto note_change = "INSERT INTO slot_changes (seq, desk, day) VALUES (?, ?, ?)";
constexpr auto all_claims =
    "SELECT desk, day, unit, appointment FROM slot_claims WHERE day >= ? ORDER BY desk, day, unit";
constexpr auto claims_of_desk =
    "SELECT desk, day, unit, appointment FROM slot_claims WHERE desk = ? AND day = ? ORDER BY unit";
constexpr auto newer_changes = "SELECT seq, desk, day FROM slot_changes WHERE seq > ? ORDER BY seq";
// Two questions that the key answers; both in one aggregate would read the whole table.
constexpr auto range_of_changes =
    "SELECT COALESCE((SELECT MIN(seq) FROM slot_changes), 0), COALESCE((SELECT MAX(seq) FROM slot_changes), 0)";

void changed(db::Connection& connection, std::int64_t desk, Day day) {
  connection.later(note_change, connection.next(last_change), desk, number_of(day));
}

}  // namespace

bool claim(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t appointment) {
  if (connection.exec(claim_units, desk, number_of(day), appointment, first, last) == last - first) {
    changed(connection, desk, day);
    return true;
  }
  connection.later(free_units, desk, number_of(day), first, last, appointment);
  return false;
}

void ask_taken(db::Connection& connection, Few const& desks, Appointment const& a, std::set<std::int64_t>& found) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  connection.foresee(last_change);
  connection.ask(
      taken_desks, [&found](db::Row const& row) { found.insert(row.integer(0)); }, desks[0], desks[1], desks[2],
      desks[3], desks[4], desks[5], desks[6], desks[7], number_of(a.day), first, last);
}

void claim_free(db::Connection& connection, Appointment const& a) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  for (auto const desk : {a.desk, a.resource}) {
    if (desk == 0) continue;
    connection.later(take_units, desk, number_of(a.day), a.id, first, last);
    changed(connection, desk, a.day);
  }
}

void claim_for_sample(db::Connection& connection, Appointment const& a) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  for (auto const desk : {a.desk, a.resource}) {
    if (desk != 0) connection.later(claim_units, desk, number_of(a.day), a.id, first, last);
  }
}

void give_back(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t appointment) {
  connection.later(free_units, desk, number_of(day), first, last, appointment);
  changed(connection, desk, day);
}

void hand_over(db::Connection& connection, std::int64_t desk, Day day, int first, int last, std::int64_t from,
               std::int64_t to) {
  connection.later(pass_units, to, desk, number_of(day), first, last, from);
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
