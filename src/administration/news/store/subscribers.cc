#include "administration/news/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::news::store {

namespace {

constexpr auto insert =
    "INSERT INTO news_subscribers (id, address, token, language, site, asked_at, confirmed_at) VALUES (?, ?, ?, ?, ?, "
    "?, ?)";
constexpr auto by_address =
    "SELECT id, address, token, language, site, asked_at, confirmed_at FROM news_subscribers WHERE address = ?";
constexpr auto by_token =
    "SELECT id, address, token, language, site, asked_at, confirmed_at FROM news_subscribers WHERE token = ?";
constexpr auto confirmed = R"sql(
  SELECT id, address, token, language, site, asked_at, confirmed_at FROM news_subscribers
  WHERE id > ? AND confirmed_at <> '' ORDER BY id LIMIT ?)sql";
constexpr auto count = "SELECT COUNT(*) FROM news_subscribers WHERE confirmed_at <> ''";
constexpr auto update = "UPDATE news_subscribers SET asked_at = ?, confirmed_at = ? WHERE id = ?";
constexpr auto erase = "DELETE FROM news_subscribers WHERE id = ?";
constexpr auto erase_unconfirmed = R"sql(
  DELETE FROM news_subscribers WHERE id IN (
    SELECT id FROM news_subscribers WHERE confirmed_at = '' AND asked_at < ? ORDER BY id LIMIT ?))sql";

}  // namespace

std::int64_t add(db::Connection& connection, Subscriber const& s) {
  auto const id = db::next_number(connection, "news_subscribers");
  connection.exec(insert, id, s.address, s.token, s.language, s.site, s.asked_at, s.confirmed_at);
  return id;
}

std::optional<Subscriber> subscriber_by_address(db::Connection& connection, std::string_view address) {
  return connection.one<Subscriber>(by_address, address);
}

std::optional<Subscriber> subscriber_by_token(db::Connection& connection, std::string_view token) {
  return connection.one<Subscriber>(by_token, token);
}

std::vector<Subscriber> confirmed_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Subscriber>(confirmed, id, limit);
}

std::int64_t count_confirmed(db::Connection& connection) { return connection.number(count); }
void save(db::Connection& connection, Subscriber const& s) {
  connection.exec(update, s.asked_at, s.confirmed_at, s.id);
}
void remove(db::Connection& connection, Subscriber const& s) { connection.exec(erase, s.id); }
std::int64_t remove_unconfirmed(db::Connection& connection, std::string_view asked_before, std::int64_t limit) {
  return connection.exec(erase_unconfirmed, asked_before, limit);
}

}  // namespace kreislauf::news::store
