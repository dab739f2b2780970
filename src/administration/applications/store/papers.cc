#include "administration/applications/store/papers.h"

namespace kreislauf::applications::store {

namespace {

constexpr auto keep_paper = R"sql(
  INSERT INTO application_papers (application, received_on, signed) VALUES (?, ?, ?)
  ON CONFLICT (application) DO UPDATE SET received_on = excluded.received_on, signed = excluded.signed)sql";
constexpr auto one_paper = "SELECT received_on, signed FROM application_papers WHERE application = ?";
constexpr auto drop_paper = "DELETE FROM application_papers WHERE application = ?";

}  // namespace

Paper Paper::from(db::Row const& row) { return {.received_on = row.string(0), .signed_by = row.string(1)}; }

void save(db::Connection& connection, std::int64_t application, Paper const& paper) {
  connection.later(keep_paper, application, paper.received_on, paper.signed_by);
}

std::optional<Paper> paper(db::Connection& connection, std::int64_t application) {
  std::optional<Paper> found;
  connection.each(
      one_paper, [&](db::Row const& row) { found = Paper::from(row); }, application);
  return found;
}

void remove_paper(db::Connection& connection, std::int64_t application) { connection.later(drop_paper, application); }

}  // namespace kreislauf::applications::store
