#include "administration/intake/store/store.h"

#include "platform/db/embedded.h"

namespace kreislauf::intake::store {

namespace {

constexpr auto add_file = R"sql(
  INSERT INTO intake_files (id, office, state, sha256, media_type, name, pages, pages_read, tries, received_at,
    received_by, erase_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto save_file = R"sql(
  UPDATE intake_files SET state = ?, name = ?, pages = ?, pages_read = ?, tries = ?, erase_on = ? WHERE id = ?)sql";
constexpr auto file_by_id = R"sql(
  SELECT id, office, state, sha256, media_type, name, pages, pages_read, tries, received_at, received_by, erase_on
  FROM intake_files WHERE id = ?)sql";
constexpr auto first_waiting = R"sql(
  SELECT id, office, state, sha256, media_type, name, pages, pages_read, tries, received_at, received_by, erase_on
  FROM intake_files WHERE state = 'waiting' ORDER BY id LIMIT 1)sql";
constexpr auto waiting_of_office = R"sql(
  SELECT id, office, state, sha256, media_type, name, pages, pages_read, tries, received_at, received_by, erase_on
  FROM intake_files WHERE state = 'waiting' AND office = ? ORDER BY id LIMIT ?)sql";
constexpr auto file_by_content = R"sql(
  SELECT id, office, state, sha256, media_type, name, pages, pages_read, tries, received_at, received_by, erase_on
  FROM intake_files WHERE sha256 = ? ORDER BY id LIMIT 1)sql";
constexpr auto some_files = R"sql(
  SELECT id, office, state, sha256, media_type, name, pages, pages_read, tries, received_at, received_by, erase_on
  FROM intake_files WHERE id > ? ORDER BY id LIMIT ?)sql";
constexpr auto erase_file = "DELETE FROM intake_files WHERE id = ?";
constexpr auto erase_pages = "DELETE FROM intake_pages WHERE file = ?";

constexpr auto erase_page = "DELETE FROM intake_pages WHERE file = ? AND number = ?";
constexpr auto add_page = R"sql(
  INSERT INTO intake_pages (file, number, code, marks, picture, trouble, readings) VALUES (?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto pages_of_file = R"sql(
  SELECT file, number, code, marks, picture, trouble, readings FROM intake_pages WHERE file = ? ORDER BY number)sql";

constexpr auto add_sheet = R"sql(
  INSERT INTO intake_sheets (id, file, office, first_page, last_page, state, reason, layout, service, version,
    application, note, received_at, settled_at, erase_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr auto save_sheet = R"sql(
  UPDATE intake_sheets SET office = ?, state = ?, reason = ?, application = ?, note = ?, settled_at = ?, erase_on = ?
  WHERE id = ?)sql";
constexpr auto sheet_by_id = R"sql(
  SELECT id, file, office, first_page, last_page, state, reason, layout, service, version, application, note,
    received_at, settled_at, erase_on FROM intake_sheets WHERE id = ?)sql";
constexpr auto sheets_by_state = R"sql(
  SELECT id, file, office, first_page, last_page, state, reason, layout, service, version, application, note,
    received_at, settled_at, erase_on FROM intake_sheets WHERE office = ? AND state = ? ORDER BY id LIMIT ?)sql";
constexpr auto sheets_by_file = R"sql(
  SELECT id, file, office, first_page, last_page, state, reason, layout, service, version, application, note,
    received_at, settled_at, erase_on FROM intake_sheets WHERE file = ? ORDER BY id)sql";
constexpr auto sheet_by_application = R"sql(
  SELECT id, file, office, first_page, last_page, state, reason, layout, service, version, application, note,
    received_at, settled_at, erase_on FROM intake_sheets WHERE application = ? ORDER BY id LIMIT 1)sql";
constexpr auto sheets_due = R"sql(
  SELECT id, file, office, first_page, last_page, state, reason, layout, service, version, application, note,
    received_at, settled_at, erase_on FROM intake_sheets
  WHERE erase_on <> '' AND erase_on <= ? ORDER BY id LIMIT ?)sql";
constexpr auto erase_sheet = "DELETE FROM intake_sheets WHERE id = ?";

std::string_view word_of(FileState state) { return state == FileState::read ? "read" : "waiting"; }

}  // namespace

std::int64_t next_file(db::Connection& connection) { return db::next_number(connection, "intake_files"); }

void add(db::Connection& connection, File const& one) {
  connection.exec(add_file, one.id, one.office, word_of(one.state), one.sha256, one.media_type, one.name, one.pages,
                  one.pages_read, one.tries, one.received_at, one.received_by, one.erase_on);
}

void save(db::Connection& connection, File const& one) {
  connection.exec(save_file, word_of(one.state), one.name, one.pages, one.pages_read, one.tries, one.erase_on, one.id);
}

std::optional<File> file(db::Connection& connection, std::int64_t id) { return connection.one<File>(file_by_id, id); }

std::optional<File> next_waiting(db::Connection& connection) { return connection.one<File>(first_waiting); }

std::vector<File> waiting_in(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<File>(waiting_of_office, office, limit);
}

std::optional<File> with_content(db::Connection& connection, std::string_view sha256) {
  return connection.one<File>(file_by_content, sha256);
}

void remove_file(db::Connection& connection, std::int64_t id) {
  connection.exec(erase_pages, id);
  connection.exec(erase_file, id);
}

std::vector<File> files_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<File>(some_files, id, limit);
}

void put(db::Connection& connection, Page const& page) {
  connection.exec(erase_page, page.file, page.number);
  connection.exec(add_page, page.file, page.number, page.code, page.marks, page.picture, page.trouble, page.readings);
}

std::vector<Page> pages_of(db::Connection& connection, std::int64_t file) {
  return connection.query<Page>(pages_of_file, file);
}

std::int64_t next_sheet(db::Connection& connection) { return db::next_number(connection, "intake_sheets"); }

void add(db::Connection& connection, Sheet const& one) {
  connection.exec(add_sheet, one.id, one.file, one.office, one.first_page, one.last_page, name_of(one.state),
                  name_of(one.reason), one.layout, one.service, one.version, one.application, one.note, one.received_at,
                  one.settled_at, one.erase_on);
}

void save(db::Connection& connection, Sheet const& one) {
  connection.exec(save_sheet, one.office, name_of(one.state), name_of(one.reason), one.application, one.note,
                  one.settled_at, one.erase_on, one.id);
}

std::optional<Sheet> sheet(db::Connection& connection, std::int64_t id) {
  return connection.one<Sheet>(sheet_by_id, id);
}

std::vector<Sheet> sheets_in(db::Connection& connection, std::string_view office, SheetState state, std::size_t limit) {
  return connection.query<Sheet>(sheets_by_state, office, name_of(state), limit);
}

std::vector<Sheet> sheets_of_file(db::Connection& connection, std::int64_t file) {
  return connection.query<Sheet>(sheets_by_file, file);
}

std::optional<Sheet> sheet_of_application(db::Connection& connection, std::int64_t application) {
  return connection.one<Sheet>(sheet_by_application, application);
}

std::vector<Sheet> due(db::Connection& connection, std::string_view today, std::size_t limit) {
  return connection.query<Sheet>(sheets_due, today, limit);
}

void remove_sheet(db::Connection& connection, std::int64_t id) { connection.exec(erase_sheet, id); }

}  // namespace kreislauf::intake::store
