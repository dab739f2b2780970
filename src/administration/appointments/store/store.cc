#include "administration/appointments/store/store.h"

#include <algorithm>
#include <tuple>

#include "administration/appointments/rules/day_bits.h"
#include "platform/db/embedded.h"

namespace kreislauf::appointments {

#define APPOINTMENT_COLUMNS                                                                                         \
  "id, code, state, office, desk, resource, day, minute, minutes, starts_at, channel, origin, items, name, email, " \
  "phone, note, language, token_hash, person_hash, until_at, created_at, confirmed_at, arrived_at, called_at, "     \
  "started_at, finished_at, called_desk, calls, ticket, entry, erased, sequence, changed_at"

Appointment Appointment::from(db::Row const& row) {
  Appointment a;
  a.id = row.integer(0);
  a.code = row.string(1);
  parse_state(row.text(2), a.state);
  a.office = row.string(3);
  a.desk = row.integer(4);
  a.resource = row.integer(5);
  a.day = day_of(row.integer(6));
  a.minute = static_cast<int>(row.integer(7));
  a.minutes = static_cast<int>(row.integer(8));
  a.starts_at = row.string(9);
  parse_channel(row.text(10), a.channel);
  a.origin = row.string(11);
  a.items = items_of(row.text(12));
  a.name = row.string(13);
  a.email = row.string(14);
  a.phone = row.string(15);
  a.note = row.string(16);
  a.language = row.string(17);
  a.token_hash = row.string(18);
  a.person_hash = row.string(19);
  a.until_at = row.string(20);
  a.created_at = row.string(21);
  a.confirmed_at = row.string(22);
  a.arrived_at = row.string(23);
  a.called_at = row.string(24);
  a.started_at = row.string(25);
  a.finished_at = row.string(26);
  a.called_desk = row.integer(27);
  a.calls = static_cast<int>(row.integer(28));
  a.ticket = row.string(29);
  a.entry = row.integer(30);
  a.erased = row.integer(31) != 0;
  a.sequence = static_cast<int>(row.integer(32));
  a.changed_at = row.string(33);
  return a;
}

namespace store {

namespace {

constexpr auto insert_appointment =
    "INSERT INTO appointments (" APPOINTMENT_COLUMNS
    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto reserve_ids = R"sql(
  INSERT INTO number_series (name, value) VALUES ('appointments', ?)
  ON CONFLICT (name) DO UPDATE SET value = number_series.value + excluded.value RETURNING value)sql";
// In groups, so that an act touches only the indexes of what it has changed.
constexpr auto update_time = R"sql(
  UPDATE appointments SET code = ?, office = ?, desk = ?, resource = ?, day = ?, minute = ?, minutes = ?,
    starts_at = ?, channel = ?, items = ?, token_hash = ?
  WHERE id = ?)sql";
constexpr auto update_state = R"sql(
  UPDATE appointments SET state = ?, until_at = ?, confirmed_at = ?, arrived_at = ?, called_at = ?, started_at = ?,
    finished_at = ?, called_desk = ?, calls = ?, ticket = ?, entry = ?, sequence = ?, changed_at = ?
  WHERE id = ?)sql";
// Who books gives a name and changes the state: one version of the row, not two.
constexpr auto update_person_and_state = R"sql(
  UPDATE appointments SET name = ?, email = ?, phone = ?, note = ?, language = ?, person_hash = ?, erased = ?,
    state = ?, until_at = ?, confirmed_at = ?, arrived_at = ?, called_at = ?, started_at = ?, finished_at = ?,
    called_desk = ?, calls = ?, ticket = ?, entry = ?, sequence = ?, changed_at = ?
  WHERE id = ?)sql";
constexpr auto appointment_by_id = "SELECT " APPOINTMENT_COLUMNS " FROM appointments WHERE id = ?";
// Where several programs write, the row is locked here; who comes second finds another state and no row.
constexpr auto lock_row = "UPDATE appointments SET state = state WHERE id = ? AND state = ?";
constexpr auto appointment_by_token = "SELECT " APPOINTMENT_COLUMNS " FROM appointments WHERE token_hash = ?";
constexpr auto appointment_by_code =
    "SELECT " APPOINTMENT_COLUMNS
    " FROM appointments WHERE code = ? AND day >= ? AND state <> 'deleted' ORDER BY day DESC";
