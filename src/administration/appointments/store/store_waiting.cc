#include "administration/appointments/store/store.h"

namespace kreislauf::appointments::store {

namespace {

#define ENTRY_COLUMNS                                                                                             \
  "id, state, office, items, channel, first_day, last_day, day_part, appointment, offer, name, email, language, " \
  "token_hash, person_hash, site, joined_at, settled_at, step_free, phone"

constexpr auto insert_entry =
    "INSERT INTO waiting_list (" ENTRY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_entry =
    "UPDATE waiting_list SET state = ?, appointment = ?, offer = ?, name = ?, email = ?, token_hash = ?, person_hash = "
    "?, settled_at = ? WHERE id = ?";
constexpr auto entry_by_id = "SELECT " ENTRY_COLUMNS " FROM waiting_list WHERE id = ?";
constexpr auto entry_with_token = "SELECT " ENTRY_COLUMNS " FROM waiting_list WHERE token_hash = ?";
// Fair order is the order of joining; nobody who joined later is asked first.
constexpr auto next_waiting =
    "SELECT " ENTRY_COLUMNS " FROM waiting_list WHERE state = 'waiting' AND id > ? ORDER BY id LIMIT ?";
constexpr auto past_entries =
    "SELECT " ENTRY_COLUMNS " FROM waiting_list WHERE state = 'waiting' AND last_day < ? ORDER BY id LIMIT 500";
constexpr auto ahead = "SELECT COUNT(*) FROM waiting_list WHERE state = 'waiting' AND id < ?";
constexpr auto entry_of_appointment =
    "SELECT " ENTRY_COLUMNS " FROM waiting_list WHERE appointment = ? AND state IN ('waiting', 'offered')";
constexpr auto never_confirmed = "DELETE FROM waiting_list WHERE state = 'asked' AND joined_at < ?";
constexpr auto erase_one = "DELETE FROM waiting_list WHERE id = ?";
constexpr auto entries_of_person =
    "SELECT COUNT(*) FROM waiting_list WHERE person_hash = ? AND state IN ('waiting', 'offered')";

}  // namespace

Entry Entry::from(db::Row const& row) {
  Entry e;
  e.id = row.integer(0);
  e.state = row.string(1);
  e.office = row.string(2);
  e.items = items_of(row.text(3));
  parse_channel(row.text(4), e.channel);
  e.first = day_of(row.integer(5));
  e.last = day_of(row.integer(6));
  parse_day_part(row.text(7), e.part);
  e.appointment = row.integer(8);
  e.offer = row.integer(9);
  e.name = row.string(10);
  e.email = row.string(11);
  e.language = row.string(12);
  e.token_hash = row.string(13);
  e.person_hash = row.string(14);
  e.site = row.string(15);
  e.joined_at = row.string(16);
  e.settled_at = row.string(17);
  e.step_free = row.integer(18) != 0;
  e.phone = row.string(19);
  return e;
}

void insert(db::Connection& connection, Entry const& e) {
  connection.later(insert_entry, e.id, e.state, e.office, text_of(e.items), name_of(e.channel), number_of(e.first),
                   number_of(e.last), name_of(e.part), e.appointment, e.offer, e.name, e.email, e.language,
                   e.token_hash, e.person_hash, e.site, e.joined_at, e.settled_at, e.step_free ? 1 : 0, e.phone);
}

void update(db::Connection& connection, Entry const& e) {
  connection.later(update_entry, e.state, e.appointment, e.offer, e.name, e.email, e.token_hash, e.person_hash,
                   e.settled_at, e.id);
}

std::optional<Entry> find_entry(db::Connection& connection, std::int64_t id) {
  return connection.one<Entry>(entry_by_id, id);
}
std::optional<Entry> entry_by_token(db::Connection& connection, std::string_view token_hash) {
  return connection.one<Entry>(entry_with_token, token_hash);
}
std::vector<Entry> waiting_after(db::Connection& connection, std::int64_t after, int limit) {
  return connection.query<Entry>(next_waiting, after, limit);
}
std::vector<Entry> entries_over(db::Connection& connection, Day today) {
  return connection.query<Entry>(past_entries, number_of(today));
}
std::int64_t place_in_list(db::Connection& connection, std::int64_t id) { return connection.number(ahead, id) + 1; }
void erase_unconfirmed_entries(db::Connection& connection, Instant joined_before) {
  connection.exec(never_confirmed, iso_utc(joined_before));
}
void erase_entry(db::Connection& connection, std::int64_t id) { connection.later(erase_one, id); }
std::optional<Entry> waiting_for(db::Connection& connection, std::int64_t appointment) {
  return connection.one<Entry>(entry_of_appointment, appointment);
}
int open_entries_of_person(db::Connection& connection, std::string_view person_hash) {
  return static_cast<int>(connection.number(entries_of_person, person_hash));
}

}  // namespace kreislauf::appointments::store
