#include "administration/cases/store/store.h"

#include "platform/db/embedded.h"

namespace kreislauf::cases::store {

namespace {

#define CASE_COLUMNS                                                                                               \
  "id, number, subject, type, version, office, phase, status, holder, proposer, result, arrived_on, complete_on, " \
  "due_on, resubmit_on, about, changed_at, closed_at, revision, automation, site, asker"
#define NOTE_COLUMNS "id, case_id, staff, at, sealed"
#define ASKED_COLUMNS "id, case_id, kind, questions, due_on, staff, asked_at, answered_at"

constexpr auto insert = "INSERT INTO cases (" CASE_COLUMNS
                        ", open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = R"sql(
  UPDATE cases SET office = ?, phase = ?, status = ?, holder = ?, proposer = ?, result = ?, complete_on = ?, due_on = ?,
    resubmit_on = ?, changed_at = ?, closed_at = ?, revision = ?, automation = ?, open = ? WHERE id = ?)sql";
constexpr auto other_about = "UPDATE cases SET about = ? WHERE id = ?";
constexpr auto other_version = "UPDATE cases SET version = ? WHERE id = ?";
constexpr auto one_by_id = "SELECT " CASE_COLUMNS " FROM cases WHERE id = ?";
constexpr auto one_by_subject = "SELECT " CASE_COLUMNS " FROM cases WHERE subject = ?";
constexpr auto some_after = "SELECT " CASE_COLUMNS " FROM cases WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto due_ones = "SELECT " CASE_COLUMNS " FROM cases WHERE automation = 'due' AND id > ? ORDER BY id LIMIT ?";
constexpr auto drop = "DELETE FROM cases WHERE id = ?";
constexpr auto drop_notes = "DELETE FROM case_notes WHERE case_id = ?";
constexpr auto drop_checks = "DELETE FROM case_checks WHERE case_id = ?";
constexpr auto drop_stops = "DELETE FROM case_stops WHERE case_id = ?";
constexpr auto drop_requests = "DELETE FROM case_requests WHERE case_id = ?";
constexpr auto drop_opinions = "DELETE FROM case_opinions WHERE case_id = ?";
constexpr auto drop_links = "DELETE FROM case_links WHERE case_id = ?";
constexpr auto drop_links_to = "DELETE FROM case_links WHERE other_id = ?";

constexpr auto insert_note = "INSERT INTO case_notes (" NOTE_COLUMNS ") VALUES (?, ?, ?, ?, ?)";
constexpr auto all_notes = "SELECT " NOTE_COLUMNS " FROM case_notes WHERE case_id = ? ORDER BY id";
constexpr auto some_notes_after = "SELECT " NOTE_COLUMNS " FROM case_notes WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto other_note = "UPDATE case_notes SET sealed = ? WHERE id = ?";

constexpr auto keep_tick = R"sql(
  INSERT INTO case_checks (case_id, item, state, staff, at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (case_id, item) DO UPDATE SET state = excluded.state, staff = excluded.staff, at = excluded.at)sql";
constexpr auto all_ticks = "SELECT item, state, staff, at FROM case_checks WHERE case_id = ?";

constexpr auto insert_pause = "INSERT INTO case_stops (id, case_id, from_day, until_day, law) VALUES (?, ?, ?, ?, ?)";
constexpr auto close_pause = "UPDATE case_stops SET until_day = ? WHERE case_id = ? AND until_day = ''";
constexpr auto all_pauses = "SELECT id, from_day, until_day, law FROM case_stops WHERE case_id = ? ORDER BY id";

constexpr auto insert_asked = "INSERT INTO case_requests (" ASKED_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto close_asked = "UPDATE case_requests SET answered_at = ? WHERE case_id = ? AND answered_at = ''";
constexpr auto all_asked = "SELECT " ASKED_COLUMNS " FROM case_requests WHERE case_id = ? ORDER BY id";
constexpr auto newest_open_asked =
    "SELECT " ASKED_COLUMNS " FROM case_requests WHERE case_id = ? AND answered_at = '' ORDER BY id DESC LIMIT 1";

constexpr auto some_asked_until =
    "SELECT " ASKED_COLUMNS " FROM case_requests WHERE due_on = ? AND answered_at = '' AND id > ? ORDER BY id LIMIT ?";

#undef CASE_COLUMNS
#undef NOTE_COLUMNS
#undef ASKED_COLUMNS

}  // namespace

std::int64_t next_id(db::Connection& connection) { return db::next_number(connection, "cases"); }

void add(db::Connection& connection, Case const& one) {
  connection.later(insert, one.id, one.number, one.subject, one.type, one.version, one.office, name_of(one.phase),
                   one.status, one.holder, one.proposer, one.result, one.arrived_on, one.complete_on, one.due_on,
                   one.resubmit_on, one.about, one.changed_at, one.closed_at, one.revision, name_of(one.automation),
                   one.site, one.asker, is_open(one.phase) ? 1 : 0);
}

void save(db::Connection& connection, Case const& one) {
  connection.later(update, one.office, name_of(one.phase), one.status, one.holder, one.proposer, one.result,
                   one.complete_on, one.due_on, one.resubmit_on, one.changed_at, one.closed_at, one.revision,
                   name_of(one.automation), is_open(one.phase) ? 1 : 0, one.id);
}

void save_about(db::Connection& connection, Case const& one) { connection.later(other_about, one.about, one.id); }

void save_version(db::Connection& connection, Case const& one) { connection.later(other_version, one.version, one.id); }

std::optional<Case> find(db::Connection& connection, std::int64_t id) { return connection.one<Case>(one_by_id, id); }

std::optional<Case> of_subject(db::Connection& connection, std::string_view subject) {
  return connection.one<Case>(one_by_subject, subject);
}

void remove(db::Connection& connection, std::int64_t id) {
  for (auto const* sql :
       {drop_notes, drop_checks, drop_stops, drop_requests, drop_opinions, drop_links, drop_links_to, drop})
    connection.later(sql, id);
}

std::vector<Case> for_programme(db::Connection& connection, std::int64_t after, std::size_t limit) {
  return connection.query<Case>(due_ones, after, limit);
}

std::vector<Case> after_id(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Case>(some_after, id, limit);
}

void add_note(db::Connection& connection, Note const& note) {
  connection.later(insert_note, note.id, note.case_id, note.staff, note.at, note.sealed);
}

std::vector<Note> notes_of(db::Connection& connection, std::int64_t id) {
  return connection.query<Note>(all_notes, id);
}

std::vector<Note> notes_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Note>(some_notes_after, id, limit);
}

