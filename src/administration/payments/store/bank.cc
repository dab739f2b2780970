#include "administration/payments/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::payments::store {

namespace {

#define ENTRY_COLUMNS "id, mark, booked_on, amount, text, receivable, state, imported_at"

constexpr auto has_mark = "SELECT COUNT(*) FROM bank_entries WHERE mark = ?";
constexpr auto insert = "INSERT INTO bank_entries (" ENTRY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update = "UPDATE bank_entries SET receivable = ?, state = ? WHERE id = ?";
constexpr auto one_by_id = "SELECT " ENTRY_COLUMNS " FROM bank_entries WHERE id = ?";
constexpr auto some_in_state = "SELECT " ENTRY_COLUMNS " FROM bank_entries WHERE state = ? ORDER BY id LIMIT ?";
constexpr auto clear = "UPDATE bank_entries SET text = '' WHERE text <> '' AND imported_at < ? AND state <> 'unclear'";

constexpr auto one_setting =
    "SELECT holder, iban, bic, counter, provider, url, pages, originator, endpoint, secret, notice_secret FROM "
    "payment_settings WHERE id = 1";
constexpr auto drop_setting = "DELETE FROM payment_settings WHERE id = 1";
constexpr auto insert_setting =
    "INSERT INTO payment_settings (id, holder, iban, bic, counter, provider, url, pages, originator, endpoint, secret, "
    "notice_secret) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

#undef ENTRY_COLUMNS

}  // namespace

bool add(db::Connection& connection, BankEntry& e) {
  // All who write to one database do so one after the other; the key of the table decides in any case.
  if (connection.number(has_mark, e.mark) > 0) return false;
  e.id = db::next_number(connection, "bank_entries");
  connection.exec(insert, e.id, e.mark, e.booked_on, e.amount, e.text, e.receivable, e.state, e.imported_at);
  return true;
}

bool has_entry(db::Connection& connection, std::string_view mark) { return connection.number(has_mark, mark) > 0; }

void save(db::Connection& connection, BankEntry const& e) { connection.exec(update, e.receivable, e.state, e.id); }

std::optional<BankEntry> entry(db::Connection& connection, std::int64_t id) {
  return connection.one<BankEntry>(one_by_id, id);
}

std::vector<BankEntry> entries_in(db::Connection& connection, std::string_view state, std::size_t limit) {
  return connection.query<BankEntry>(some_in_state, state, limit);
}

std::int64_t empty_texts(db::Connection& connection, std::string_view before) { return connection.exec(clear, before); }

Settings settings(db::Connection& connection) { return connection.one<Settings>(one_setting).value_or(Settings{}); }

void save(db::Connection& connection, Settings const& s) {
  connection.exec(drop_setting);
  connection.exec(insert_setting, s.holder, s.iban, s.bic, s.counter, s.provider, s.url, s.pages, s.originator,
                  s.endpoint, s.secret, s.notice_secret);
}

}  // namespace kreislauf::payments::store
