#include "administration/cases/store/links.h"

#include "administration/cases/store/store.h"

namespace kreislauf::cases::store {

namespace {

constexpr auto insert_link = R"sql(
  INSERT INTO case_links (case_id, other_id, staff, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (case_id, other_id) DO NOTHING)sql";
constexpr auto count_links = "SELECT COUNT(*) FROM case_links WHERE case_id = ? AND other_id = ?";
constexpr auto drop_link = "DELETE FROM case_links WHERE case_id = ? AND other_id = ?";
constexpr auto all_links = "SELECT other_id FROM case_links WHERE case_id = ? ORDER BY at, other_id LIMIT 100";
constexpr auto ids_of_number = "SELECT id FROM cases WHERE number = ? ORDER BY id LIMIT 10";

std::vector<Case> found(db::Connection& connection, std::vector<std::int64_t> const& ids) {
  std::vector<Case> all;
  for (auto const id : ids)
    if (auto one = find(connection, id)) all.push_back(*std::move(one));
  return all;
}

}  // namespace

void link(db::Connection& connection, std::int64_t one, std::int64_t other, std::int64_t staff, std::string_view at) {
  connection.later(insert_link, one, other, staff, at);
  connection.later(insert_link, other, one, staff, at);
}

void unlink(db::Connection& connection, std::int64_t one, std::int64_t other) {
  connection.later(drop_link, one, other);
  connection.later(drop_link, other, one);
}

bool are_linked(db::Connection& connection, std::int64_t one, std::int64_t other) {
  return connection.number(count_links, one, other) > 0;
}

std::vector<Case> linked_with(db::Connection& connection, std::int64_t id) {
  std::vector<std::int64_t> ids;
  auto const sink = [&](db::Row const& row) { ids.push_back(row.integer(0)); };
  connection.each(all_links, sink, id);
  return found(connection, ids);
}

std::vector<Case> of_number(db::Connection& connection, std::string_view number) {
  std::vector<std::int64_t> ids;
  auto const sink = [&](db::Row const& row) { ids.push_back(row.integer(0)); };
  connection.each(ids_of_number, sink, number);
  return found(connection, ids);
}

}  // namespace kreislauf::cases::store
