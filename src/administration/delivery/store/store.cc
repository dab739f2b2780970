#include "administration/delivery/store/store.h"

#include "platform/db/embedded.h"

namespace kreislauf::delivery::store {

namespace {

#define DESTINATION_COLUMNS \
  "id, service, slug, kind, place, token_url, client, secret, destination, form_schema, ended_at"
#define DELIVERY_COLUMNS                                                                                     \
  "id, subject, number, service, office, site, destination, state, name, submission, case_id, attachments, " \
  "tags, reasons, problem, created_at, sent_at, settled_at, asked, ask_at"

constexpr auto insert_destination =
    "INSERT INTO delivery_destinations (" DESTINATION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_destination = R"sql(
  UPDATE delivery_destinations SET slug = ?, kind = ?, place = ?, token_url = ?, client = ?, secret = ?,
    destination = ?, form_schema = ?, ended_at = ? WHERE id = ?)sql";
constexpr auto one_destination = "SELECT " DESTINATION_COLUMNS " FROM delivery_destinations WHERE id = ?";
constexpr auto one_of_service = "SELECT " DESTINATION_COLUMNS " FROM delivery_destinations WHERE service = ?";
constexpr auto one_live =
    "SELECT " DESTINATION_COLUMNS " FROM delivery_destinations WHERE slug = ? AND ended_at = '' ORDER BY id LIMIT 1";
constexpr auto all_destinations = "SELECT " DESTINATION_COLUMNS " FROM delivery_destinations ORDER BY id";

constexpr auto insert =
    "INSERT INTO deliveries (" DELIVERY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = R"sql(
  UPDATE deliveries SET subject = ?, destination = ?, state = ?, submission = ?, case_id = ?, attachments = ?, tags = ?,
    reasons = ?, problem = ?, sent_at = ?, settled_at = ?, asked = ?, ask_at = ? WHERE id = ?)sql";
constexpr auto drop = "DELETE FROM deliveries WHERE id = ?";
constexpr auto one_by_id = "SELECT " DELIVERY_COLUMNS " FROM deliveries WHERE id = ?";
constexpr auto all_of_subject = "SELECT " DELIVERY_COLUMNS " FROM deliveries WHERE subject = ? ORDER BY id";
constexpr auto some_in_state = "SELECT " DELIVERY_COLUMNS " FROM deliveries WHERE state = ? ORDER BY id LIMIT ?";
constexpr auto some_troubled =
    "SELECT " DELIVERY_COLUMNS
    " FROM deliveries WHERE office = ? AND state IN ('rejected', 'failed') ORDER BY id LIMIT ?";
// `> ''` and not `<> ''`: what is settled stands in the index before all others and must not be read.
constexpr auto some_to_ask =
    "SELECT " DELIVERY_COLUMNS " FROM deliveries WHERE ask_at > '' AND ask_at <= ? ORDER BY ask_at, id LIMIT ?";
constexpr auto first_question = "SELECT ask_at FROM deliveries WHERE ask_at > '' ORDER BY ask_at LIMIT 1";
constexpr auto some_after = "SELECT " DELIVERY_COLUMNS " FROM deliveries WHERE id > ? ORDER BY id LIMIT ?";

#undef DESTINATION_COLUMNS
#undef DELIVERY_COLUMNS

}  // namespace

void add(db::Connection& connection, Destination& d) {
  d.id = db::next_number(connection, "delivery_destinations");
  connection.exec(insert_destination, d.id, d.service, d.slug, d.kind, d.place, d.token_url, d.client, d.secret,
                  d.destination, d.form_schema, d.ended_at);
}

void save(db::Connection& connection, Destination const& d) {
  connection.exec(update_destination, d.slug, d.kind, d.place, d.token_url, d.client, d.secret, d.destination,
                  d.form_schema, d.ended_at, d.id);
}

std::optional<Destination> destination(db::Connection& connection, std::int64_t id) {
  return connection.one<Destination>(one_destination, id);
}

std::optional<Destination> of_service(db::Connection& connection, std::string_view service) {
  return connection.one<Destination>(one_of_service, service);
}

std::optional<Destination> live_of(db::Connection& connection, std::string_view slug) {
  return connection.one<Destination>(one_live, slug);
}

std::vector<Destination> destinations(db::Connection& connection) {
  return connection.query<Destination>(all_destinations);
}

void add(db::Connection& connection, Delivery& d) {
  d.id = db::next_number(connection, "deliveries");
  connection.exec(insert, d.id, d.subject, d.number, d.service, d.office, d.site, d.destination, name_of(d.state),
                  d.name, d.submission, d.case_id, d.attachments, d.tags, d.reasons, d.problem, d.created_at, d.sent_at,
                  d.settled_at, d.asked, d.ask_at);
}

void save(db::Connection& connection, Delivery const& d) {
  connection.exec(update, d.subject, d.destination, name_of(d.state), d.submission, d.case_id, d.attachments, d.tags,
                  d.reasons, d.problem, d.sent_at, d.settled_at, d.asked, d.ask_at, d.id);
}

void remove(db::Connection& connection, std::int64_t id) { connection.exec(drop, id); }

std::optional<Delivery> find(db::Connection& connection, std::int64_t id) {
  return connection.one<Delivery>(one_by_id, id);
}

std::vector<Delivery> of_subject(db::Connection& connection, std::string_view subject) {
  return connection.query<Delivery>(all_of_subject, subject);
}

std::vector<Delivery> in_state(db::Connection& connection, State state, std::size_t limit) {
  return connection.query<Delivery>(some_in_state, name_of(state), limit);
}

std::vector<Delivery> troubled(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<Delivery>(some_troubled, office, limit);
}

std::vector<Delivery> to_ask(db::Connection& connection, std::string_view now, std::size_t limit) {
  return connection.query<Delivery>(some_to_ask, now, limit);
}

std::string next_question(db::Connection& connection) {
  return connection.text(first_question).value_or(std::string{});
}

std::vector<Delivery> after_id(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Delivery>(some_after, id, limit);
}

}  // namespace kreislauf::delivery::store
