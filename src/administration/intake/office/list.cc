#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/identity.h"
#include "administration/intake/acts/receiving.h"
#include "administration/intake/office/pages.h"
#include "administration/intake/office/sentences.h"
#include "administration/intake/shared/returned.h"
#include "administration/intake/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/multipart.h"
#include "platform/i18n/dates.h"
#include "platform/kern/file_input.h"

namespace kreislauf::intake::office {

namespace {

constexpr std::string_view files_field = "scans";
constexpr std::uint64_t longest_file = 40'000'000;

std::string base_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/papierpost", c.path("amt")); }

kern::Form question(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{files_field},
            .kind = kern::Kind::text,
            .label = "Scans",
            .hint = "PDF, TIFF, JPEG oder PNG, auch ein ganzer Stapel in einer Datei. Zusammen höchstens 40 MB.",
            .optional = true}}};
}

struct Papers {
  std::vector<File> waiting;
  std::vector<Sheet> ready, taken, clearing, discarded;
};

Papers papers_in(StaffContext const& c) {
  Papers all;
  auto const& office = c.path("amt");
  c.db.read([&](db::Connection& db) {
    all.waiting = store::waiting_in(db, office, most_shown);
    all.ready = store::sheets_in(db, office, SheetState::ready, most_shown);
    all.taken = store::sheets_in(db, office, SheetState::taken, most_shown);
    all.clearing = store::sheets_in(db, office, SheetState::clearing, most_shown);
    all.discarded = store::sheets_in(db, office, SheetState::discarded, most_shown);
  });
  return all;
}

void write_waiting(html::Writer& out, Intake const& module, StaffContext const& c, std::vector<File> const& files) {
  if (files.empty()) return;
  kern::section(out, {.id = "wartet", .heading = "Wird gelesen"}, [&](html::Writer&) {
    if (not module.reader.why_not().empty())
      kern::note(out, {.warning = true}, [&](html::Writer&) {
        out("<p>Diese Stelle kann zurzeit keine Scans lesen. Alles ist gespeichert und wird gelesen, sobald es "
            "wieder geht.</p>"_h);
      });
    for (auto const& file : files)
      out("<p>"_h, opened_name(c.keys, file), ", "_h, i18n::short_moment(parse_iso_utc(file.received_at)), ": Seite "_h,
          file.pages_read + 1, file.pages > 0 ? fmt::format(" von {}", file.pages) : std::string{}, "</p>"_h);
  });
}

struct Table {
  std::string_view id, heading, action;
  bool reasons = false;
};

void write_table(html::Writer& out, Intake const& module, StaffContext const& c, std::vector<Sheet> const& sheets,
                 Table const& table) {
  if (sheets.empty()) return;
  std::vector<kern::Column> columns{{"Formular"}, {"Blatt"}, {"Gescannt"}};
  if (table.reasons) columns.push_back({"Warum"});
  columns.push_back({.label = "Tun", .hidden = true});
  auto const write_row = [&](kern::Rows& rows, Sheet const& sheet) {
    auto const name = name_of_form(module, sheet);
    rows.row([&](kern::Row& row) {
      row.head(name);
      row.cell(std::to_string(sheet.last_page - sheet.first_page + 1));
      row.cell(i18n::short_moment(parse_iso_utc(sheet.received_at)));
      if (table.reasons) row.cell(clearing_of(c, sheet, {}).why);
      row.cell([&](html::Writer& cell) {
        kern::line_link(cell, path_of(sheet), table.action, fmt::format(": {}, Nummer {}", name, sheet.id));
      });
    });
  };
  kern::section(out, {.id = table.id, .heading = table.heading}, [&](html::Writer&) {
    auto const id = fmt::format("tab-{}", table.id);
    kern::table(out, {.caption = table.heading, .columns = columns, .hide_caption = true, .id = id}, [&](auto& rows) {
      for (auto const& sheet : sheets) write_row(rows, sheet);
    });
  });
}

