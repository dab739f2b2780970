#include "administration/processes/store/store.h"

namespace kreislauf::processes::store {

namespace {

#define RUNNING_COLUMNS "subject, state, next_due, stuck"
#define TASK_COLUMNS "id, subject, element, token, opened_at, due_on, waits_for, answer, staff, closed_at"

constexpr auto insert = "INSERT INTO processes (" RUNNING_COLUMNS ") VALUES (?, ?, ?, ?)";
constexpr auto update = "UPDATE processes SET state = ?, next_due = ?, stuck = ? WHERE subject = ?";
constexpr auto one_by_subject = "SELECT " RUNNING_COLUMNS " FROM processes WHERE subject = ?";
constexpr auto drop = "DELETE FROM processes WHERE subject = ?";
constexpr auto drop_tasks = "DELETE FROM process_tasks WHERE subject = ?";
constexpr auto due_by_now = "SELECT " RUNNING_COLUMNS
                            " FROM processes WHERE next_due <> '' AND next_due <= ? ORDER BY next_due, subject LIMIT ?";
constexpr auto earliest = "SELECT next_due FROM processes WHERE next_due <> '' ORDER BY next_due LIMIT 1";
constexpr auto some_after = "SELECT " RUNNING_COLUMNS " FROM processes WHERE subject > ? ORDER BY subject LIMIT ?";
constexpr auto insert_task = "INSERT INTO process_tasks (" TASK_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto close_task = "UPDATE process_tasks SET answer = ?, staff = ?, closed_at = ? WHERE id = ?";
constexpr auto all_of_subject = "SELECT " TASK_COLUMNS " FROM process_tasks WHERE subject = ? ORDER BY id";

#undef RUNNING_COLUMNS
#undef TASK_COLUMNS

}  // namespace

void add(db::Connection& connection, Running const& one) {
  connection.exec(insert, one.subject, one.state, one.next_due, one.stuck);
}

void save(db::Connection& connection, Running const& one) {
  connection.later(update, one.state, one.next_due, one.stuck, one.subject);
}

std::optional<Running> find(db::Connection& connection, std::string_view subject) {
  return connection.one<Running>(one_by_subject, subject);
}

void remove(db::Connection& connection, std::string_view subject) {
  connection.later(drop, subject);
  connection.later(drop_tasks, subject);
}

std::vector<Running> due(db::Connection& connection, std::string_view now, std::size_t limit) {
  return connection.query<Running>(due_by_now, now, limit);
}

std::string next_due(db::Connection& connection) {
  std::string moment;
  connection.each(earliest, [&](db::Row const& row) { moment = row.string(0); });
  return moment;
}

std::vector<Running> after(db::Connection& connection, std::string_view subject, std::size_t limit) {
  return connection.query<Running>(some_after, subject, limit);
}

void add(db::Connection& connection, OpenTask const& t) {
  connection.later(insert_task, t.id, t.subject, t.element, t.token, t.opened_at, t.due_on, t.waits_for, t.answer,
                   t.staff, t.closed_at);
}

void close(db::Connection& connection, OpenTask const& t) {
  connection.later(close_task, t.answer, t.staff, t.closed_at, t.id);
}

std::vector<OpenTask> tasks_of(db::Connection& connection, std::string_view subject) {
  return connection.query<OpenTask>(all_of_subject, subject);
}

}  // namespace kreislauf::processes::store
