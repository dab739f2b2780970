#include "administration/applications/store/persons.h"

namespace kreislauf::applications::store {

namespace {

constexpr auto keep_person = R"sql(
  INSERT INTO application_persons (application, person) VALUES (?, ?)
  ON CONFLICT (application) DO UPDATE SET person = excluded.person)sql";
constexpr auto one_person = "SELECT person FROM application_persons WHERE application = ?";
constexpr auto some_of_person =
    "SELECT application FROM application_persons WHERE person = ? ORDER BY application DESC LIMIT ?";
constexpr auto proven_by_nobody = R"sql(
  SELECT a.id FROM applications a LEFT JOIN application_persons p ON p.application = a.id
  WHERE a.proof <> '' AND p.application IS NULL ORDER BY a.id LIMIT ?)sql";
constexpr auto drop_person = "DELETE FROM application_persons WHERE application = ?";

}  // namespace

void note_person(db::Connection& connection, std::int64_t application, std::string_view person) {
  connection.later(keep_person, application, person);
}

std::string person_of(db::Connection& connection, std::int64_t application) {
  return connection.text(one_person, application).value_or(std::string{});
}

std::vector<std::int64_t> of_person(db::Connection& connection, std::string_view person, std::size_t limit) {
  std::vector<std::int64_t> all;
  connection.each(
      some_of_person, [&](db::Row const& row) { all.push_back(row.integer(0)); }, person, limit);
  return all;
}

std::vector<std::int64_t> without_person(db::Connection& connection, std::size_t limit) {
  std::vector<std::int64_t> all;
  connection.each(
      proven_by_nobody, [&](db::Row const& row) { all.push_back(row.integer(0)); }, limit);
  return all;
}

void remove_person(db::Connection& connection, std::int64_t application) { connection.later(drop_person, application); }

}  // namespace kreislauf::applications::store