http::Response show(Intake const& module, StaffContext const& c, kern::Form const& form, std::string_view query) {
  identity::StaffPage page{c,
                           {.title = "Papierpost",
                            .path = base_of(c),
                            .form = &form,
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/papierpost",
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}},
                            .scripts = {"live.js"}}};
  auto& out = page.out();
  page.lead("Formulare auf Papier: einscannen, lesen lassen, prüfen, in denselben Fall übernehmen wie online.");
  if (http::field(query, "neu")) kern::done(out, "Gespeichert. Die Scans werden gelesen.");
  auto const all = papers_in(c);
  page.form(form, {.path = base_of(c), .files = true}, [&](kern::Fields& f) {
    f.out()(
        "<div class='kern-form-input'><label class='kern-label' for='scans'>Scans</label><p class='kern-hint' "
        "id='scans-hinweis'>"_h,
        form.field(files_field).hint, "</p>"_h);
    kern::file_input(f.out(), {.name = files_field, .several = true, .wrong = not form.error(files_field).empty()});
    forms::write_error(f.out(), form, std::string{files_field});
    f.out()("</div>"_h);
    f.submit("Einlesen");
  });
  write_waiting(out, module, c, all.waiting);
  write_table(out, module, c, all.clearing, {"klaeren", "Zu klären", "Klären", true});
  write_table(out, module, c, all.ready, {"gelesen", "Gelesen, bitte prüfen", "Prüfen"});
  write_table(out, module, c, all.taken, {"arbeit", "In Arbeit", "Weiter"});
  write_table(out, module, c, all.discarded, {"beiseite", "Beiseitegelegt", "Ansehen"});
  if (all.waiting.empty() and all.clearing.empty() and all.ready.empty() and all.taken.empty())
    kern::empty_state(out, "Kein Papier wartet.");
  return page.finish();
}

bool is_scan(blobs::Type type) {
  return type == blobs::Type::pdf or type == blobs::Type::tiff or type == blobs::Type::jpeg or type == blobs::Type::png;
}

/// All pass the door before anything is listed; what is wrong with one is said, and the others wait for a second try.
std::vector<Received> taken_through_door(Intake& module, StaffContext const& c, http::SentForm const& sent,
                                         kern::Form& form) {
  std::vector<Received> all;
  auto store = module.blobs.of(c.authority.key, c.db);
  for (auto const& file : sent.files) {
    if (file.field != files_field) continue;
    auto const taken = module.blobs.door().take(store, file.bytes, file.name, longest_file);
    if (not taken) {
      form.wrong(files_field, blobs::sentence(c.t, taken.error(), longest_file));
      continue;
    }
    if (not is_scan(taken->inspection.type)) {
      form.wrong(files_field, "Das ist kein Scan. Es gehen PDF, TIFF, JPEG und PNG.");
      continue;
    }
    bool const one_page = taken->inspection.type == blobs::Type::jpeg or taken->inspection.type == blobs::Type::png;
    all.push_back({.sha256 = taken->blob.hash,
                   .media_type = std::string{blobs::media_type(taken->inspection.type)},
                   .name = taken->inspection.name,
                   .pages = one_page ? 1 : static_cast<std::int64_t>(taken->inspection.pages.value_or(0))});
  }
  if (all.empty() and form.fine()) form.wrong(files_field, "Wählen Sie mindestens eine Datei aus.");
  return all;
}

}  // namespace

http::Response list(Intake& module, http::Request const& request, StaffContext& c) {
  return show(module, c, question(c), request.query);
}

http::Response take_files(Intake& module, http::Request const& request, StaffContext& c) {
  if (not http::carries_files(request.content_type)) throw BadRequest{"this form carries files"};
  auto const sent = http::read_multipart(request.content_type, request.body);
  if (not sent) throw BadRequest{sent.error()};
  auto form = question(c);
  form.read(sent->fields);
  std::vector<Received> all;
  try {
    all = taken_through_door(module, c, *sent, form);
  } catch (StoreDenied const&) {
    form.wrong(files_field, "Dateien nehmen wir hier gerade nicht an.");
  }
  if (not form.fine()) return show(module, c, form, {});
  auto plain = request;
  plain.body = sent->fields;
  plain.content_type = "application/x-www-form-urlencoded";
  auto asked = authority::asked_by(sent->fields);
  for (auto const& one : all) asked += "&" + one.sha256;
  return perform(c, plain,
                 [&](acts::Transaction& tx) {
                   for (auto const& one : all) receive(tx, c, c.path("amt"), one);
                   return acts::see(base_of(c) + "?neu=1");
                 },
                 {.asked = asked});
}

}  // namespace kreislauf::intake::office
