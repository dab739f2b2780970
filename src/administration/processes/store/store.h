#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/processes/model.h"

namespace kreislauf::processes::store {

void add(db::Connection& connection, Running const& one);
void save(db::Connection& connection, Running const& one);
std::optional<Running> find(db::Connection& connection, std::string_view subject);
/// With its tasks.
void remove(db::Connection& connection, std::string_view subject);
/// That move on by themselves at this moment or before, the earliest first.
std::vector<Running> due(db::Connection& connection, std::string_view now, std::size_t limit);
/// When the next one does; empty: none.
std::string next_due(db::Connection& connection);
/// By subject: for a change of keys.
std::vector<Running> after(db::Connection& connection, std::string_view subject, std::size_t limit);

void add(db::Connection& connection, OpenTask const& task);
void close(db::Connection& connection, OpenTask const& task);
/// All of it, the oldest first.
std::vector<OpenTask> tasks_of(db::Connection& connection, std::string_view subject);

}  // namespace kreislauf::processes::store
