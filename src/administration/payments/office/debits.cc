#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/payments/acts/debiting.h"
#include "administration/payments/office/pages.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// Direct debits as the treasury sees them: what is announced, the files for the bank, what has come back.
namespace kreislauf::payments::office {

namespace {

using identity::StaffPage;

constexpr auto path = "/verwaltung/kasse/lastschriften";
constexpr std::string_view nothing_due = "leer";
constexpr std::size_t shown = 50;

struct Work {
  DebitSettings settings = {};
  std::vector<Debit> announced = {}, returned = {};
  std::vector<DebitRun> runs = {};
};

Work work_of(StaffContext const& c) {
  Work work;
  c.db.read([&](db::Connection& db) {
    constexpr auto ever = "9999-12-31";
    work.settings = store::debit_settings(db);
    work.announced = store::debits_due(db, Debit::State::announced, ever, shown);
    work.returned = store::newest_returned(db, shown);
    work.runs = store::newest_runs(db, shown);
  });
  return work;
}

std::string day_of(std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::numeric_date(*day) : iso;
}

/// `AC04`: as banks say why (ISO 20022 ExternalReturnReason), in plain words where they are frequent.
std::string_view word_of(std::string_view reason) {
  if (reason == "AC04") return "Konto aufgelöst";
  if (reason == "AC01") return "IBAN falsch";
  if (reason == "AM04") return "Konto nicht gedeckt";
  if (reason == "MD01") return "kein gültiges Mandat";
  if (reason == "MD06") return "vom Kontoinhaber zurückgeholt";
  if (reason == "MS02") return "vom Kontoinhaber nicht gewollt";
  return reason.empty() ? std::string_view{"ohne Grund"} : reason;
}

void write_debits(html::Writer& out, StaffContext const& c, std::string_view id, std::string_view heading,
                  std::vector<Debit> const& all, bool with_reason) {
  kern::section(out, {.id = id, .heading = heading}, [&](html::Writer&) {
    if (all.empty()) return kern::empty_state(out, "Keine.");
    std::vector<kern::Column> columns{{"Abbuchung"}, {"Betrag"}, {"Referenz"}};
    if (with_reason) columns.push_back({"Warum"});
    auto const name = fmt::format("tab-{}", id);
    kern::table(out, {.caption = heading, .columns = columns, .hide_caption = true, .id = name}, [&](kern::Rows& rows) {
      for (auto const& d : all) {
        rows.row([&](kern::Row& row) {
          row.head(day_of(d.due_on));
          row.cell(i18n::money(c.t, d.amount));
          row.cell([&](html::Writer& cell) {
            kern::line_link(cell, fmt::format("{}/forderung/{}", overview_path, d.receivable), d.reference);
          });
          if (with_reason) row.cell(word_of(d.reason));
        });
      }
    });
  });
}

void write_runs(html::Writer& out, StaffContext const& c, std::vector<DebitRun> const& runs) {
  kern::section(out, {.id = "dateien", .heading = "Dateien für die Bank"}, [&](html::Writer&) {
    if (runs.empty()) return kern::empty_state(out, "Noch keine.");
    std::vector<kern::Link> links;
    for (auto const& run : runs)
      links.push_back(
          {.path = fmt::format("{}/{}/pain008.xml", path, run.id),
           .label = fmt::format("{} vom {}", message_of(run), i18n::short_moment(parse_iso_utc(run.made_at))),
           .small = fmt::format("{} Lastschriften, {}", run.debits, i18n::money(c.t, run.total))});
    kern::links(out, links);
  });
}

http::Response show(StaffContext const& c, bool nothing) {
  auto const work = work_of(c);
  StaffPage page{c, {.title = "Lastschriften", .path = path, .crumbs = {{overview_path, "Kasse"}}}};
  auto& out = page.out();
  if (nothing)
    kern::alert(out, kern::Tone::info, "Keine Datei", "In den nächsten sieben Tagen ist nichts abzubuchen.", "hinweis");
  if (work.settings.creditor.empty()) {
    page.lead(
        "Ihre Verwaltung zieht nicht per Lastschrift ein. Wer das Programm betreibt, stellt es mit der Gläubiger-"
        "Identifikationsnummer ein: kreislauf payments creditor.");
  } else {
    page.lead("Eine Datei enthält alles, was in den nächsten sieben Tagen fällig ist, jede Lastschrift einmal.");
    page.button_form(path, {.label = "Datei für die Bank machen"});
  }
  write_debits(out, c, "angekuendigt", "Angekündigt", work.announced, false);
  write_runs(out, c, work.runs);
  write_debits(out, c, "zurueck", "Zurückgekommen", work.returned, true);
  return page.finish();
}

}  // namespace

http::Response debits(Payments&, http::Request const& request, StaffContext& c) {
  return show(c, http::field(request.query, nothing_due).has_value());
}

http::Response collect_debits(Payments& module, http::Request const& request, StaffContext& c) {
  return perform(c, request, [&](acts::Transaction& tx) {
    bool const made = make_run(tx, module).has_value();
    return acts::see(made ? std::string{path} : fmt::format("{}?{}=1", path, nothing_due));
  });
}

http::Response debit_file(Payments&, http::Request const&, StaffContext& c) {
  std::optional<DebitRun> run;
  std::string file;
  c.db.read([&](db::Connection& db) {
    run = store::debit_run(db, http::number_in(c.path("nummer")).value_or(0));
    if (run) file = file_of(db, c.keys, *run);
  });
  if (not run) throw NotFound{};
  return {.content_type = "application/xml",
          .body = std::move(file),
          .caching = http::Caching::none,
          .headers = {{"Content-Disposition", fmt::format("attachment; filename=\"{}.xml\"", message_of(*run))}}};
}

}  // namespace kreislauf::payments::office
