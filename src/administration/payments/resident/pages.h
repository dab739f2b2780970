#pragma once

#include "administration/payments/acts/running.h"
#include "authority/page.h"

namespace kreislauf::payments::pages {

using authority::TownContext;

/// The own payment: what for, how much, how to pay, how far it is.
http::Response payment(Payments& module, http::Request const& request, TownContext& c);
/// Pays online: stores the charge, then asks the provider, then leads to its page.
http::Response pay_online(Payments& module, http::Request const& request, TownContext& c);
/// Back from the provider: what the browser says counts for nothing, the provider is asked.
http::Response back(Payments& module, http::Request const& request, TownContext& c);
/// Several own payments together: which, and what they are in all.
http::Response basket(Payments& module, http::Request const& request, TownContext& c);
/// Another one is taken along, or they are paid.
http::Response change_basket(Payments& module, http::Request const& request, TownContext& c);
/// By direct debit: the mandate, and taking it back before it is in a file.
http::Response debit(Payments& module, http::Request const& request, TownContext& c);
http::Response take_mandate(Payments& module, http::Request const& request, TownContext& c);
http::Response take_debit_back(Payments& module, http::Request const& request, TownContext& c);
/// What is announced or on its way, instead of the ways to pay.
http::Response show_debit(TownContext const& c, Receivable const& receivable);
/// The mandate by which it was debited, where it holds for more, and the way to take it back.
void write_own_mandate(authority::Page& page, TownContext const& c, Receivable const& receivable);
bool takes_debits(TownContext const& c);
/// Pays later: the invoice is written, and read as a document.
http::Response take_invoice(Payments& module, http::Request const& request, TownContext& c);
http::Response invoice_file(Payments& module, http::Request const& request, TownContext& c);
/// Until when and how an invoice is to be paid; nothing where none is written.
void write_invoice_facts(html::Writer& out, TownContext const& c, Receivable const& receivable);
void write_by_invoice(authority::Page& page, TownContext const& c, Receivable const& receivable);
/// A notice of the provider.
http::Response notice(Payments& module, http::Request const& request, TownContext& c);

/// A receivable to try out (demonstration only).
http::Response sandbox_entrance(Payments& module, http::Request const& request, TownContext& c);
http::Response sandbox_receivable(Payments& module, http::Request const& request, TownContext& c);
/// The page of the test payment (demonstration only) and its buttons.
http::Response sandbox_page(Payments& module, http::Request const& request, TownContext& c);
http::Response sandbox_answer(Payments& module, http::Request const& request, TownContext& c);

/// The receivable of the address. Throws NotFound.
Receivable own(TownContext const& c);
/// Too much was asked for from one network: says so, until when, and that nothing has happened.
http::Response too_often(TownContext const& c, Receivable const& receivable);
/// How an undecided charge stands, or nothing.
std::optional<Payment> undecided(TownContext const& c, Receivable const& receivable);

}  // namespace kreislauf::payments::pages
