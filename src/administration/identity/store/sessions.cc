#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"

namespace kreislauf::identity {

namespace {

constexpr auto add_one_session = R"sql(
  INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way,
    checked_at)
  VALUES (?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?))sql";
constexpr auto session_by_key = R"sql(
  SELECT key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way, checked_at
  FROM staff_sessions WHERE key = ?)sql";
constexpr auto sessions_of_holder = R"sql(
  SELECT key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way, checked_at
  FROM staff_sessions WHERE holder = ? ORDER BY created_at DESC, key)sql";
constexpr auto move_seen = "UPDATE staff_sessions SET seen_at = ? WHERE key = ? AND seen_at < ?";
constexpr auto offer_totp = "UPDATE staff_sessions SET new_totp = ? WHERE key = ?";
constexpr auto end_one_session = "DELETE FROM staff_sessions WHERE key = ?";
constexpr auto end_everybodys = "DELETE FROM staff_sessions";
constexpr auto known_by_directory = R"sql(
  SELECT staff.id, staff.login, MIN(staff_sessions.checked_at) AS checked
  FROM staff_sessions JOIN staff ON staff.id = staff_sessions.holder
  WHERE staff_sessions.kind = 'staff' AND staff.by_directory = 1
  GROUP BY staff.id, staff.login ORDER BY checked, staff.id)sql";
constexpr auto move_checked = "UPDATE staff_sessions SET checked_at = ? WHERE holder = ? AND kind = 'staff'";
constexpr auto end_all_but = "DELETE FROM staff_sessions WHERE holder = ? AND key <> ?";

}  // namespace

namespace {

std::optional<Instant> moment(std::string const& stored) {
  return stored.empty() ? std::nullopt : std::optional{parse_iso_utc(stored)};
}

}  // namespace

Session Session::from(db::Row const& row) {
  return {.key = row.string(0),
          .kind = row.text(1) == "device" ? Holder::device : Holder::staff,
          .holder = row.integer(2),
          .csrf = row.string(3),
          .new_totp = row.string(4),
          .browser = row.string(5),
          .way = row.string(9),
          .created = parse_iso_utc(row.string(6)),
          .seen = parse_iso_utc(row.string(7)),
          .expires = parse_iso_utc(row.string(8)),
          .checked = moment(row.string(10))};
}

namespace store {

SignedInByDirectory SignedInByDirectory::from(db::Row const& row) {
  return {.id = row.integer(0), .login = row.string(1), .checked = moment(row.string(2))};
}

std::vector<SignedInByDirectory> signed_in_by_directory(db::Connection& connection) {
  return connection.query<SignedInByDirectory>(known_by_directory);
}

void note_checked(db::Connection& connection, std::int64_t holder, Instant at) {
  connection.exec(move_checked, iso_utc(at), holder);
}

void add_session(db::Connection& connection, Session const& one) {
  connection.exec(add_one_session, one.key, one.kind == Holder::device ? "device" : "staff", one.holder, one.csrf,
                  one.browser, iso_utc(one.created), iso_utc(one.seen), iso_utc(one.expires), one.way,
                  one.checked ? iso_utc(*one.checked) : std::string{});
}

std::optional<Session> session(db::Connection& connection, std::string_view key) {
  return connection.one<Session>(session_by_key, key);
}

std::vector<Session> sessions_of(db::Connection& connection, std::int64_t holder) {
  return connection.query<Session>(sessions_of_holder, holder);
}

void touch(db::Connection& connection, std::string_view key, Instant now) {
  auto const at = iso_utc(now);
  connection.exec(move_seen, at, key, at);
}

void keep_new_totp(db::Connection& connection, std::string_view key, std::string_view secret) {
  connection.exec(offer_totp, secret, key);
}

void end_session(db::Connection& connection, std::string_view key) { connection.exec(end_one_session, key); }

void end_all_sessions(db::Connection& connection) { connection.exec(end_everybodys); }

void end_sessions(db::Connection& connection, std::int64_t holder, std::string_view but) {
  connection.exec(end_all_but, holder, but);
}

}  // namespace store

}  // namespace kreislauf::identity
