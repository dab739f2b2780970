#include "administration/payments/resident/ways.h"

#include <fmt/format.h>

#include "administration/payments/resident/pages.h"
#include "administration/payments/rules/epc.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "platform/html/qr.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// The ways to pay. None of them costs more than another (§ 270a BGB).
namespace kreislauf::payments::pages {

namespace {

using authority::path_in;

html::Fragment code(std::string_view text) {
  html::Writer out;
  out("<bdi dir='ltr' class='kl-num'>"_h, text, "</bdi>"_h);
  return out.take();
}

void write_online(authority::Page& page, TownContext const& c, Receivable const& r, Settings const& settings) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "online", .heading = t("Online bezahlen")}, [&](html::Writer& out) {
    if (settings.provider == by_sandbox)
      kern::note(out, {.icon = "info", .warning = true}, [&](html::Writer& note) {
        note("<p>"_h, t("Das ist eine Vorführung: Es fließt kein Geld."), "</p>"_h);
      });
    out("<p>"_h, t("Mit Karte oder einem anderen Dienst. Danach kommen Sie hierher zurück."), "</p>"_h);
    page.button_form(
        path_in(c, path_of(r)),
        {.label = t("{} online bezahlen", i18n::money(t, outstanding(r))), .name = "weg", .value = "online"});
    out("<p class='kl-small'>"_h);
    kern::more_link(out, path_in(c, path_of(r)) + "/zusammen", t("Mehrere zusammen bezahlen"));
    out("</p>"_h);
  });
}

void write_transfer(authority::Page& page, TownContext const& c, Receivable const& r, Settings const& s) {
  auto const& t = c.t;
  auto const text = "Kassenzeichen " + grouped(r.kassenzeichen);
  kern::section(page.out(), {.id = "ueberweisen", .heading = t("Überweisen")}, [&](html::Writer& out) {
    out("<div class='kl-part'>"_h);
    kern::details(out, [&](kern::Details& details) {
      details.row(t("Empfänger"), authority::german(c, s.holder));
      details.row(t("IBAN"), code(grouped_iban(s.iban)));
      if (not s.bic.empty()) details.row(t("BIC"), code(s.bic));
      details.row(t("Betrag"), i18n::money(t, outstanding(r)));
      details.row(t("Verwendungszweck"), code(text),
                  t("Bitte nur das schreiben, sonst finden wir Ihre Zahlung nicht."));
    });
    out("</div><p>"_h, t("Mit der App Ihrer Bank können Sie dieses Bild lesen. Dann ist alles schon eingetragen."),
        "</p><div class='kl-qr'>"_h,
        html::qr_svg(epc_code(s.holder, s.iban, s.bic, outstanding(r), text), t("QR-Code für die Überweisung")),
        "</div><p>"_h, t("Eine Überweisung ist nach ein bis zwei Werktagen hier zu sehen."), "</p>"_h);
  });
}

void write_counter(authority::Page& page, TownContext const& c, Receivable const& r, authority::Office const& office) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "schalter", .heading = t("Vor Ort bezahlen")}, [&](html::Writer& out) {
    out("<p>"_h, t("Nennen Sie am Schalter dieses Kassenzeichen:"), " <strong>"_h, code(grouped(r.kassenzeichen)),
        "</strong></p><p>"_h, authority::german(c, office.name), "</p>"_h);
    authority::write_address(out, c, office);
    authority::write_open_now(out, c, office);
  });
}

void write_debit(html::Writer& out, TownContext const& c, Receivable const& r) {
  auto const& t = c.t;
  kern::section(out, {.id = "lastschrift", .heading = t("Per Lastschrift")}, [&](html::Writer&) {
    out("<p>"_h, t("Wir buchen den Betrag von Ihrem Konto ab und schreiben Ihnen vorher, wann."), "</p>"_h);
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_in(c, path_of(r)) + "/lastschrift",
                              .label = t("Per Lastschrift bezahlen"),
                              .weight = kern::Weight::secondary});
    });
  });
}

}  // namespace

void write_facts(html::Writer& out, TownContext const& c, Receivable const& r) {
  auto const& t = c.t;
  out("<div class='kl-part'>"_h);
  kern::details(out, [&](kern::Details& details) {
    details.row(t("Wofür"), authority::german(c, r.purpose));
    details.row(t("Betrag"), i18n::money(t, r.amount));
    if (r.received.cents > 0) details.row(t("Bekommen"), i18n::money(t, r.received));
    if (r.refunded.cents > 0) details.row(t("Zurückgezahlt"), i18n::money(t, r.refunded));
    details.row(t("Kassenzeichen"), code(grouped(r.kassenzeichen)));
    auto const due = i18n::parse_iso(r.due_on);
    if (due and outstanding(r).cents > 0) details.row(t("Zahlen bis"), i18n::long_date(t, *due));
  });
  out("</div>"_h);
}

void write_ways(authority::Page& page, TownContext const& c, Receivable const& r, Settings const& settings,
                bool online) {
  auto const* office = settings.counter.empty() ? nullptr : c.town->office(settings.counter);
  if (online) write_online(page, c, r, settings);
  if (not settings.iban.empty()) write_transfer(page, c, r, settings);
  bool const debits = not settings.iban.empty() and takes_debits(c);
  if (debits) write_debit(page.out(), c, r);
  if (office != nullptr) write_counter(page, c, r, *office);
  write_by_invoice(page, c, r);
  if (not online and settings.iban.empty() and office == nullptr) {
    page("<p>"_h, c.t("Wie Sie bezahlen können, sagt Ihnen die Verwaltung."), "</p>"_h);
    authority::write_help_button(page.out(), c);
  }
}

}  // namespace kreislauf::payments::pages
