#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/payments/model.h"

namespace kreislauf::payments {

/// A receivable that is paid later (Rechnung). Days `2026-12-23`.
struct Invoice {
  std::int64_t receivable = 0;
  std::string issued_on = {}, due_on = {};
  Money amount{};                ///< what was still owed on that day
  std::string reminded_on = {};  ///< empty: not yet

  static Invoice from(db::Row const& row);
};

/// In how many days an invoice is to be paid; 0: the authority writes none.
struct InvoiceSettings {
  std::int64_t days = 0;
  Money most{};  ///< of a single one; 0: any

  static InvoiceSettings from(db::Row const& row);
};

namespace store {

void add(db::Connection& connection, Invoice const& invoice);
void save(db::Connection& connection, Invoice const& invoice);
std::optional<Invoice> invoice_of(db::Connection& connection, std::int64_t receivable);
/// Those due before a day of whose receivable nobody was reminded yet, the oldest first.
std::vector<Invoice> to_remind(db::Connection& connection, std::string_view before, std::size_t limit);
/// Those due before a day with something still owed, the oldest first.
struct Overdue {
  Invoice invoice;
  Receivable receivable;
};
std::vector<Overdue> overdue(db::Connection& connection, std::string_view before, std::size_t limit);

InvoiceSettings invoice_settings(db::Connection& connection);
void save(db::Connection& connection, InvoiceSettings const& settings);

}  // namespace store

}  // namespace kreislauf::payments
