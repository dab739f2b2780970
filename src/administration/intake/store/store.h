#pragma once

#include "administration/intake/model.h"

namespace kreislauf::intake::store {

std::int64_t next_file(db::Connection& connection);
void add(db::Connection& connection, File const& file);
void save(db::Connection& connection, File const& file);
std::optional<File> file(db::Connection& connection, std::int64_t id);
/// The one that has waited longest.
std::optional<File> next_waiting(db::Connection& connection);
std::vector<File> waiting_in(db::Connection& connection, std::string_view office, std::size_t limit);
/// The same bytes, already here.
std::optional<File> with_content(db::Connection& connection, std::string_view sha256);
void remove_file(db::Connection& connection, std::int64_t id);
std::vector<File> files_after(db::Connection& connection, std::int64_t id, std::size_t limit);

/// One that is there is replaced: a page that was begun before a stop is read again.
void put(db::Connection& connection, Page const& page);
std::vector<Page> pages_of(db::Connection& connection, std::int64_t file);

std::int64_t next_sheet(db::Connection& connection);
void add(db::Connection& connection, Sheet const& sheet);
void save(db::Connection& connection, Sheet const& sheet);
std::optional<Sheet> sheet(db::Connection& connection, std::int64_t id);
/// Of this state, the oldest first.
std::vector<Sheet> sheets_in(db::Connection& connection, std::string_view office, SheetState state, std::size_t limit);
std::vector<Sheet> sheets_of_file(db::Connection& connection, std::int64_t file);
std::optional<Sheet> sheet_of_application(db::Connection& connection, std::int64_t application);
/// Settled ones whose day has come.
std::vector<Sheet> due(db::Connection& connection, std::string_view today, std::size_t limit);
void remove_sheet(db::Connection& connection, std::int64_t id);

}  // namespace kreislauf::intake::store
