#include "platform/db/embedded.h"

#include "base/embedded.h"

namespace kreislauf::db {

namespace {

constexpr auto count_up = "UPDATE number_series SET value = value + 1 WHERE name = ? RETURNING value";
constexpr auto begin_series = "INSERT INTO number_series (name, value) VALUES (?, 1)";

}  // namespace

std::vector<Migration> embedded_migrations(std::string_view folder, std::string_view prefix) {
  std::vector<Migration> found;
  auto const module = folder.substr(folder.rfind('/') + 1);
  for (auto const& file : embedded_files()) {
    if (not file.path.starts_with(folder) or not file.path.substr(folder.size()).starts_with("/schema/")) continue;
    auto const name = file.path.substr(folder.size() + 8);
    if (name.starts_with(prefix))
      found.push_back({std::string{module} + "/" + std::string{name}, std::string{file.content}});
  }
  return found;
}

std::vector<Migration> all_embedded_migrations(std::string_view prefix) {
  std::vector<Migration> found;
  for (auto const& file : embedded_files()) {
    auto const schema = file.path.find("/schema/");
    if (not file.path.starts_with("src/") or schema == std::string_view::npos) continue;
    auto const folder = file.path.substr(0, schema);
    auto const name = file.path.substr(schema + 8);
    if (name.starts_with(prefix))
      found.push_back(
          {std::string{folder.substr(folder.rfind('/') + 1)} + "/" + std::string{name}, std::string{file.content}});
  }
  return found;
}

std::int64_t next_number(Connection& connection, std::string_view series) {
  if (auto const number = connection.number(count_up, series); number > 0) return number;
  connection.later(begin_series, series);
  return 1;
}

}  // namespace kreislauf::db
