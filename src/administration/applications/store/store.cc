#include "administration/applications/store/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "platform/db/embedded.h"

namespace kreislauf::applications::store {

namespace {

#define APPLICATION_COLUMNS                                                                                 \
  "id, number, service, office, version, state, language, token_hash, begun_at, changed_at, submitted_at, " \
  "delivered_at, settled_at, erase_on, entered, mail, reason, entry, proof, link, former_link, channel, amended"

constexpr auto insert = "INSERT INTO applications (" APPLICATION_COLUMNS
                        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = R"sql(
  UPDATE applications SET number = ?, office = ?, state = ?, language = ?, changed_at = ?, submitted_at = ?,
    delivered_at = ?, settled_at = ?, erase_on = ?, entered = ?, mail = ?, reason = ?, entry = ?
  WHERE id = ?)sql";
constexpr std::string_view last_of_series = "SELECT COALESCE(MAX(value), 0) FROM number_series WHERE name = '{}'";
constexpr auto keep_last = R"sql(
  INSERT INTO number_series (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value)sql";
constexpr auto another_token = "UPDATE applications SET token_hash = ? WHERE id = ?";
constexpr auto keep_proof =
    "UPDATE applications SET proof = ?, link = ?, token_hash = ?, former_link = ?, changed_at = ? WHERE id = ?";
constexpr auto one_by_former_link = "SELECT " APPLICATION_COLUMNS " FROM applications WHERE former_link = ?";
constexpr auto drop = "DELETE FROM applications WHERE id = ?";
constexpr auto one_by_id = "SELECT " APPLICATION_COLUMNS " FROM applications WHERE id = ?";
constexpr auto one_by_token = "SELECT " APPLICATION_COLUMNS " FROM applications WHERE token_hash = ?";
constexpr auto one_by_number = "SELECT " APPLICATION_COLUMNS " FROM applications WHERE number = ?";
constexpr auto some_to_erase =
    "SELECT " APPLICATION_COLUMNS
    " FROM applications WHERE erase_on <> '' AND erase_on <= ? ORDER BY erase_on, id LIMIT ?";
constexpr auto some_spans = R"sql(
  SELECT submitted_at, settled_at FROM applications
  WHERE service = ? AND settled_at >= ? AND state IN ('accepted', 'rejected') ORDER BY settled_at DESC LIMIT 1000)sql";
constexpr auto some_sent_of_service =
    "SELECT " APPLICATION_COLUMNS
    " FROM applications WHERE service = ? AND submitted_at <> '' ORDER BY id DESC LIMIT ?";
constexpr auto some_after = "SELECT " APPLICATION_COLUMNS " FROM applications WHERE id > ? ORDER BY id LIMIT ?";

#undef APPLICATION_COLUMNS

}  // namespace

std::int64_t next_id(db::Connection& connection) { return db::next_number(connection, "applications"); }

void add(db::Connection& connection, Application const& a) {
  connection.later(insert, a.id, a.number, a.service, a.office, a.version, name_of(a.state), a.language, a.token_hash,
                   a.begun_at, a.changed_at, a.submitted_at, a.delivered_at, a.settled_at, a.erase_on, a.entered,
                   a.mail, a.reason, a.entry, a.proof, a.link, a.former_link, name_of(a.channel), a.amended);
}

std::int64_t next_of_year(db::Connection& connection, int year) {
  // Asked once for all that are sent in one commit (Connection::next): nobody waits for the number of each.
  auto const series = fmt::format("applications-{}", year);
  auto const number = connection.next(fmt::format(last_of_series, series));
  connection.later(keep_last, series, number);
  return number;
}

void save(db::Connection& connection, Application const& a) {
  connection.later(update, a.number, a.office, name_of(a.state), a.language, a.changed_at, a.submitted_at,
                   a.delivered_at, a.settled_at, a.erase_on, a.entered, a.mail, a.reason, a.entry, a.id);
}

void save_token_hash(db::Connection& connection, std::int64_t id, std::string_view hash) {
  connection.later(another_token, hash, id);
}

void save_proof(db::Connection& connection, Application const& a) {
  connection.later(keep_proof, a.proof, a.link, a.token_hash, a.former_link, a.changed_at, a.id);
}

void remove(db::Connection& connection, std::int64_t id) { connection.later(drop, id); }

std::optional<Application> find(db::Connection& connection, std::int64_t id) {
  return connection.one<Application>(one_by_id, id);
}

std::optional<Application> by_token_hash(db::Connection& connection, std::string_view hash) {
  return connection.one<Application>(one_by_token, hash);
}

std::optional<Application> by_former_link(db::Connection& connection, std::string_view hash) {
  return connection.one<Application>(one_by_former_link, hash);
}

std::optional<Application> by_number(db::Connection& connection, std::string_view number) {
  return connection.one<Application>(one_by_number, number);
}

std::vector<Application> to_erase(db::Connection& connection, std::string_view today, std::size_t limit) {
  return connection.query<Application>(some_to_erase, today, limit);
}

std::vector<std::int64_t> days_taken(db::Connection& connection, std::string_view service, std::string_view since) {
  std::vector<std::int64_t> days;
  connection.each(
      some_spans,
      [&](db::Row const& row) {
        auto const span = parse_iso_utc(row.text(1)) - parse_iso_utc(row.text(0));
        days.push_back(std::chrono::duration_cast<std::chrono::days>(span).count());
      },
      service, since);
  std::sort(days.begin(), days.end());
  return days;
}

std::vector<Application> sent_of_service(db::Connection& connection, std::string_view service, std::size_t limit) {
  return connection.query<Application>(some_sent_of_service, service, limit);
}

std::vector<Application> after_id(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<Application>(some_after, id, limit);
}

}  // namespace kreislauf::applications::store
