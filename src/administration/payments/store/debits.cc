#include "administration/payments/store/debits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/db/embedded.h"

namespace kreislauf::payments {

namespace {

constexpr std::array<std::string_view, 5> states{"announced", "sent", "paid", "returned", "called_off"};

#define MANDATE_COLUMNS "id, reference, account, debtor, given_on, revoked_at, used, last_on"
#define DEBIT_COLUMNS "id, mandate, payment, receivable, amount, reference, due_on, state, sequence, run, reason"
#define RUN_COLUMNS "id, made_at, creditor, holder, iban, bic, debits, total"

constexpr auto insert_mandate = "INSERT INTO mandates (" MANDATE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_mandate = "UPDATE mandates SET debtor = ?, revoked_at = ?, used = ?, last_on = ? WHERE id = ?";
constexpr auto one_mandate = "SELECT " MANDATE_COLUMNS " FROM mandates WHERE id = ?";
constexpr auto newest_of_account =
    "SELECT " MANDATE_COLUMNS " FROM mandates WHERE account = ? AND revoked_at = '' ORDER BY id DESC LIMIT 1";
constexpr auto some_mandates = "SELECT " MANDATE_COLUMNS " FROM mandates WHERE id > ? ORDER BY id LIMIT ?";

constexpr auto insert_debit = "INSERT INTO debits (" DEBIT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_debit = "UPDATE debits SET due_on = ?, state = ?, sequence = ?, run = ?, reason = ? WHERE id = ?";
constexpr auto one_by_reference = "SELECT " DEBIT_COLUMNS " FROM debits WHERE reference = ?";
constexpr auto newest_of_receivable =
    "SELECT " DEBIT_COLUMNS " FROM debits WHERE receivable = ? ORDER BY id DESC LIMIT 1";
constexpr auto some_due =
    "SELECT " DEBIT_COLUMNS " FROM debits WHERE state = ? AND due_on <= ? ORDER BY due_on, id LIMIT ?";
constexpr auto some_returned =
    "SELECT " DEBIT_COLUMNS " FROM debits WHERE state = 'returned' ORDER BY due_on DESC, id DESC LIMIT ?";
constexpr auto all_of_run = "SELECT " DEBIT_COLUMNS " FROM debits WHERE run = ? ORDER BY id";
constexpr auto open_of_mandate = "SELECT COUNT(*) FROM debits WHERE mandate = ? AND state IN ('announced', 'sent')";

constexpr auto insert_run = "INSERT INTO debit_runs (" RUN_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto update_run = "UPDATE debit_runs SET debits = ?, total = ? WHERE id = ?";
constexpr auto one_run = "SELECT " RUN_COLUMNS " FROM debit_runs WHERE id = ?";
constexpr auto some_runs = "SELECT " RUN_COLUMNS " FROM debit_runs ORDER BY id DESC LIMIT ?";

constexpr auto one_setting = "SELECT creditor, notice_days FROM debit_settings WHERE id = 1";
constexpr auto drop_setting = "DELETE FROM debit_settings WHERE id = 1";
constexpr auto insert_setting = "INSERT INTO debit_settings (id, creditor, notice_days) VALUES (1, ?, ?)";

#undef MANDATE_COLUMNS
#undef DEBIT_COLUMNS
#undef RUN_COLUMNS

}  // namespace

std::string_view name_of(Debit::State state) { return states[static_cast<std::size_t>(state)]; }
std::string message_of(DebitRun const& run) { return fmt::format("KL-{}", run.id); }

Mandate Mandate::from(db::Row const& row) {
  return {.id = row.integer(0),
          .reference = row.string(1),
          .account = row.integer(2),
          .debtor = row.string(3),
          .given_on = row.string(4),
          .revoked_at = row.string(5),
          .used = row.integer(6),
          .last_on = row.string(7)};
}

Debit Debit::from(db::Row const& row) {
  auto const found = std::find(states.begin(), states.end(), row.text(7));
  return {.id = row.integer(0),
          .mandate = row.integer(1),
          .payment = row.integer(2),
          .receivable = row.integer(3),
          .amount = {row.integer(4)},
          .reference = row.string(5),
          .due_on = row.string(6),
          .state = found == states.end() ? State::announced : static_cast<State>(found - states.begin()),
          .sequence = row.string(8),
          .run = row.integer(9),
          .reason = row.string(10)};
}

DebitRun DebitRun::from(db::Row const& row) {
  return {.id = row.integer(0),
          .made_at = row.string(1),
          .creditor = row.string(2),
          .holder = row.string(3),
          .iban = row.string(4),
          .bic = row.string(5),
          .debits = row.integer(6),
          .total = {row.integer(7)}};
}

DebitSettings DebitSettings::from(db::Row const& row) {
  return {.creditor = row.string(0), .notice_days = row.integer(1)};
}

namespace store {

std::int64_t next_mandate(db::Connection& connection) { return db::next_number(connection, "mandates"); }
void add(db::Connection& connection, Mandate& m) {
  m.reference = fmt::format("M-{}-{:06}", m.given_on.substr(0, 4), m.id);
  connection.exec(insert_mandate, m.id, m.reference, m.account, m.debtor, m.given_on, m.revoked_at, m.used, m.last_on);
}

void save(db::Connection& connection, Mandate const& m) {
  connection.exec(update_mandate, m.debtor, m.revoked_at, m.used, m.last_on, m.id);
}

std::optional<Mandate> mandate(db::Connection& connection, std::int64_t id) {
  return connection.one<Mandate>(one_mandate, id);
}

std::optional<Mandate> mandate_of_account(db::Connection& connection, std::int64_t account) {
  return account == 0 ? std::nullopt : connection.one<Mandate>(newest_of_account, account);
}

std::vector<Mandate> mandates_after(db::Connection& connection, std::int64_t after, std::size_t limit) {
  return connection.query<Mandate>(some_mandates, after, limit);
}

void add(db::Connection& connection, Debit& d) {
  d.id = db::next_number(connection, "debits");
  d.reference += fmt::format("-{}", d.id);
  connection.exec(insert_debit, d.id, d.mandate, d.payment, d.receivable, d.amount, d.reference, d.due_on,
                  name_of(d.state), d.sequence, d.run, d.reason);
}

void save(db::Connection& connection, Debit const& d) {
  connection.exec(update_debit, d.due_on, name_of(d.state), d.sequence, d.run, d.reason, d.id);
}

std::optional<Debit> debit_by_reference(db::Connection& connection, std::string_view reference) {
  return connection.one<Debit>(one_by_reference, reference);
}

std::optional<Debit> debit_of_receivable(db::Connection& connection, std::int64_t receivable) {
  return connection.one<Debit>(newest_of_receivable, receivable);
}

std::vector<Debit> debits_due(db::Connection& connection, Debit::State state, std::string_view until,
                              std::size_t limit) {
  return connection.query<Debit>(some_due, name_of(state), until, limit);
}

std::vector<Debit> newest_returned(db::Connection& connection, std::size_t limit) {
  return connection.query<Debit>(some_returned, limit);
}
std::vector<Debit> debits_of_run(db::Connection& connection, std::int64_t run) {
  return connection.query<Debit>(all_of_run, run);
}

bool has_open_debit(db::Connection& connection, std::int64_t mandate) {
  return connection.number(open_of_mandate, mandate) > 0;
}

void add(db::Connection& connection, DebitRun& r) {
  r.id = db::next_number(connection, "debit_runs");
  connection.exec(insert_run, r.id, r.made_at, r.creditor, r.holder, r.iban, r.bic, r.debits, r.total);
}

void save(db::Connection& connection, DebitRun const& r) { connection.exec(update_run, r.debits, r.total, r.id); }

std::optional<DebitRun> debit_run(db::Connection& connection, std::int64_t id) {
  return connection.one<DebitRun>(one_run, id);
}

std::vector<DebitRun> newest_runs(db::Connection& connection, std::size_t limit) {
  return connection.query<DebitRun>(some_runs, limit);
}

DebitSettings debit_settings(db::Connection& connection) {
  return connection.one<DebitSettings>(one_setting).value_or(DebitSettings{});
}

void save(db::Connection& connection, DebitSettings const& s) {
  connection.exec(drop_setting);
  connection.exec(insert_setting, s.creditor, s.notice_days);
}

}  // namespace store

}  // namespace kreislauf::payments
