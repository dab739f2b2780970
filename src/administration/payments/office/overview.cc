#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/payments/acts/bank.h"
#include "administration/payments/acts/refunds.h"
#include "administration/payments/office/pages.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/invoices.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// What the treasury has to do: lines of statements that nobody could place, too much and too little, refunds by hand,
// charges that a provider does not answer about.
namespace kreislauf::payments::office {

namespace {

using identity::StaffPage;
using kern::Kind;

constexpr std::size_t shown = 50;

struct Work {
  std::vector<BankEntry> unclear;
  std::vector<Receivable> overpaid, underpaid;
  std::vector<std::pair<Payment, Receivable>> refunds, unanswered;
  std::vector<store::Overdue> overdue;
};

std::vector<std::pair<Payment, Receivable>> with_receivables(db::Connection& db, std::vector<Payment> const& payments) {
  std::vector<std::pair<Payment, Receivable>> all;
  for (auto const& one : payments) {
    if (auto r = store::find(db, one.receivable)) all.emplace_back(one, *std::move(r));
  }
  return all;
}

Work work_of(StaffContext const& c) {
  Work work;
  auto const before = iso_utc(c.clock.now() - long_unanswered);
  c.db.read([&](db::Connection& db) {
    work.unclear = store::entries_in(db, "unclear", shown);
    work.overpaid = store::in_state(db, State::overpaid, 0, shown);
    work.underpaid = store::in_state(db, State::underpaid, 0, shown);
    work.refunds = with_receivables(db, store::refunds_by_hand(db, shown));
    work.overdue = store::overdue(db, i18n::iso(c.today()), shown);
    work.unanswered = with_receivables(db, store::unanswered_since(db, before, shown));
  });
  return work;
}

kern::Form search(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = "kassenzeichen",
            .label = "Kassenzeichen",
            .optional = true,
            .unmarked = true,
            .most = 60,
            .plain = true}}};
}

kern::Form days(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = "von", .kind = Kind::day, .label = "Von"}, {.name = "bis", .kind = Kind::day, .label = "Bis"}}};
}

std::string euros(StaffContext const& c, Money amount) { return i18n::money(c.t, amount); }

std::string day_of(std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::numeric_date(*day) : iso;
}

void write_entry(kern::Row& row, StaffPage& page, StaffContext const& c, BankEntry const& entry) {
  row.head(day_of(entry.booked_on));
  row.cell(euros(c, entry.amount));
  row.cell(entry.text.empty() ? "ohne Text" : entry.text);
  row.cell([&](html::Writer&) {
    kern::Form const form{c.t,
                          c.today(),
                          {{.name = "kassenzeichen",
                            .label = "Kassenzeichen",
                            .optional = true,
                            .unmarked = true,
                            .most = 60,
                            .id = fmt::format("kz-{}", entry.id),
                            .plain = true}}};
    page.short_form(form, {.path = fmt::format("{}/zeile/{}", overview_path, entry.id)}, [&](kern::Fields& f) {
      f.all();
      auto const about = fmt::format(": {} vom {}", euros(c, entry.amount), day_of(entry.booked_on));
      kern::line_button(f.out(), {.label = "Zuordnen", .about = about, .name = "tun", .value = "zuordnen"});
      kern::line_button(f.out(), {.label = "Gehört nicht hierher", .about = about, .name = "tun", .value = "ablegen"});
    });
  });
}

void write_unclear(StaffPage& page, StaffContext const& c, std::vector<BankEntry> const& entries) {
  kern::section(
      page.out(), {.id = "unklar", .heading = "Zahlungen, die wir nicht zuordnen konnten"}, [&](html::Writer& out) {
        if (entries.empty()) return kern::empty_state(out, "Alle Zeilen der Kontoauszüge sind zugeordnet.");
        std::vector<kern::Column> const columns{{"Gebucht"}, {"Betrag"}, {"Text"}, {.label = "Tun", .hidden = true}};
        kern::table(out,
                    {.caption = "Unklare Zahlungen",
                     .columns = columns,
                     .hide_caption = true,
                     .wide = true,
                     .id = "tab-unklar"},
                    [&](kern::Rows& rows) {
                      for (auto const& one : entries) rows.row([&](kern::Row& row) { write_entry(row, page, c, one); });
                    });
      });
}

