#include "administration/capacity/store/store.h"

#include "platform/i18n/dates.h"

namespace kreislauf::capacity::store {

namespace {

constexpr auto some_days =
    "SELECT day, places, taken FROM capacity_days WHERE calendar = ? AND day >= ? ORDER BY day LIMIT ?";
constexpr auto some_free =
    "SELECT day, places, taken FROM capacity_days WHERE calendar = ? AND day >= ? AND taken < places ORDER BY day "
    "LIMIT ?";
constexpr auto put_places = R"sql(
  INSERT INTO capacity_days (calendar, day, places, taken) VALUES (?, ?, ?, 0)
  ON CONFLICT (calendar, day) DO UPDATE SET places = excluded.places)sql";
// Counts only while there is room, whoever else does at the same moment.
constexpr auto take_one =
    "UPDATE capacity_days SET taken = taken + 1 WHERE calendar = ? AND day = ? AND taken < places";
constexpr auto give_one = "UPDATE capacity_days SET taken = taken - 1 WHERE calendar = ? AND day = ? AND taken > 0";
constexpr auto insert_claim = "INSERT INTO capacity_claims (subject, calendar, day) VALUES (?, ?, ?)";
constexpr auto one_claim = "SELECT calendar, day FROM capacity_claims WHERE subject = ?";
constexpr auto drop_claim = "DELETE FROM capacity_claims WHERE subject = ?";
constexpr auto drop_days = "DELETE FROM capacity_days WHERE day < ?";
constexpr auto drop_claims = "DELETE FROM capacity_claims WHERE day < ?";

}  // namespace

Claim Claim::from(db::Row const& row) {
  return {row.string(0), i18n::parse_iso(row.text(1)).value_or(std::chrono::sys_days{})};
}

std::vector<Day> days_from(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                           std::size_t limit) {
  return connection.query<Day>(some_days, calendar, i18n::iso(first), limit);
}

std::vector<Day> free_from(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                           std::size_t limit) {
  return connection.query<Day>(some_free, calendar, i18n::iso(first), limit);
}

void set_places(db::Connection& connection, std::string_view calendar, std::chrono::sys_days day, std::int64_t places) {
  connection.later(put_places, calendar, i18n::iso(day), places);
}

bool take(db::Connection& connection, std::string_view calendar, std::chrono::sys_days day) {
  return connection.exec(take_one, calendar, i18n::iso(day)) == 1;
}

void give_back(db::Connection& connection, std::string_view calendar, std::chrono::sys_days day) {
  connection.later(give_one, calendar, i18n::iso(day));
}

void add_claim(db::Connection& connection, std::string_view subject, Claim const& claim) {
  connection.later(insert_claim, subject, claim.calendar, i18n::iso(claim.day));
}

std::optional<Claim> claim_of(db::Connection& connection, std::string_view subject) {
  return connection.one<Claim>(one_claim, subject);
}

void remove_claim(db::Connection& connection, std::string_view subject) { connection.later(drop_claim, subject); }

void forget_before(db::Connection& connection, std::chrono::sys_days day) {
  connection.later(drop_days, i18n::iso(day));
  connection.later(drop_claims, i18n::iso(day));
}

}  // namespace kreislauf::capacity::store
