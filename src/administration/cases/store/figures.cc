#include "administration/cases/store/figures.h"

namespace kreislauf::cases::store {

namespace {

constexpr auto count_up = R"sql(
  INSERT INTO case_figures (office, day, type, what, amount) VALUES (?, ?, ?, ?, 1)
  ON CONFLICT (office, day, type, what) DO UPDATE SET amount = case_figures.amount + 1)sql";
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
  connection.later(count_up, one.office, day, one.type, what);
}

Sums sums_since(db::Connection& connection, std::string_view office, std::string_view day) {
  return read(connection, by_type, office, day);
}

Sums sums_by_day(db::Connection& connection, std::string_view office, std::string_view day) {
  return read(connection, by_day, office, day);
}

}  // namespace kreislauf::cases::store
