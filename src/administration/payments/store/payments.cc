#include "administration/payments/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::payments::store {

namespace {

#define PAYMENT_COLUMNS                                                                                        \
  "id, receivable, kind, way, request, claim, charge, reference, address, amount, state, method, created_at, " \
  "settled_at, asked, ask_at, part_of"

constexpr auto insert =
    "INSERT INTO payments (" PAYMENT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = R"sql(
  UPDATE payments SET way = ?, claim = ?, reference = ?, address = ?, amount = ?, state = ?, method = ?, settled_at = ?,
    asked = ?, ask_at = ? WHERE id = ?)sql";
constexpr auto one_by_id = "SELECT " PAYMENT_COLUMNS " FROM payments WHERE id = ?";
constexpr auto one_by_claim = "SELECT " PAYMENT_COLUMNS " FROM payments WHERE claim = ?";
constexpr auto one_by_reference =
    "SELECT " PAYMENT_COLUMNS " FROM payments WHERE reference = ? AND kind = 'charge' ORDER BY id LIMIT 1";
constexpr auto parts_of_basket = "SELECT " PAYMENT_COLUMNS " FROM payments WHERE part_of = ? ORDER BY id";
constexpr auto all_of_receivable = "SELECT " PAYMENT_COLUMNS " FROM payments WHERE receivable = ? ORDER BY id";
// `> ''` and not `<> ''`: what is settled stands in the index before all others and must not be read.
constexpr auto some_to_ask =
    "SELECT " PAYMENT_COLUMNS " FROM payments WHERE ask_at > '' AND ask_at <= ? ORDER BY ask_at, id LIMIT ?";
constexpr auto first_question = "SELECT ask_at FROM payments WHERE ask_at > '' ORDER BY ask_at LIMIT 1";
constexpr auto some_by_hand = "SELECT " PAYMENT_COLUMNS
                              " FROM payments WHERE kind = 'refund' AND state = 'prepared' AND way IN ('bank', "
                              "'counter') ORDER BY id LIMIT ?";
constexpr auto some_unanswered =
    "SELECT " PAYMENT_COLUMNS
    " FROM payments WHERE ask_at > '' AND asked > 0 AND "
    "created_at < ? AND state IN ('prepared', 'begun', 'authorised') ORDER BY ask_at, id LIMIT ?";
constexpr auto some_settled = "SELECT " PAYMENT_COLUMNS
                              " FROM payments WHERE state = 'paid' AND settled_at >= ? AND settled_at < ? AND id > ? "
                              "ORDER BY id LIMIT ?";

#undef PAYMENT_COLUMNS

}  // namespace

void add(db::Connection& connection, Payment& p) {
  p.id = db::next_number(connection, "payments");
  connection.exec(insert, p.id, p.receivable, name_of(p.kind), p.way, p.request, p.claim, p.charge, p.reference,
                  p.address, p.amount, name_of(p.step), p.method, p.created_at, p.settled_at, p.asked, p.ask_at,
                  p.part_of);
}

void save(db::Connection& connection, Payment const& p) {
  connection.exec(update, p.way, p.claim, p.reference, p.address, p.amount, name_of(p.step), p.method, p.settled_at,
                  p.asked, p.ask_at, p.id);
}

std::optional<Payment> payment(db::Connection& connection, std::int64_t id) {
  return connection.one<Payment>(one_by_id, id);
}

std::optional<Payment> by_claim(db::Connection& connection, std::string_view claim) {
  return connection.one<Payment>(one_by_claim, claim);
}

std::optional<Payment> by_reference(db::Connection& connection, std::string_view reference) {
  return connection.one<Payment>(one_by_reference, reference);
}

std::vector<Payment> parts_of(db::Connection& connection, std::int64_t first) {
  return connection.query<Payment>(parts_of_basket, first);
}

std::vector<Payment> of_receivable(db::Connection& connection, std::int64_t receivable) {
  return connection.query<Payment>(all_of_receivable, receivable);
}

std::vector<Payment> to_ask(db::Connection& connection, std::string_view now, std::size_t limit) {
  return connection.query<Payment>(some_to_ask, now, limit);
}

std::string next_question(db::Connection& connection) {
  return connection.text(first_question).value_or(std::string{});
}

std::vector<Payment> refunds_by_hand(db::Connection& connection, std::size_t limit) {
  return connection.query<Payment>(some_by_hand, limit);
}

std::vector<Payment> unanswered_since(db::Connection& connection, std::string_view before, std::size_t limit) {
  return connection.query<Payment>(some_unanswered, before, limit);
}

std::vector<Payment> settled_between(db::Connection& connection, std::string_view from, std::string_view to,
                                     std::int64_t after, std::size_t limit) {
  return connection.query<Payment>(some_settled, from, to, after, limit);
}

}  // namespace kreislauf::payments::store