constexpr auto used_code = "SELECT COUNT(*) FROM appointments WHERE code = ?";
constexpr auto appointments_on_day =
    "SELECT " APPOINTMENT_COLUMNS
    " FROM appointments WHERE office = ? AND day = ? AND state <> 'deleted' ORDER BY minute, id";
constexpr auto appointments_from_day =
    "SELECT " APPOINTMENT_COLUMNS
    " FROM appointments WHERE office = ? AND day >= ? AND day <= ? AND state <> 'deleted' ORDER BY day, minute, id";
constexpr auto overdue_appointments =
    "SELECT " APPOINTMENT_COLUMNS
    " FROM appointments WHERE state IN ('reserved', 'preconfirmed') AND until_at <= ? ORDER BY until_at, id LIMIT ?";
constexpr auto next_until = "SELECT MIN(until_at) FROM appointments WHERE state IN ('reserved', 'preconfirmed')";
constexpr auto open_before =
    "SELECT " APPOINTMENT_COLUMNS
    " FROM appointments WHERE state IN ('confirmed', 'queued', 'called', 'processing', 'pending', 'parked', 'blocked')"
    " AND day < ? ORDER BY day, id LIMIT 500";
constexpr auto offices_not_erased =
    "SELECT DISTINCT office FROM appointments WHERE erased = 0 AND day < ? ORDER BY office";
constexpr auto erasable = "SELECT " APPOINTMENT_COLUMNS
                          " FROM appointments WHERE office = ? AND day < ? AND erased = 0 ORDER BY day LIMIT 500";
// Whether many have not confirmed is known before all are counted; on most days nobody has to be.
constexpr auto bookings_by_state = R"sql(
  WITH mine (office, day) AS (SELECT office, day FROM appointments WHERE token_hash = ? LIMIT 1),
    waiting (bookings) AS (SELECT COUNT(*) FROM appointments
      WHERE state = 'preconfirmed' AND office = (SELECT office FROM mine) AND day = (SELECT day FROM mine))
  SELECT bookings, (SELECT COUNT(*) FROM (SELECT 1 AS one FROM appointments
      WHERE office = (SELECT office FROM mine) AND day = (SELECT day FROM mine) AND state <> 'deleted'
      LIMIT (SELECT 10 * bookings FROM waiting)) AS counted)
  FROM waiting)sql";
constexpr auto bookings_of_person =
    "SELECT items FROM appointments WHERE person_hash = ? AND day >= ? AND state IN ('preconfirmed', 'confirmed')";

auto time_of(Appointment const& a) {
  return std::tie(a.code, a.office, a.desk, a.resource, a.day, a.minute, a.minutes, a.starts_at, a.channel, a.items,
                  a.token_hash);
}
auto person_of(Appointment const& a) {
  return std::tie(a.name, a.email, a.phone, a.note, a.language, a.person_hash, a.erased);
}

void save_time(db::Connection& connection, Appointment const& a) {
  connection.later(update_time, a.code, a.office, a.desk, a.resource, number_of(a.day), a.minute, a.minutes,
                   a.starts_at, name_of(a.channel), text_of(a.items), a.token_hash, a.id);
}
void save_state(db::Connection& connection, Appointment const& a) {
  connection.later(update_state, name_of(a.state), a.until_at, a.confirmed_at, a.arrived_at, a.called_at, a.started_at,
                   a.finished_at, a.called_desk, a.calls, a.ticket, a.entry, a.sequence, a.changed_at, a.id);
}

void save_person_and_state(db::Connection& connection, Appointment const& a) {
  connection.later(update_person_and_state, a.name, a.email, a.phone, a.note, a.language, a.person_hash,
                   a.erased ? 1 : 0, name_of(a.state), a.until_at, a.confirmed_at, a.arrived_at, a.called_at,
                   a.started_at, a.finished_at, a.called_desk, a.calls, a.ticket, a.entry, a.sequence, a.changed_at,
                   a.id);
}

}  // namespace

std::int64_t next_id(db::Connection& connection) { return db::next_number(connection, "appointments"); }

