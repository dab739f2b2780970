#pragma once

#include <chrono>

#include "administration/payments/model.h"
#include "administration/payments/store/invoices.h"
#include "authority/model.h"
#include "platform/acts/outbox.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::payments {

/// The receipt: what was paid, when the money is there. Says nothing that somebody has typed.
acts::OutboxMessage mail_paid(i18n::Translator const& t, authority::Authority const& authority,
                              Receivable const& receivable, std::string const& to);

/// Before a direct debit: amount, day, by which mandate, and how it is taken back (SEPA Core Rulebook 4.3.4).
struct DebitNotice {
  Money amount{};
  std::chrono::sys_days day;
  std::string mandate, creditor;
};
acts::OutboxMessage mail_debit(i18n::Translator const& t, authority::Authority const& authority,
                               Receivable const& receivable, std::string const& to, DebitNotice const& notice);
/// A direct debit has come back: it is open again.
acts::OutboxMessage mail_debit_returned(i18n::Translator const& t, authority::Authority const& authority,
                                        Receivable const& receivable, std::string const& to, Money amount);

/// A payer has agreed to pay several together, and one of them is owed no more: nothing was taken, this is still open.
acts::OutboxMessage mail_not_taken(i18n::Translator const& t, authority::Authority const& authority,
                                   Receivable const& receivable, std::string const& to);

/// An invoice: how much, until when, onto which account; or the reminder of it. Says nothing that somebody has typed.
struct InvoiceMail {
  Invoice invoice;
  Settings account;
  bool overdue = false;
};
acts::OutboxMessage mail_invoice(i18n::Translator const& t, authority::Authority const& authority,
                                 Receivable const& receivable, std::string const& to, InvoiceMail const& what);

}  // namespace kreislauf::payments
