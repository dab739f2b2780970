#include "administration/appointments/store/store.h"

#include <fmt/format.h>

// What days bring and leave: how they ended, what an office has decided to keep, and what nobody needs afterwards.
namespace kreislauf::appointments {

Outcomes Outcomes::from(db::Row const& row) {
  return {.items = items_of(row.text(0)), .came = row.integer(1), .missed = row.integer(2)};
}

HourBookings HourBookings::from(db::Row const& row) {
  return {.day = day_of(row.integer(0)),
          .hour = static_cast<int>(row.integer(1)),
          .items = items_of(row.text(2)),
          .count = row.integer(3)};
}

namespace store {

namespace {

constexpr std::int64_t changes_kept = 20'000;  ///< who is further behind reads all times anew

constexpr auto outcomes_of_office = R"sql(
  SELECT items, SUM(CASE WHEN state = 'finished' OR arrived_at <> '' THEN 1 ELSE 0 END),
    SUM(CASE WHEN state = 'missed' AND arrived_at = '' THEN 1 ELSE 0 END)
  FROM appointments
  WHERE office = ? AND day >= ? AND day < ? AND state IN ('finished', 'missed') AND origin <> 'walk_in'
  GROUP BY items)sql";
constexpr auto bookings_of_hours = R"sql(
  SELECT day, minute / 60, items, COUNT(*) FROM appointments
  WHERE office = ? AND day >= ? AND desk > 0 AND desk <> ? AND state IN ('reserved', 'preconfirmed', 'confirmed')
  GROUP BY day, minute / 60, items)sql";

constexpr auto all_kept = "SELECT appointment, desk, day, minute FROM kept_bookings";
constexpr auto keep_booking = R"sql(
  INSERT INTO kept_bookings (appointment, desk, day, minute, kept_at, kept_by) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (appointment) DO UPDATE SET desk = excluded.desk, day = excluded.day, minute = excluded.minute,
    kept_at = excluded.kept_at, kept_by = excluded.kept_by)sql";
constexpr auto last_day_of_office = "SELECT COALESCE(MAX(day), 0) FROM appointments WHERE office = ? AND day >= ?";

constexpr auto count_booked = "SELECT COUNT(*) FROM appointments WHERE office = ? AND day >= ? AND state <> 'deleted'";
constexpr auto all_codes = "SELECT code FROM appointments WHERE code <> ''";

constexpr auto erase_entries = R"sql(
  UPDATE waiting_list SET name = '', email = '', phone = '', token_hash = '', person_hash = ''
  WHERE state IN ('taken', 'withdrawn', 'over') AND settled_at < ? AND email <> '')sql";
constexpr auto drop_claims = "DELETE FROM slot_claims WHERE day < ?";
constexpr auto drop_changes = "DELETE FROM slot_changes WHERE seq < ?";
constexpr auto drop_series = "DELETE FROM number_series WHERE name LIKE 'tickets/%' AND name NOT LIKE ?";

}  // namespace

std::vector<Outcomes> outcomes(db::Connection& connection, std::string_view office, Day from, Day before) {
  return connection.query<Outcomes>(outcomes_of_office, office, number_of(from), number_of(before));
}

std::vector<HourBookings> bookings_by_hour(db::Connection& connection, std::string_view office, Day from,
                                           std::int64_t extra) {
  return connection.query<HourBookings>(bookings_of_hours, office, number_of(from), extra);
}

KeptBooking KeptBooking::of(Appointment const& booking) {
  return {.appointment = booking.id, .desk = booking.desk, .day = booking.day, .minute = booking.minute};
}
KeptBooking KeptBooking::from(db::Row const& row) {
  return {.appointment = row.integer(0),
          .desk = row.integer(1),
          .day = day_of(row.integer(2)),
          .minute = static_cast<int>(row.integer(3))};
}

std::set<KeptBooking> kept(db::Connection& connection) {
  auto const all = connection.query<KeptBooking>(all_kept);
  return {all.begin(), all.end()};
}

void keep(db::Connection& connection, Appointment const& booking, Instant now, std::string_view by) {
  connection.exec(keep_booking, booking.id, booking.desk, number_of(booking.day), booking.minute, iso_utc(now), by);
}

std::optional<Day> last_day_booked(db::Connection& connection, std::string_view office, Day from) {
  auto const last = connection.number(last_day_of_office, office, number_of(from));
  return last == 0 ? std::nullopt : std::optional{day_of(last)};
}

bool is_booked_from(db::Connection& connection, std::string_view office, Day from) {
  return connection.number(count_booked, office, number_of(from)) > 0;
}

std::vector<std::string> used_codes(db::Connection& connection) {
  std::vector<std::string> codes;
  connection.each(all_codes, [&](db::Row const& row) { codes.push_back(row.string(0)); });
  return codes;
}

void erase_settled_entries(db::Connection& connection, Instant horizon) {
  connection.exec(erase_entries, iso_utc(horizon));
}

void drop_past(db::Connection& connection, Day today) {
  connection.exec(drop_claims, number_of(today) - 1);
  connection.exec(drop_changes, change_range(connection).second - changes_kept);
  connection.exec(drop_series, fmt::format("tickets/{}/%", number_of(today)));
}

}  // namespace store
}  // namespace kreislauf::appointments