void save_note(db::Connection& connection, Note const& note) { connection.later(other_note, note.sealed, note.id); }

void tick(db::Connection& connection, std::int64_t id, Tick const& tick) {
  connection.later(keep_tick, id, tick.item, name_of(tick.seen), tick.staff, tick.at);
}

std::vector<Tick> ticks_of(db::Connection& connection, std::int64_t id) {
  return connection.query<Tick>(all_ticks, id);
}

void add_pause(db::Connection& connection, std::int64_t id, Pause const& pause) {
  connection.later(insert_pause, pause.id, id, pause.from_day, pause.until_day, pause.law);
}

void end_pause(db::Connection& connection, std::int64_t id, std::string_view until_day) {
  connection.later(close_pause, until_day, id);
}

std::vector<Pause> pauses_of(db::Connection& connection, std::int64_t id) {
  return connection.query<Pause>(all_pauses, id);
}

void add_asked(db::Connection& connection, Asked const& asked) {
  connection.later(insert_asked, asked.id, asked.case_id, name_of(asked.kind), asked.questions, asked.due_on,
                   asked.staff, asked.asked_at, asked.answered_at);
}

void answer_asked(db::Connection& connection, std::int64_t id, std::string_view at) {
  connection.later(close_asked, at, id);
}

std::vector<Asked> asked_of(db::Connection& connection, std::int64_t id) {
  return connection.query<Asked>(all_asked, id);
}

std::optional<Asked> open_asked(db::Connection& connection, std::int64_t id) {
  return connection.one<Asked>(newest_open_asked, id);
}

std::vector<Asked> asked_until(db::Connection& connection, std::string_view day, std::int64_t after,
                               std::size_t limit) {
  return connection.query<Asked>(some_asked_until, day, after, limit);
}

}  // namespace kreislauf::cases::store
