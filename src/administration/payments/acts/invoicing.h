#pragma once

#include <optional>

#include "administration/payments/acts/debiting.h"
#include "administration/payments/store/invoices.h"

// Paying later: an invoice with its day, and one friendly reminder after it.
namespace kreislauf::payments {

/// May this be paid by invoice? Not where the authority writes none, where it is too much, or where one is written
/// already.
bool takes_invoice(db::Connection& connection, Receivable const& receivable);

/// Writes the invoice: due on a working day after the days of the authority (§ 193 BGB). Told by mail where an address
/// is known. A second time it is the first one. Throws NotFound, NothingOwed, Busy where a charge is undecided,
/// NoInvoices.
Invoice write_invoice(acts::Transaction& tx, DebitDesk const& desk, std::int64_t receivable);
struct NoInvoices : Refused {};

/// Reminds, once, of each that is overdue. What has no address waits for the treasury to look at it.
std::optional<Instant> remind_of_invoices(Payments const& payments, authority::TownVisit& visit);

}  // namespace kreislauf::payments
