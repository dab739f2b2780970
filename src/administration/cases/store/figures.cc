#include "administration/cases/store/figures.h"

namespace kreislauf::cases::store {

namespace {

constexpr auto count_up = R"sql(
  INSERT INTO case_figures (office, day, type, what, amount) VALUES (?, ?, ?, ?, 1)
  ON CONFLICT (office, day, type, what) DO UPDATE SET amount = case_figures.amount + 1)sql";
// What an older release has not counted cannot be taken back.
constexpr auto count_down = R"sql(
  UPDATE case_figures SET amount = amount - 1
  WHERE office = ? AND day = ? AND type = ? AND what = ? AND amount > 0)sql";
constexpr auto open_since_before = "SELECT COUNT(*) FROM cases WHERE office = ? AND open = 1 AND arrived_on <= ?";
constexpr auto by_type =
    "SELECT type, what, SUM(amount) FROM case_figures WHERE office = ? AND day >= ? GROUP BY type, what";
constexpr auto by_day =
    "SELECT day, what, SUM(amount) FROM case_figures WHERE office = ? AND day >= ? AND what IN ('opened', 'decided') "
    "GROUP BY day, what";

Sums read(db::Connection& connection, std::string_view sql, std::string_view office, std::string_view day) {
  Sums sums;
  connection.each(
      sql, [&](db::Row const& row) { sums[row.string(0)][row.string(1)] = row.integer(2); }, office, day);
  return sums;
}

}  // namespace

void count_one(db::Connection& connection, Case const& one, std::string_view day, std::string_view what) {
  count_one(connection, one.office, one.type, day, what);
}

void count_one(db::Connection& connection, std::string_view office, std::string_view type, std::string_view day,
               std::string_view what) {
  connection.later(count_up, office, day, type, what);
}

void uncount_one(db::Connection& connection, Case const& one, std::string_view day, std::string_view what) {
  connection.later(count_down, one.office, day, one.type, what);
}

std::vector<std::int64_t> open_until(db::Connection& connection, std::string_view office,
                                     std::vector<std::string> const& days) {
  std::vector<std::int64_t> counts;
  for (auto const& day : days) counts.push_back(connection.number(open_since_before, office, day));
  return counts;
}

Sums sums_since(db::Connection& connection, std::string_view office, std::string_view day) {
  return read(connection, by_type, office, day);
}

Sums sums_by_day(db::Connection& connection, std::string_view office, std::string_view day) {
  return read(connection, by_day, office, day);
}

}  // namespace kreislauf::cases::store
