#pragma once

#include <cstddef>
#include <string_view>

/// The SQL of the work lists. Each list is one condition in one order, and is asked in several ways: of all services of
/// an office, of one, of some. All of them are answered by indexes in their order.
namespace kreislauf::cases::store {

struct ListStatements {
  std::string_view rows;          ///< of all: office, condition, place, limit
  std::string_view rows_of_type;  ///< office, type, condition, place, limit
  /// Four (ten, sixteen) times office, type, condition, place; then the limit.
  std::string_view rows_of_four, rows_of_ten, rows_of_sixteen;
  std::string_view keys_of_sixteen;  ///< day and number alone
  std::string_view keys_and_types;   ///< of all: day, number and type; as `rows`
  std::string_view count;            ///< of all: office, condition, limit
  std::string_view count_of_some;    ///< office, sixteen types, condition, limit
};

#define CASE_COLUMNS                                                                                               \
  "id, number, subject, type, version, office, phase, status, holder, proposer, result, arrived_on, complete_on, " \
  "due_on, resubmit_on, about, changed_at, closed_at, revision, automation, site, asker"

#define PLACES "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define FOUR(one) one " UNION ALL " one " UNION ALL " one " UNION ALL " one
#define TEN(one) FOUR(one) " UNION ALL " FOUR(one) " UNION ALL " one " UNION ALL " one
#define SIXTEEN(one) FOUR(one) " UNION ALL " FOUR(one) " UNION ALL " FOUR(one) " UNION ALL " FOUR(one)
#define ROWS(keys) "SELECT " CASE_COLUMNS " FROM (" keys ") AS found CROSS JOIN cases WHERE cases.id = found.found_id"

/// Both engines merge what stands in order, and take of each service no more than comes to the page: PostgreSQL because
/// each part says its order, SQLite because the whole does. No list is longer than the inner limit, by which PostgreSQL
/// plans, because it does not know the outer one.
#define MERGED(many, way) \
  "SELECT * FROM (" many " ORDER BY found_on" way ", found_id" way " LIMIT 256) AS sorted LIMIT ?"

#define LIST(condition, day, beyond, way)                                                                          \
  {                                                                                                                \
    .rows = "SELECT " CASE_COLUMNS " FROM cases WHERE office = ? AND " condition " AND (" day ", id) " beyond      \
            " (?, ?) ORDER BY " day way ", id" way " LIMIT ?",                                                     \
    .rows_of_type = "SELECT " CASE_COLUMNS " FROM cases WHERE office = ? AND type = ? AND " condition " AND (" day \
                    ", id) " beyond " (?, ?) ORDER BY " day way ", id" way " LIMIT ?",                             \
    .rows_of_four = ROWS(MERGED(FOUR(KEYS(condition, day, beyond, way)), way)),                                    \
    .rows_of_ten = ROWS(MERGED(TEN(KEYS(condition, day, beyond, way)), way)),                                      \
    .rows_of_sixteen = ROWS(MERGED(SIXTEEN(KEYS(condition, day, beyond, way)), way)),                              \
    .keys_of_sixteen = MERGED(SIXTEEN(KEYS(condition, day, beyond, way)), way),                                    \
    .keys_and_types = "SELECT " day ", id, type FROM cases WHERE office = ? AND " condition " AND (" day           \
                      ", id) " beyond " (?, ?) ORDER BY " day way ", id" way " LIMIT ?",                           \
    .count = "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND " condition " LIMIT ?) AS counted",   \
    .count_of_some = "SELECT COUNT(*) FROM (SELECT 1 FROM cases WHERE office = ? AND type IN (" PLACES             \
                     ") AND " condition " LIMIT ?) AS counted",                                                    \
  }
#define KEYS(condition, day, beyond, way)                                                                             \
  "SELECT * FROM (SELECT " day " AS found_on, id AS found_id FROM cases WHERE office = ? AND type = ? AND " condition \
  " AND (" day ", id) " beyond " (?, ?) ORDER BY " day way ", id" way ") AS one"

constexpr ListStatements open_list = LIST("open = 1", "due_on", ">", "");
constexpr ListStatements held_list = LIST("holder = ? AND open = 1", "due_on", ">", "");
constexpr ListStatements phase_list = LIST("phase = ?", "due_on", ">", "");
constexpr ListStatements past_list = LIST("open = 1 AND due_on < ?", "due_on", ">", "");
constexpr ListStatements resubmitted_list = LIST("resubmit_on <> '' AND resubmit_on <= ?", "resubmit_on", ">", "");
constexpr ListStatements ended_list = LIST("closed_at <> ''", "closed_at", "<", " DESC");

constexpr std::size_t cases_at_once = 16;  ///< places of the next one
constexpr std::string_view cases_by_id = "SELECT " CASE_COLUMNS " FROM cases WHERE id IN (" PLACES ")";

#undef KEYS
#undef LIST
#undef MERGED
#undef SIXTEEN
#undef TEN
#undef ROWS
#undef FOUR
#undef PLACES
#undef CASE_COLUMNS

}  // namespace kreislauf::cases::store
