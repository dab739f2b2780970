#include "administration/appointments/store/store.h"

// What links are made with, and what changes with their keys.
namespace kreislauf::appointments::store {

namespace {

constexpr auto find_secret = "SELECT value FROM appointment_secrets WHERE name = 'key'";
constexpr auto change_secret = "UPDATE appointment_secrets SET value = ? WHERE name = 'key'";
constexpr auto remove_secret = "DELETE FROM appointment_secrets WHERE name = 'key'";
constexpr auto tokens_from_day =
    "SELECT id, token_hash FROM appointments WHERE day >= ? AND token_hash <> '' AND state <> 'deleted'";
constexpr auto tokens_of_entries =
    "SELECT id, token_hash FROM waiting_list WHERE state IN ('asked', 'waiting', 'offered') AND token_hash <> ''";
constexpr auto mails_from_day =
    "SELECT id, email FROM appointments WHERE id > ? AND day >= ? AND email <> '' ORDER BY id LIMIT ?";
constexpr auto mails_of_entries = "SELECT id, email FROM waiting_list WHERE id > ? AND email <> '' ORDER BY id LIMIT ?";
constexpr auto change_token = "UPDATE appointments SET token_hash = ? WHERE id = ?";
constexpr auto change_entry_token = "UPDATE waiting_list SET token_hash = ? WHERE id = ?";
constexpr auto change_person = "UPDATE appointments SET person_hash = ? WHERE id = ?";
constexpr auto change_waiting_person = "UPDATE waiting_list SET person_hash = ? WHERE id = ?";
constexpr auto all_feeds = "SELECT office, desk, number FROM calendar_feeds";
constexpr auto next_feed = R"sql(
  INSERT INTO calendar_feeds (office, desk, number, withdrawn_at) VALUES (?, ?, 1, ?)
  ON CONFLICT (office, desk) DO UPDATE
    SET number = calendar_feeds.number + 1, withdrawn_at = excluded.withdrawn_at)sql";

auto collect_into(std::vector<Numbered>& rows) {
  return [&rows](db::Row const& row) { rows.emplace_back(row.integer(0), row.string(1)); };
}

}  // namespace

std::string secret(db::Connection& connection) { return connection.text(find_secret).value_or(""); }

void save_secret(db::Connection& connection, std::string_view stored) {
  if (stored.empty())
    connection.exec(remove_secret);
  else
    connection.exec(change_secret, stored);
}

std::vector<Numbered> links_from(db::Connection& connection, Day first) {
  std::vector<Numbered> rows;
  connection.each(tokens_from_day, collect_into(rows), number_of(first));
  return rows;
}
std::vector<Numbered> links_of_waiting(db::Connection& connection) {
  std::vector<Numbered> rows;
  connection.each(tokens_of_entries, collect_into(rows));
  return rows;
}
std::vector<Numbered> persons_from(db::Connection& connection, Day first, std::int64_t after, int most) {
  std::vector<Numbered> rows;
  connection.each(mails_from_day, collect_into(rows), after, number_of(first), most);
  return rows;
}
std::vector<Numbered> persons_waiting(db::Connection& connection, std::int64_t after, int most) {
  std::vector<Numbered> rows;
  connection.each(mails_of_entries, collect_into(rows), after, most);
  return rows;
}
void save_token_hash(db::Connection& connection, std::int64_t appointment, std::string_view hash) {
  connection.exec(change_token, hash, appointment);
}
void save_entry_token_hash(db::Connection& connection, std::int64_t entry, std::string_view hash) {
  connection.exec(change_entry_token, hash, entry);
}
void save_person_hash(db::Connection& connection, std::int64_t appointment, std::string_view hash) {
  connection.exec(change_person, hash, appointment);
}
void save_waiting_person_hash(db::Connection& connection, std::int64_t entry, std::string_view hash) {
  connection.exec(change_waiting_person, hash, entry);
}

std::int64_t FeedNumbers::of(std::string_view office, std::int64_t desk) const {
  auto const found = later.find({std::string{office}, desk});
  return found == later.end() ? 0 : found->second;
}

FeedNumbers feed_numbers(db::Connection& connection) {
  FeedNumbers numbers;
  connection.each(all_feeds, [&](db::Row const& row) {
    numbers.later[{row.string(0), row.integer(1)}] = row.integer(2);
  });
  return numbers;
}

void withdraw_feed(db::Connection& connection, std::string_view office, std::int64_t desk, std::string_view at) {
  connection.exec(next_feed, office, desk, at);
}

}  // namespace kreislauf::appointments::store
