#include "platform/db/statements.h"

namespace kreislauf::db {

namespace {

/// Behind the comment, the quote or the sign that begins at `at`.
std::size_t behind(std::string_view sql, std::size_t at) {
  auto const end_of = [&](std::string_view mark, std::size_t from) {
    auto const found = sql.find(mark, from);
    return found == std::string_view::npos ? sql.size() : found + mark.size();
  };
  auto const rest = sql.substr(at);
  if (rest.starts_with("--")) return end_of("\n", at);
  if (rest.starts_with("/*")) return end_of("*/", at + 2);
  if (rest.starts_with('\'') or rest.starts_with('"')) return end_of(rest.substr(0, 1), at + 1);
  return at + 1;
}

/// Without what says nothing to the engine at its beginning and end.
std::string_view trimmed(std::string_view sql) {
  constexpr std::string_view blank = " \t\r\n";
  for (;;) {
    auto const first = sql.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    sql.remove_prefix(first);
    if (not sql.starts_with("--") and not sql.starts_with("/*")) break;
    sql.remove_prefix(behind(sql, 0));
  }
  return sql.substr(0, sql.find_last_not_of(blank) + 1);
}

}  // namespace

std::vector<std::string_view> statements_of(std::string_view script) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  auto const add = [&](std::size_t end) {
    if (auto const statement = trimmed(script.substr(begin, end - begin)); not statement.empty())
      found.push_back(statement);
    begin = end + 1;
  };
  for (std::size_t at = 0; at < script.size();) {
    if (script[at] == ';') add(at);
    at = behind(script, at);
  }
  if (begin < script.size()) add(script.size());
  return found;
}

}  // namespace kreislauf::db