void write_receivables(StaffPage& page, StaffContext const& c, std::string_view id, std::string_view heading,
                       std::vector<Receivable> const& all) {
  if (all.empty()) return;
  kern::section(page.out(), {.id = id, .heading = heading}, [&](html::Writer& out) {
    std::vector<kern::Column> const columns{
        {"Kassenzeichen"}, {"Wofür"}, {"Gefordert"}, {"Bekommen"}, {.label = "Tun", .hidden = true}};
    auto const name = fmt::format("tab-{}", id);
    kern::table(out, {.caption = heading, .columns = columns, .hide_caption = true, .id = name}, [&](kern::Rows& rows) {
      for (auto const& r : all) {
        rows.row([&](kern::Row& row) {
          row.head(grouped(r.kassenzeichen));
          row.cell(r.purpose);
          row.cell(euros(c, r.cancelled_at.empty() ? r.amount : Money{}));
          row.cell(euros(c, {r.received.cents - r.refunded.cents}));
          row.cell([&](html::Writer& cell) {
            kern::line_link(cell, staff_path_of(r), "Öffnen", ": " + grouped(r.kassenzeichen));
          });
        });
      }
    });
  });
}

void write_refunds(StaffPage& page, StaffContext const& c, Work const& work) {
  if (work.refunds.empty()) return;
  kern::section(page.out(), {.id = "erstatten", .heading = "Von Hand zurückzahlen"}, [&](html::Writer& out) {
    std::vector<kern::Column> const columns{{"Kassenzeichen"}, {"Betrag"}, {"Wie"}, {.label = "Tun", .hidden = true}};
    kern::table(
        out, {.caption = "Von Hand zurückzahlen", .columns = columns, .hide_caption = true, .id = "tab-erstatten"},
        [&](kern::Rows& rows) {
          for (auto const& [payment, r] : work.refunds) {
            rows.row([&](kern::Row& row) {
              row.head(grouped(r.kassenzeichen));
              row.cell(euros(c, payment.amount));
              row.cell(payment.way == at_counter ? "am Schalter" : "überweisen");
              row.cell([&](html::Writer&) {
                page.form({.path = fmt::format("{}/erstattung/{}", overview_path, payment.id), .classes = {}},
                          [&](kern::Fields& f) {
                            kern::line_button(f.out(),
                                              {.label = "Ist zurückgezahlt", .about = ": " + grouped(r.kassenzeichen)});
                          });
              });
            });
          }
        });
  });
}

void write_unanswered(StaffPage& page, Work const& work) {
  if (work.unanswered.empty()) return;
  kern::section(page.out(), {.id = "offen", .heading = "Der Zahlungsdienst antwortet nicht"}, [&](html::Writer& out) {
    out("<p>Seit mehr als einem Tag weiß niemand, ob hier bezahlt wurde. "
        "Fragen Sie den Zahlungsdienst, und sagen Sie hier, was herauskam.</p>"_h);
    std::vector<kern::Link> links;
    for (auto const& [payment, r] : work.unanswered)
      links.push_back({.path = staff_path_of(r),
                       .label = grouped(r.kassenzeichen),
                       .small = "Referenz " + (payment.reference.empty() ? payment.request : payment.reference)});
    kern::links(out, links);
  });
}

