#include "administration/messages/store/store.h"

#include "platform/db/embedded.h"

namespace kreislauf::messages::store {

namespace {

#define MESSAGE_COLUMNS "id, subject, office, sender, at, open, sealed"

constexpr auto insert = "INSERT INTO messages (" MESSAGE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr auto some_open_of = "SELECT COUNT(*) FROM messages WHERE subject = ? AND sender = ? AND open = 1 AND id <= ?";
constexpr auto close_of = "UPDATE messages SET open = 0 WHERE subject = ? AND sender = ? AND open = 1 AND id <= ?";
constexpr auto count_all_of = "SELECT COUNT(*) FROM messages WHERE subject = ?";
constexpr auto other_office = "UPDATE messages SET office = ? WHERE subject = ?";
constexpr auto drop = "DELETE FROM messages WHERE subject = ?";
constexpr auto all_of = "SELECT " MESSAGE_COLUMNS " FROM messages WHERE subject = ? ORDER BY id LIMIT ?";
constexpr auto some_open =
    "SELECT subject FROM messages WHERE office = ? AND open = 1 AND sender = 'resident' GROUP BY subject "
    "ORDER BY MIN(id) LIMIT ?";
constexpr auto some_open_of_kind =
    "SELECT subject FROM messages WHERE office = ? AND open = 1 AND sender = 'resident' AND subject LIKE ? GROUP BY "
    "subject ORDER BY MIN(id) LIMIT ?";
constexpr auto count_open = "SELECT COUNT(*) FROM messages WHERE office = ? AND open = 1 AND sender = 'resident'";
constexpr auto some_after = "SELECT " MESSAGE_COLUMNS " FROM messages WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto other_sealed = "UPDATE messages SET sealed = ? WHERE id = ?";

#undef MESSAGE_COLUMNS

}  // namespace

std::int64_t next_id(db::Connection& connection) { return db::next_number(connection, "messages"); }

void add(db::Connection& connection, Message const& m) {
  connection.later(insert, m.id, m.subject, m.office, name_of(m.sender), m.at, m.open ? 1 : 0, m.sealed);
}

std::int64_t close(db::Connection& connection, std::string_view subject, Sender sender, std::int64_t until) {
  auto const open = connection.number(some_open_of, subject, name_of(sender), until);
  if (open > 0) connection.later(close_of, subject, name_of(sender), until);
  return open;
}

std::int64_t count_of(db::Connection& connection, std::string_view subject) {
  return connection.number(count_all_of, subject);
}

void move_all(db::Connection& connection, std::string_view subject, std::string_view office) {
  connection.later(other_office, office, subject);
}

void remove_all(db::Connection& connection, std::string_view subject) { connection.later(drop, subject); }

std::vector<Message> of_subject(db::Connection& connection, std::string_view subject, std::size_t limit) {
  return connection.query<Message>(all_of, subject, limit);
}

std::vector<std::string> open_subjects_in(db::Connection& connection, std::string_view office, std::size_t limit) {
  std::vector<std::string> subjects;
  connection.each(
      some_open, [&](db::Row const& row) { subjects.push_back(row.string(0)); }, office, limit);
  return subjects;
}

std::vector<std::string> open_subjects_in(db::Connection& connection, std::string_view office, std::string_view prefix,
                                          std::size_t limit) {
  std::vector<std::string> subjects;
  connection.each(
      some_open_of_kind, [&](db::Row const& row) { subjects.push_back(row.string(0)); }, office,
      std::string{prefix} + "%", limit);
  return subjects;
}

std::int64_t count_open_in(db::Connection& connection, std::string_view office) {
  return connection.number(count_open, office);
}

std::vector<Message> after_id(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Message>(some_after, id, limit);
}

void save_sealed(db::Connection& connection, Message const& m) { connection.later(other_sealed, m.sealed, m.id); }

}  // namespace kreislauf::messages::store
