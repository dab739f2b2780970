#include "administration/payments/store/invoices.h"

#include "administration/payments/store/store.h"

namespace kreislauf::payments {

namespace {

constexpr auto insert_invoice =
    "INSERT INTO invoices (receivable, issued_on, due_on, amount, reminded_on) VALUES (?, ?, ?, ?, ?)";
constexpr auto mark_reminded = "UPDATE invoices SET reminded_on = ? WHERE receivable = ?";
constexpr auto one_invoice =
    "SELECT receivable, issued_on, due_on, amount, reminded_on FROM invoices WHERE receivable = ?";
constexpr auto some_to_remind =
    "SELECT receivable, issued_on, due_on, amount, reminded_on FROM invoices WHERE reminded_on = '' AND due_on < ? "
    "ORDER BY due_on, receivable LIMIT ?";
constexpr auto some_overdue = R"sql(
  SELECT i.receivable, i.issued_on, i.due_on, i.amount, i.reminded_on FROM invoices i
  JOIN receivables r ON r.id = i.receivable
  WHERE r.state IN ('open', 'underpaid') AND i.due_on < ? ORDER BY i.due_on, i.receivable LIMIT ?)sql";
constexpr auto one_invoice_setting = "SELECT days, most FROM invoice_settings WHERE id = 1";
constexpr auto drop_invoice_setting = "DELETE FROM invoice_settings WHERE id = 1";
constexpr auto insert_invoice_setting = "INSERT INTO invoice_settings (id, days, most) VALUES (1, ?, ?)";

}  // namespace

Invoice Invoice::from(db::Row const& row) {
  return {.receivable = row.integer(0),
          .issued_on = row.string(1),
          .due_on = row.string(2),
          .amount = Money{row.integer(3)},
          .reminded_on = row.string(4)};
}

InvoiceSettings InvoiceSettings::from(db::Row const& row) {
  return {.days = row.integer(0), .most = Money{row.integer(1)}};
}

namespace store {

void add(db::Connection& connection, Invoice const& i) {
  connection.exec(insert_invoice, i.receivable, i.issued_on, i.due_on, i.amount, i.reminded_on);
}

void save(db::Connection& connection, Invoice const& i) { connection.exec(mark_reminded, i.reminded_on, i.receivable); }

std::optional<Invoice> invoice_of(db::Connection& connection, std::int64_t receivable) {
  return connection.one<Invoice>(one_invoice, receivable);
}

std::vector<Invoice> to_remind(db::Connection& connection, std::string_view before, std::size_t limit) {
  return connection.query<Invoice>(some_to_remind, before, limit);
}

std::vector<Overdue> overdue(db::Connection& connection, std::string_view before, std::size_t limit) {
  std::vector<Overdue> all;
  for (auto& one : connection.query<Invoice>(some_overdue, before, limit)) {
    if (auto r = find(connection, one.receivable)) all.push_back({std::move(one), *std::move(r)});
  }
  return all;
}

InvoiceSettings invoice_settings(db::Connection& connection) {
  return connection.one<InvoiceSettings>(one_invoice_setting).value_or(InvoiceSettings{});
}

void save(db::Connection& connection, InvoiceSettings const& s) {
  connection.exec(drop_invoice_setting);
  connection.exec(insert_invoice_setting, s.days, s.most);
}

}  // namespace store

}  // namespace kreislauf::payments