void write_overdue(StaffPage& page, StaffContext const& c, std::vector<store::Overdue> const& all) {
  if (all.empty()) return;
  kern::section(page.out(), {.id = "ueberfaellig", .heading = "Überfällige Rechnungen"}, [&](html::Writer& out) {
    std::vector<kern::Column> const columns{{"Kassenzeichen"}, {"Wofür"},    {"Fehlt noch"},
                                            {"Fällig"},        {"Erinnert"}, {.label = "Tun", .hidden = true}};
    kern::table(out,
                {.caption = "Überfällige Rechnungen",
                 .columns = columns,
                 .hide_caption = true,
                 .wide = true,
                 .id = "tab-ueberfaellig"},
                [&](kern::Rows& rows) {
                  for (auto const& [invoice, r] : all) {
                    rows.row([&](kern::Row& row) {
                      row.head(grouped(r.kassenzeichen));
                      row.cell(r.purpose);
                      row.cell(euros(c, outstanding(r)));
                      row.cell(day_of(invoice.due_on));
                      row.cell(invoice.reminded_on.empty() ? "noch nicht"
                               : r.mail.empty()            ? "keine Adresse"
                                                           : day_of(invoice.reminded_on));
                      row.cell([&](html::Writer& cell) {
                        kern::line_link(cell, staff_path_of(r), "Öffnen", ": " + grouped(r.kassenzeichen));
                      });
                    });
                  }
                });
  });
}

}  // namespace

std::string staff_path_of(Receivable const& r) { return fmt::format("{}/forderung/{}", overview_path, r.id); }

http::Response overview(Payments&, http::Request const& request, StaffContext& c) {
  auto form = search(c);
  form.read(request.query);
  auto const asked = http::field(request.query, "kassenzeichen").value_or("");
  std::optional<Receivable> found;
  c.db.read([&](db::Connection& db) {
    for (auto const& one : kassenzeichen_in(asked)) found = found ? found : store::by_kassenzeichen(db, one);
  });
  if (found) return http::see_other(staff_path_of(*found));
  if (not asked.empty())
    form.wrong("kassenzeichen", kassenzeichen_in(asked).empty()
                                    ? "Das ist kein Kassenzeichen. Es hat zwölf Ziffern; vergleichen Sie jede."
                                    : "Dieses Kassenzeichen gibt es hier nicht.");
  auto const work = work_of(c);
  StaffPage page{c, {.title = "Kasse", .path = overview_path, .form = &form}};
  page.filter(form, {.path = overview_path, .label = "Forderung suchen"}, [](kern::Fields& f) {
    f.all();
    f.button({.label = "Suchen"});
  });
  write_unclear(page, c, work.unclear);
  write_receivables(page, c, "zuviel", "Zu viel bezahlt", work.overpaid);
  write_refunds(page, c, work);
  write_unanswered(page, work);
  write_overdue(page, c, work.overdue);
  write_receivables(page, c, "zuwenig", "Zu wenig bezahlt", work.underpaid);
  kern::section(page.out(), {.id = "lastschriften", .heading = "Lastschriften"}, [&](html::Writer& out) {
    kern::more_link(out, std::string{overview_path} + "/lastschriften", "Ankündigen, einziehen, was zurückkam");
  });
  kern::section(page.out(), {.id = "buchungen", .heading = "Buchungen für das Kassenprogramm"}, [&](html::Writer&) {
    page.filter(days(c), {.path = fmt::format("{}/buchungen.csv", overview_path), .label = "Buchungen herunterladen"},
                [](kern::Fields& f) {
                  f.all();
                  f.button({.label = "CSV herunterladen"});
                });
  });
  return page.finish();
}

http::Response clear_entry(Payments& module, http::Request const& request, StaffContext& c) {
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  auto const button = http::field(request.body, "tun").value_or("");
  auto const sign = http::field(request.body, "kassenzeichen").value_or("");
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     if (button == "ablegen")
                       file_away(tx, id);
                     else
                       assign(tx, desk_of(module, c.authority, c.db), c.random, id, sign);
                     return acts::see(overview_path);
                   },
                   {.button = button});
  } catch (NothingKnown const&) {
    StaffPage page{
        c, {.title = "Kein solches Kassenzeichen", .path = overview_path, .crumbs = {{overview_path, "Kasse"}}}};
    page.lead("Die Zahlung ist noch nicht zugeordnet. Vergleichen Sie die zwölf Ziffern des Kassenzeichens.");
    kern::more_link(page.out(), overview_path, "Zurück zur Kasse");
    return page.finish(422);
  }
}

http::Response refund_done(Payments& module, http::Request const& request, StaffContext& c) {
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  return perform(c, request, [&](acts::Transaction& tx) {
    give_back_by_hand(tx, module, id);
    return acts::see(overview_path);
  });
}

}  // namespace kreislauf::payments::office
