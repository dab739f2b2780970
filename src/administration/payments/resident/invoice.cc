#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/payments/acts/invoicing.h"
#include "administration/payments/acts/receivables.h"
#include "administration/payments/resident/ways.h"
#include "administration/payments/rules/epc.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// Paying later: the invoice, on the page and as a document.
namespace kreislauf::payments::pages {

namespace {

namespace json = boost::json;
using authority::Page, authority::path_in;

/// Each is a document to be made.
constexpr limits::Limit invoices_of_network{"invoices", 20, std::chrono::minutes{10}};

std::string path_of_invoice(Receivable const& r) { return path_of(r) + "/rechnung"; }

struct Written {
  Invoice invoice;
  Settings account;
};
std::optional<Written> written_for(TownContext const& c, Receivable const& r) {
  std::optional<Written> found;
  c.db.read([&](db::Connection& db) {
    if (auto const invoice = store::invoice_of(db, r.id)) found = Written{*invoice, store::settings(db)};
  });
  return found;
}

std::string long_day(TownContext const& c, std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::long_date(c.t, *day) : iso;
}

json::object fact(std::string_view label, std::string_view value) { return {{"label", label}, {"value", value}}; }

/// What is on the sheet: what for, how much, until when, whereto; nobody's name, which this module does not know.
pdf::Document document_of(TownContext const& c, Receivable const& r, Written const& w) {
  auto const& t = c.t;
  auto const purpose = "Kassenzeichen " + grouped(r.kassenzeichen);
  auto const& account = w.account;
  json::array facts{fact(t("Wofür"), r.purpose), fact(t("Betrag"), i18n::money(t, w.invoice.amount)),
                    fact(t("Zahlen bis"), long_day(c, w.invoice.due_on)), fact(t("Empfänger"), account.holder),
                    fact(t("IBAN"), grouped_iban(account.iban))};
  if (not account.bic.empty()) facts.push_back(fact(t("BIC"), account.bic));
  facts.push_back(fact(t("Verwendungszweck"), purpose));
  return {.sheet = pdf::Template::receipt,
          .data = {{"language", i18n::code(t.language())},
                   {"title", t("Rechnung")},
                   {"date", w.invoice.issued_on},
                   {"sender", {{"name", c.authority.full_name()}}},
                   {"reference", grouped(r.kassenzeichen)},
                   {"lead", t("Bitte überweisen Sie den Betrag, oder bezahlen Sie online.")},
                   {"facts", std::move(facts)},
                   {"qr",
                    {{"text", epc_code(account.holder, account.iban, account.bic, w.invoice.amount, purpose)},
                     {"label", t("QR-Code für die Überweisung")}}}}};
}

}  // namespace

void write_invoice_facts(html::Writer& out, TownContext const& c, Receivable const& r) {
  auto const written = written_for(c, r);
  if (not written) return;
  auto const& t = c.t;
  kern::note(out, {.icon = "info"}, [&](html::Writer&) {
    out("<p>"_h,
        t("Ihre Rechnung vom {0}: Bitte bezahlen Sie bis {1}.", long_day(c, written->invoice.issued_on),
          long_day(c, written->invoice.due_on)),
        " "_h);
    kern::more_link(out, path_in(c, path_of_invoice(r)) + ".pdf", t("Rechnung als PDF"));
    out("</p>"_h);
  });
}

void write_by_invoice(Page& page, TownContext const& c, Receivable const& r) {
  bool takes = false;
  std::int64_t days = 0;
  c.db.read([&](db::Connection& db) {
    takes = takes_invoice(db, r);
    days = store::invoice_settings(db).days;
  });
  if (not takes) return;
  auto const& t = c.t;
  kern::section(page.out(), {.id = "rechnung", .heading = t("Später auf Rechnung")}, [&](html::Writer& out) {
    out("<p>"_h,
        t.count("Sie bekommen eine Rechnung und haben {} Tag Zeit.",
                "Sie bekommen eine Rechnung und haben {} Tage Zeit.", days),
        "</p>"_h);
    page.button_form(path_in(c, path_of_invoice(r)),
                     {.label = t("Rechnung bekommen"), .weight = kern::Weight::secondary});
  });
}

http::Response take_invoice(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const here = path_in(c, path_of(r));
  if (not allows(c, request, invoices_of_network)) return too_often(c, r);
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      write_invoice(tx, {module, c.authority, c.keys, c.random}, r.id);
      return acts::see(here);
    });
  } catch (Refused const&) {  // paid, or begun by another way meanwhile: the page says so
    return http::see_other(here);
  }
}

http::Response invoice_file(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const written = written_for(c, r);
  if (not written) throw NotFound{};
  if (not allows(c, request, invoices_of_network)) return too_often(c, r);
  auto made = module.documents.make(document_of(c, r, *written));
  if (not made)
    return short_answer(c, {.status = 503,
                            .title = std::string{c.t("Das Dokument ist gerade nicht da")},
                            .lead = std::string{pdf::sentence(c.t, made.error().trouble)},
                            .path = path_of(r),
                            .button = std::string{c.t("Zurück zur Zahlung")}});
  http::Response response{.content_type = "application/pdf", .body = *std::move(made), .caching = http::Caching::none};
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"rechnung-{}.pdf\"", r.kassenzeichen));
  return response;
}

}  // namespace kreislauf::payments::pages
