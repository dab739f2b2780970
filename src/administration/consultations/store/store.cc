#include "administration/consultations/store/store.h"

namespace kreislauf::consultations::store {

namespace {

#define CONSULTATION_COLUMNS \
  "way, consultation, subject, state, authority, office, service, sealed, due_on, asked_at, settled_at, staff"

constexpr auto insert =
    "INSERT INTO consultations (" CONSULTATION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update =
    "UPDATE consultations SET state = ?, sealed = ?, settled_at = ?, staff = ? WHERE way = ? AND consultation = ?";
constexpr auto drop = "DELETE FROM consultations WHERE way = ? AND consultation = ?";
constexpr auto one_by_id = "SELECT " CONSULTATION_COLUMNS " FROM consultations WHERE way = ? AND consultation = ?";
constexpr auto all_of_subject = "SELECT " CONSULTATION_COLUMNS
                                " FROM consultations WHERE way = 'out' AND subject = ? ORDER BY asked_at, consultation";
constexpr auto of_office =
    "SELECT " CONSULTATION_COLUMNS
    " FROM consultations WHERE way = 'in' AND state = 'there' AND office = ? ORDER BY due_on, consultation LIMIT ?";
constexpr auto some_in_state =
    "SELECT " CONSULTATION_COLUMNS
    " FROM consultations WHERE state = ? AND way = ? AND consultation > ? ORDER BY consultation LIMIT ?";
constexpr auto some_after =
    "SELECT " CONSULTATION_COLUMNS
    " FROM consultations WHERE way > ? OR (way = ? AND consultation > ?) ORDER BY way, consultation LIMIT ?";
constexpr auto some_settled =
    "SELECT " CONSULTATION_COLUMNS
    " FROM consultations WHERE state IN ('answered', 'dropped') AND way = 'in' AND settled_at < ? LIMIT ?";

#undef CONSULTATION_COLUMNS

}  // namespace

void add(db::Connection& connection, Consultation const& one) {
  connection.later(insert, name_of(one.way), one.id, one.subject, name_of(one.state), one.authority, one.office,
                   one.service, one.sealed, one.due_on, one.asked_at, one.settled_at, one.staff);
}

void save(db::Connection& connection, Consultation const& one) {
  connection.later(update, name_of(one.state), one.sealed, one.settled_at, one.staff, name_of(one.way), one.id);
}

std::optional<Consultation> find(db::Connection& connection, Consultation::Way way, std::string_view id) {
  return connection.one<Consultation>(one_by_id, name_of(way), id);
}

std::vector<Consultation> of_subject(db::Connection& connection, std::string_view subject) {
  return connection.query<Consultation>(all_of_subject, subject);
}

std::vector<Consultation> to_answer(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<Consultation>(of_office, office, limit);
}

std::vector<Consultation> in_state(db::Connection& connection, Consultation::Way way, Consultation::State state,
                                   std::string_view after, std::size_t limit) {
  return connection.query<Consultation>(some_in_state, name_of(state), name_of(way), after, limit);
}

std::vector<Consultation> after(db::Connection& connection, Mark const& mark, std::size_t limit) {
  return connection.query<Consultation>(some_after, mark.way, mark.way, mark.id, limit);
}

void remove(db::Connection& connection, Consultation const& one) { connection.later(drop, name_of(one.way), one.id); }

std::vector<Consultation> settled_before(db::Connection& connection, std::string_view moment, std::size_t limit) {
  return connection.query<Consultation>(some_settled, moment, limit);
}

}  // namespace kreislauf::consultations::store