void insert(db::Connection& connection, Appointment const& a) {
  connection.later(insert_appointment, a.id, a.code, name_of(a.state), a.office, a.desk, a.resource, number_of(a.day),
                   a.minute, a.minutes, a.starts_at, name_of(a.channel), a.origin, text_of(a.items), a.name, a.email,
                   a.phone, a.note, a.language, a.token_hash, a.person_hash, a.until_at, a.created_at, a.confirmed_at,
                   a.arrived_at, a.called_at, a.started_at, a.finished_at, a.called_desk, a.calls, a.ticket, a.entry,
                   a.erased ? 1 : 0, a.sequence, a.changed_at);
}

std::int64_t next_ids(db::Connection& connection, std::int64_t count) {
  return connection.number(reserve_ids, count) - count + 1;
}

void insert_all(db::Connection& connection, std::vector<Appointment> const& appointments, Day first) {
  constexpr std::size_t at_once = 200;
  std::size_t sent = 0;
  for (auto const& a : appointments) {
    insert(connection, a);
    if (a.desk != 0 and a.day >= first) claim_for_sample(connection, a);
    if (++sent % at_once == 0) connection.settle();
  }
  db::next_number(connection, "plans");
}

void update(db::Connection& connection, Appointment const& a) {
  save_time(connection, a);
  save_person_and_state(connection, a);
}

void update(db::Connection& connection, Appointment const& before, Appointment const& after) {
  if (time_of(before) != time_of(after)) save_time(connection, after);
  if (person_of(before) != person_of(after))
    save_person_and_state(connection, after);
  else
    save_state(connection, after);
}

std::optional<Appointment> find(db::Connection& connection, std::int64_t id) {
  return connection.one<Appointment>(appointment_by_id, id);
}
bool still_so(db::Connection& connection, Appointment const& appointment) {
  return connection.exec(lock_row, appointment.id, name_of(appointment.state)) == 1;
}
std::optional<Appointment> by_token(db::Connection& connection, std::string_view token_hash) {
  return connection.one<Appointment>(appointment_by_token, token_hash);
}
std::optional<Appointment> by_code(db::Connection& connection, std::string_view code, Day from) {
  return connection.one<Appointment>(appointment_by_code, code, number_of(from));
}
void count_code(db::Connection& connection, std::string_view code, std::int64_t& found) {
  connection.ask(
      used_code, [&found](db::Row const& row) { found = row.integer(0); }, code);
}

std::vector<Appointment> on_day(db::Connection& connection, std::string_view office, Day day) {
  return connection.query<Appointment>(appointments_on_day, office, number_of(day));
}
std::vector<Appointment> from_day(db::Connection& connection, std::string_view office, Day first, Day last) {
  return connection.query<Appointment>(appointments_from_day, office, number_of(first), number_of(last));
}
std::vector<Appointment> overdue(db::Connection& connection, std::string_view now, int limit) {
  return connection.query<Appointment>(overdue_appointments, now, limit);
}
std::optional<std::string> next_overdue(db::Connection& connection) { return connection.text(next_until); }
std::vector<Appointment> left_open(db::Connection& connection, Day today) {
  return connection.query<Appointment>(open_before, number_of(today));
}
std::vector<std::string> offices_with_people(db::Connection& connection, Day before) {
  std::vector<std::string> found;
  connection.each(
      offices_not_erased, [&](db::Row const& row) { found.push_back(row.string(0)); }, number_of(before));
  return found;
}
std::vector<Appointment> to_erase(db::Connection& connection, std::string_view office, Day before) {
  return connection.query<Appointment>(erasable, office, number_of(before));
}

void ask_unconfirmed(db::Connection& connection, std::string_view token_hash, Unconfirmed& found) {
  connection.ask(
      bookings_by_state,
      [&found](db::Row const& row) {
        found = {.unconfirmed = static_cast<int>(row.integer(0)), .all = static_cast<int>(row.integer(1))};
      },
      token_hash);
}

void ask_open_of_person(db::Connection& connection, std::string_view person_hash, Day from, std::vector<Item>& found) {
  connection.ask(
      bookings_of_person,
      [&found](db::Row const& row) {
        for (auto& item : items_of(row.text(0))) found.push_back(std::move(item));
      },
      person_hash, number_of(from));
}

}  // namespace store
}  // namespace kreislauf::appointments
