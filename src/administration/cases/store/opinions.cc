#include "administration/cases/store/opinions.h"

namespace kreislauf::cases::store {

namespace {

#define OPINION_COLUMNS "id, case_id, office, staff, question, due_on, asked_at, answer, answer_staff, answered_at"

constexpr auto insert = "INSERT INTO case_opinions (" OPINION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update =
    "UPDATE case_opinions SET question = ?, answer = ?, answer_staff = ?, answered_at = ? WHERE id = ?";
constexpr auto drop = "DELETE FROM case_opinions WHERE id = ?";
constexpr auto one_by_id = "SELECT " OPINION_COLUMNS " FROM case_opinions WHERE id = ?";
constexpr auto all_of_case = "SELECT " OPINION_COLUMNS " FROM case_opinions WHERE case_id = ? ORDER BY id";
constexpr auto open_of_office =
    "SELECT " OPINION_COLUMNS " FROM case_opinions WHERE office = ? AND answered_at = '' ORDER BY due_on, id LIMIT ?";
constexpr auto some_after = "SELECT " OPINION_COLUMNS " FROM case_opinions WHERE id > ? ORDER BY id LIMIT ?";

#undef OPINION_COLUMNS

}  // namespace

void add(db::Connection& connection, Opinion const& o) {
  connection.later(insert, o.id, o.case_id, o.office, o.staff, o.question, o.due_on, o.asked_at, o.answer,
                   o.answer_staff, o.answered_at);
}

void save(db::Connection& connection, Opinion const& o) {
  connection.later(update, o.question, o.answer, o.answer_staff, o.answered_at, o.id);
}

void remove(db::Connection& connection, Opinion const& o) { connection.later(drop, o.id); }

std::optional<Opinion> opinion(db::Connection& connection, std::int64_t id) {
  return connection.one<Opinion>(one_by_id, id);
}

std::vector<Opinion> opinions_of(db::Connection& connection, std::int64_t case_id) {
  return connection.query<Opinion>(all_of_case, case_id);
}

std::vector<Opinion> to_give(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<Opinion>(open_of_office, office, limit);
}

std::vector<Opinion> opinions_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Opinion>(some_after, id, limit);
}

}  // namespace kreislauf::cases::store
