#include "administration/notifications/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::notifications::store {

namespace {

constexpr auto insert_held =
    "INSERT INTO held_news (id, way, recipient, subject, kind, due_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_sealed = "UPDATE held_news SET sealed = ? WHERE id = ?";
constexpr auto first_due = "SELECT MIN(due_at) FROM held_news";
constexpr auto due = R"sql(
  SELECT id, way, recipient, subject, kind, due_at, sealed FROM held_news
  WHERE due_at <= ? ORDER BY due_at, id LIMIT ?)sql";
constexpr auto of_recipient = R"sql(
  SELECT id, way, recipient, subject, kind, due_at, sealed FROM held_news
  WHERE way = ? AND recipient = ? ORDER BY id)sql";
constexpr auto after_id = R"sql(
  SELECT id, way, recipient, subject, kind, due_at, sealed FROM held_news WHERE id > ? ORDER BY id LIMIT ?)sql";
constexpr auto delete_held = "DELETE FROM held_news WHERE id = ?";
constexpr auto delete_of_subject = "DELETE FROM held_news WHERE subject = ?";
constexpr auto delete_of_device = "DELETE FROM held_news WHERE way = 'push' AND recipient = ?";

std::string_view word_of(Way way) { return way == Way::push ? "push" : "mail"; }

}  // namespace

std::int64_t next_held(db::Connection& connection) { return db::next_number(connection, "held_news"); }

void add(db::Connection& connection, HeldNews const& n) {
  connection.exec(insert_held, n.id, word_of(n.way), n.recipient, n.subject, name_of(n.kind), n.due_at, n.sealed);
}

void save_sealed(db::Connection& connection, HeldNews const& news) {
  connection.exec(update_sealed, news.sealed, news.id);
}
std::optional<std::string> next_due(db::Connection& connection) { return connection.text(first_due); }
std::vector<HeldNews> held_due(db::Connection& connection, std::string_view now, std::size_t limit) {
  return connection.query<HeldNews>(due, now, limit);
}
std::vector<HeldNews> held_for(db::Connection& connection, Way way, std::string_view recipient) {
  return connection.query<HeldNews>(of_recipient, word_of(way), recipient);
}
std::vector<HeldNews> held_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<HeldNews>(after_id, id, limit);
}
void remove_held(db::Connection& connection, std::int64_t id) { connection.exec(delete_held, id); }
void remove_held_of(db::Connection& connection, std::string_view subject) {
  connection.exec(delete_of_subject, subject);
}
void remove_held_for_device(db::Connection& connection, std::int64_t device) {
  connection.exec(delete_of_device, std::to_string(device));
}

}  // namespace kreislauf::notifications::store
