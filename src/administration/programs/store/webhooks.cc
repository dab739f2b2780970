#include "administration/programs/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::programs::store {

namespace {

#define HOOK_COLUMNS "id, name, url, office, kinds, secret, mail, made_at, failing_since, stopped_at, stopped_why"
#define MESSAGE_COLUMNS "id, webhook, case_id, kind, at, body, state, attempts, next_at, status, problem, settled_at"

constexpr auto insert_hook = "INSERT INTO webhooks (" HOOK_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_hook = "UPDATE webhooks SET failing_since = ?, stopped_at = ?, stopped_why = ? WHERE id = ?";
constexpr auto update_hook_sealed = "UPDATE webhooks SET secret = ?, mail = ? WHERE id = ?";
constexpr auto hook_by_id = "SELECT " HOOK_COLUMNS " FROM webhooks WHERE id = ?";
constexpr auto hooks_of_office = "SELECT " HOOK_COLUMNS " FROM webhooks WHERE office = ? ORDER BY id";
constexpr auto hooks_after = "SELECT " HOOK_COLUMNS " FROM webhooks WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto drop_hook = "DELETE FROM webhooks WHERE id = ?";
constexpr auto drop_messages = "DELETE FROM webhook_messages WHERE webhook = ?";

constexpr auto insert_message =
    "INSERT INTO webhook_messages (" MESSAGE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_body = "UPDATE webhook_messages SET body = ? WHERE id = ?";
constexpr auto update_message =
    "UPDATE webhook_messages SET state = ?, attempts = ?, next_at = ?, status = ?, problem = ?, settled_at = ? WHERE "
    "id = ?";
constexpr auto message_by_id = "SELECT " MESSAGE_COLUMNS " FROM webhook_messages WHERE id = ?";
constexpr auto oldest_open =
    "SELECT " MESSAGE_COLUMNS
    " FROM webhook_messages WHERE webhook = ? AND case_id = ? AND state = 'open' ORDER BY id LIMIT 1";
constexpr auto newest =
    "SELECT " MESSAGE_COLUMNS " FROM webhook_messages WHERE webhook = ? AND id < ? ORDER BY id DESC LIMIT ?";
constexpr auto number_open = "SELECT COUNT(*) FROM webhook_messages WHERE webhook = ? AND state = 'open'";
constexpr auto due_messages =
    "SELECT " MESSAGE_COLUMNS
    " FROM webhook_messages WHERE next_at <> '' AND next_at <= ? ORDER BY next_at, id LIMIT ?";
constexpr auto first_due = "SELECT MIN(next_at) FROM webhook_messages WHERE next_at <> ''";
constexpr auto cases_open =
    "SELECT DISTINCT case_id FROM webhook_messages WHERE webhook = ? AND state = 'open' ORDER BY case_id";
constexpr auto drop_settled = R"sql(
  DELETE FROM webhook_messages WHERE id IN (
    SELECT id FROM webhook_messages WHERE settled_at <> '' AND settled_at < ? ORDER BY settled_at LIMIT ?))sql";

constexpr auto drop_unsent = R"sql(
  DELETE FROM webhook_messages WHERE id IN (
    SELECT id FROM webhook_messages WHERE state = 'open' AND at < ? ORDER BY id LIMIT ?))sql";

#undef HOOK_COLUMNS
#undef MESSAGE_COLUMNS

}  // namespace

std::int64_t next_webhook(db::Connection& connection) { return db::next_number(connection, "webhooks"); }

void add(db::Connection& connection, Webhook const& h) {
  connection.exec(insert_hook, h.id, h.name, h.url, h.office, h.kinds, h.secret, h.mail, h.made_at, h.failing_since,
                  h.stopped_at, h.stopped_why);
}
void save(db::Connection& connection, Webhook const& h) {
  connection.exec(update_hook, h.failing_since, h.stopped_at, h.stopped_why, h.id);
}
void save_sealed(db::Connection& connection, Webhook const& h) {
  connection.exec(update_hook_sealed, h.secret, h.mail, h.id);
}
std::optional<Webhook> webhook(db::Connection& connection, std::int64_t id) {
  return connection.one<Webhook>(hook_by_id, id);
}
std::vector<Webhook> webhooks_of(db::Connection& connection, std::string_view office) {
  return connection.query<Webhook>(hooks_of_office, office);
}
std::vector<Webhook> webhooks_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Webhook>(hooks_after, id, limit);
}
void remove_webhook(db::Connection& connection, std::int64_t id) {
  connection.exec(drop_messages, id);
  connection.exec(drop_hook, id);
}

std::int64_t add(db::Connection& connection, Message const& m) {
  auto const id = db::next_number(connection, "webhook_messages");
  connection.exec(insert_message, id, m.webhook, m.case_id, m.kind, m.at, m.body, name_of(m.state), m.attempts,
                  m.next_at, m.status, m.problem, m.settled_at);
  return id;
}
void save_body(db::Connection& connection, std::int64_t id, std::string_view body) {
  connection.exec(update_body, body, id);
}
void save(db::Connection& connection, Message const& m) {
  connection.exec(update_message, name_of(m.state), m.attempts, m.next_at, m.status, m.problem, m.settled_at, m.id);
}
std::optional<Message> message(db::Connection& connection, std::int64_t id) {
  return connection.one<Message>(message_by_id, id);
}
std::optional<Message> first_open(db::Connection& connection, std::int64_t webhook, std::int64_t case_id) {
  return connection.one<Message>(oldest_open, webhook, case_id);
}
std::vector<Message> log(db::Connection& connection, std::int64_t webhook, std::int64_t before, std::size_t limit) {
  return connection.query<Message>(newest, webhook, before > 0 ? before : INT64_MAX, limit);
}
std::int64_t count_open(db::Connection& connection, std::int64_t webhook) {
  return connection.number(number_open, webhook);
}
std::vector<Message> due(db::Connection& connection, std::string_view now, std::size_t limit) {
  return connection.query<Message>(due_messages, now, limit);
}
std::optional<std::string> next_due(db::Connection& connection) { return connection.text(first_due); }
std::vector<std::int64_t> open_cases(db::Connection& connection, std::int64_t webhook) {
  std::vector<std::int64_t> all;
  connection.each(
      cases_open, [&](db::Row const& row) { all.push_back(row.integer(0)); }, webhook);
  return all;
}
std::int64_t remove_unsent(db::Connection& connection, std::string_view before, std::size_t limit) {
  return connection.exec(drop_unsent, before, limit);
}
std::int64_t remove_settled(db::Connection& connection, std::string_view before, std::size_t limit) {
  return connection.exec(drop_settled, before, limit);
}

}  // namespace kreislauf::programs::store
