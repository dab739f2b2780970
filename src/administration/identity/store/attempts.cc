#include <algorithm>

#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"

// Attempts that failed, and what is dropped when its time is over.
namespace kreislauf::identity::store {

namespace {

// Counts one more, unless the subject must still wait; then no row changes. What is older than a day counts no more.
constexpr auto count_attempt = R"sql(
  INSERT INTO sign_in_attempts (subject, failures, last_at, until_at) VALUES (?, 1, ?, '')
  ON CONFLICT (subject) DO UPDATE SET
    failures = CASE WHEN sign_in_attempts.last_at < ? THEN 1 ELSE sign_in_attempts.failures + 1 END,
    last_at = excluded.last_at
  WHERE sign_in_attempts.until_at <= excluded.last_at)sql";
constexpr auto failures_of = "SELECT failures FROM sign_in_attempts WHERE subject = ?";
constexpr auto lock = "UPDATE sign_in_attempts SET until_at = ? WHERE subject = ?";
constexpr auto lock_of = "SELECT until_at FROM sign_in_attempts WHERE subject = ? AND until_at > ?";
constexpr auto all_locks = "SELECT subject FROM sign_in_attempts WHERE until_at > ?";
constexpr auto give_one_back =
    "UPDATE sign_in_attempts SET failures = failures - 1, until_at = '' WHERE subject = ? AND failures > 0";
constexpr auto forget_one = "DELETE FROM sign_in_attempts WHERE subject = ?";
constexpr auto forget_with_all_networks = "DELETE FROM sign_in_attempts WHERE subject = ? OR subject LIKE ?";

constexpr auto count_ended = R"sql(
  SELECT (SELECT COUNT(*) FROM staff_sessions WHERE expires_at <= ? OR (kind = 'staff' AND seen_at <= ?))
    + (SELECT COUNT(*) FROM sign_in_attempts WHERE last_at < ?)
    + (SELECT COUNT(*) FROM devices WHERE code_until <> '' AND code_until <= ?))sql";
constexpr auto drop_sessions = "DELETE FROM staff_sessions WHERE expires_at <= ? OR (kind = 'staff' AND seen_at <= ?)";
constexpr auto drop_attempts = "DELETE FROM sign_in_attempts WHERE last_at < ?";
constexpr auto drop_codes =
    "UPDATE devices SET code_hash = '', code_until = '' WHERE code_until <> '' AND code_until <= ?";

/// Counts an attempt of one subject; when somebody was faster and locked it, the end of the wait.
std::optional<Instant> count(db::Connection& connection, std::string const& subject, Instant now) {
  auto const at = iso_utc(now);
  if (connection.exec(count_attempt, subject, at, iso_utc(now - rules::attempts_remembered)) == 0) {
    return locked_until(connection, subject, now).value_or(now + std::chrono::minutes{1});
  }
  auto const delay = rules::delay_after(connection.number(failures_of, subject), rules::free_attempts_of(subject));
  if (delay.count() > 0) connection.exec(lock, iso_utc(now + delay), subject);
  return std::nullopt;
}

}  // namespace

std::optional<Instant> locked_until(db::Connection& connection, std::string_view subject, Instant now) {
  auto const until = connection.text(lock_of, subject, iso_utc(now));
  return until ? std::optional{parse_iso_utc(*until)} : std::nullopt;
}

std::set<std::string> locked(db::Connection& connection, Instant now) {
  std::set<std::string> found;
  connection.each(
      all_locks, [&](db::Row const& row) { found.emplace(row.text(0).substr(0, row.text(0).find(' '))); },
      iso_utc(now));
  return found;
}

std::optional<Instant> begin_attempt(db::Connection& connection, std::span<std::string const> subjects, Instant now) {
  std::optional<Instant> wait;
  for (auto const& subject : subjects) {
    if (auto const until = locked_until(connection, subject, now)) wait = std::max(wait.value_or(*until), *until);
  }
  for (std::size_t i = 0; i < subjects.size() and not wait; ++i) wait = count(connection, subjects[i], now);
  return wait;
}

void give_attempts_back(db::Connection& connection, std::span<std::string const> subjects) {
  for (auto const& subject : subjects) connection.exec(give_one_back, subject);
}

void forget_attempts(db::Connection& connection, std::span<std::string const> subjects) {
  for (auto const& subject : subjects) connection.exec(forget_one, subject);
}

void forget_all_attempts(db::Connection& connection, std::string_view subject) {
  connection.exec(forget_with_all_networks, subject, std::string{subject} + " %");
}

bool has_ended(db::Connection& connection, Instant now) {
  auto const at = iso_utc(now);
  return connection.number(count_ended, at, iso_utc(now - rules::idle_limit), iso_utc(now - rules::attempts_remembered),
                           at) > 0;
}

void drop_ended(db::Connection& connection, Instant now) {
  auto const at = iso_utc(now);
  connection.exec(drop_sessions, at, iso_utc(now - rules::idle_limit));
  connection.exec(drop_attempts, iso_utc(now - rules::attempts_remembered));
  connection.exec(drop_codes, at);
}

}  // namespace kreislauf::identity::store
