#include "administration/payments/store/store.h"

namespace kreislauf::payments::store {

namespace {

#define RECEIVABLE_COLUMNS                                                                                \
  "id, kassenzeichen, subject, service, purpose, amount, received, refunded, state, due_on, created_at, " \
  "changed_at, cancelled_at, mail, language, site, token"

constexpr auto insert =
    "INSERT INTO receivables (" RECEIVABLE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update =
    "UPDATE receivables SET received = ?, refunded = ?, state = ?, changed_at = ?, cancelled_at = ?, mail = ? WHERE id "
    "= ?";
constexpr auto other_due = "UPDATE receivables SET due_on = ? WHERE id = ?";
constexpr auto one_by_id = "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE id = ?";
constexpr auto one_by_token = "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE token = ?";
constexpr auto one_by_sign = "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE kassenzeichen = ?";
constexpr auto all_of_subject = "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE subject = ? ORDER BY id DESC";
constexpr auto some_in_state =
    "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE state = ? AND id > ? ORDER BY id LIMIT ?";
constexpr auto some_after = "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE id > ? ORDER BY id LIMIT ?";
#define SETTLED "state IN ('paid', 'refunded', 'part_refunded', 'cancelled')"
constexpr auto some_with_mail =
    "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE mail <> '' AND changed_at < ? AND " SETTLED
    " ORDER BY id LIMIT ?";
constexpr auto some_settled =
    "SELECT " RECEIVABLE_COLUMNS " FROM receivables WHERE changed_at < ? AND " SETTLED " ORDER BY id LIMIT ?";
#undef SETTLED
constexpr auto drop = "DELETE FROM receivables WHERE id = ?";
constexpr auto drop_payments = "DELETE FROM payments WHERE receivable = ?";
constexpr auto drop_invoice = "DELETE FROM invoices WHERE receivable = ?";
constexpr auto drop_debits = "DELETE FROM debits WHERE receivable = ?";

#undef RECEIVABLE_COLUMNS

}  // namespace

void add(db::Connection& connection, Receivable const& r) {
  connection.exec(insert, r.id, r.kassenzeichen, r.subject, r.service, r.purpose, r.amount, r.received, r.refunded,
                  name_of(r.state), r.due_on, r.created_at, r.changed_at, r.cancelled_at, r.mail, r.language, r.site,
                  r.token);
}

void save(db::Connection& connection, Receivable const& r) {
  connection.exec(update, r.received, r.refunded, name_of(r.state), r.changed_at, r.cancelled_at, r.mail, r.id);
}

void set_due(db::Connection& connection, Receivable const& r) { connection.exec(other_due, r.due_on, r.id); }

std::optional<Receivable> find(db::Connection& connection, std::int64_t id) {
  return connection.one<Receivable>(one_by_id, id);
}

std::optional<Receivable> by_token(db::Connection& connection, std::string_view token) {
  return connection.one<Receivable>(one_by_token, token);
}

std::optional<Receivable> by_kassenzeichen(db::Connection& connection, std::string_view kassenzeichen) {
  return connection.one<Receivable>(one_by_sign, kassenzeichen);
}

std::vector<Receivable> of_subject(db::Connection& connection, std::string_view subject) {
  return connection.query<Receivable>(all_of_subject, subject);
}

std::vector<Receivable> in_state(db::Connection& connection, State state, std::int64_t after, std::size_t limit) {
  return connection.query<Receivable>(some_in_state, name_of(state), after, limit);
}

std::vector<Receivable> after_id(db::Connection& connection, std::int64_t after, std::size_t limit) {
  return connection.query<Receivable>(some_after, after, limit);
}

std::vector<Receivable> with_old_mail(db::Connection& connection, std::string_view before, std::size_t limit) {
  return connection.query<Receivable>(some_with_mail, before, limit);
}

std::vector<Receivable> long_settled(db::Connection& connection, std::string_view before, std::size_t limit) {
  return connection.query<Receivable>(some_settled, before, limit);
}

void remove(db::Connection& connection, std::int64_t id) {
  connection.exec(drop_payments, id);
  connection.exec(drop_debits, id);
  connection.exec(drop_invoice, id);
  connection.exec(drop, id);
}

}  // namespace kreislauf::payments::store
