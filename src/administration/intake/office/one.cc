#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/identity.h"
#include "administration/intake/acts/receiving.h"
#include "administration/intake/acts/sealing.h"
#include "administration/intake/acts/settling.h"
#include "administration/intake/office/pages.h"
#include "administration/intake/office/sentences.h"
#include "administration/intake/shared/returned.h"
#include "administration/intake/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"
#include "platform/kern/cutout.h"

namespace kreislauf::intake::office {

namespace {

constexpr std::string_view button = "tun", take = "pruefen", type = "abtippen", attach_value = "zuordnen",
                           hand = "weitergeben", discard_value = "beiseite", undo = "zurueck";

std::string base_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/papierpost", c.path("amt")); }

Sheet find(StaffContext const& c) {
  std::optional<Sheet> found;
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  c.db.read([&](db::Connection& db) { found = store::sheet(db, id); });
  if (not found or found->office != c.path("amt")) throw NotFound{};
  return *std::move(found);
}

/// All that can be asked of who clears a paper; each button reads its own question.
kern::Form questions(Intake const& module, StaffContext const& c) {
  kern::Field which{.name = "dienst",
                    .kind = kern::Kind::choice,
                    .label = "Formular",
                    .optional = true,
                    .unmarked = true,
                    .list = true};
  which.options.push_back({"", "Bitte wählen"});
  auto const catalogue = module.catalog.snapshot();
  for (auto const* one : applications::taken_down_in(module.applications, c, c.path("amt"), *catalogue))
    which.options.push_back({one->slug, one->name()});
  kern::Field number{.name = "antrag",
                     .label = "Nummer des Antrags",
                     .hint = "Zum Beispiel 2026-000017",
                     .optional = true,
                     .unmarked = true};
  kern::Field office{
      .name = "amt", .kind = kern::Kind::choice, .label = "Amt", .optional = true, .unmarked = true, .list = true};
  office.options.push_back({"", "Bitte wählen"});
  for (auto const& one : c.town->offices) {
    if (one.id.value() != c.path("amt")) office.options.push_back({one.id.value(), one.name});
  }
  kern::Field why{
      .name = "grund", .label = "Warum wird es nicht gebraucht?", .optional = true, .unmarked = true, .most = 200};
  return {c.t, c.today(), {which, number, office, why}};
}

struct Way {
  std::string_view id, heading, lead, field, value, label;
};

void write_way(identity::StaffPage& page, Sheet const& sheet, kern::Form const& form, Way const& way) {
  kern::section(page.out(), {.id = way.id, .heading = way.heading}, [&](html::Writer& out) {
    out("<p>"_h, way.lead, "</p>"_h);
    page.form(form, {.path = path_of(sheet)}, [&](kern::Fields& f) {
      f(way.field);
      f.button({.label = way.label, .weight = kern::Weight::secondary, .name = button, .value = way.value});
    });
  });
}

void write_ways(identity::StaffPage& page, StaffContext const& c, Sheet const& sheet, kern::Form const& form) {
  bool const fits =
      sheet.state == SheetState::ready or sheet.state == SheetState::taken or sheet.reason == Reason::old_version;
  if (fits)
    kern::section(page.out(), {.id = "uebernehmen", .heading = "Prüfen und übernehmen"}, [&](html::Writer& out) {
      out("<p>Die Angaben stehen im Antrag, daneben jedes Feld als Bild. Abgeschickt wird erst, was Sie geprüft "
          "haben.</p>"_h);
      page.button_form(
          path_of(sheet),
          {.label = sheet.state == SheetState::taken ? "Weiter prüfen" : "Prüfen", .name = button, .value = take});
    });
  if (sheet.state == SheetState::taken) return;
  if (not fits)
    write_way(page, sheet, form,
              {"abtippen", "Abtippen", "Sie wählen das Formular und tippen ab, die Bilder liegen daneben.", "dienst",
               type, "Formular öffnen"});
  write_way(page, sheet, form,
            {"zuordnen", "Zu einem Antrag legen", "Das Papier liegt dann bei diesem Antrag und wird mit ihm gelöscht.",
             "antrag", attach_value, "Zuordnen"});
  if (c.town->offices.size() > 1)
    write_way(page, sheet, form,
              {"weitergeben", "An ein anderes Amt", "Es steht dann dort auf der Liste.", "amt", hand, "Weitergeben"});
  write_way(page, sheet, form,
            {"beiseite", "Nicht gebraucht", "Es bleibt noch 30 Tage hier und wird dann gelöscht.", "grund",
             discard_value, "Beiseitelegen"});
}

void write_settled(identity::StaffPage& page, StaffContext const& c, Sheet const& sheet) {
  kern::details(page.out(), [&](kern::Details& details) {
    details.row("Stand", german_of(sheet.state));
    details.row("Erledigt", i18n::short_moment(parse_iso_utc(sheet.settled_at)));
    if (auto const why = opened(c.keys, subject_of(sheet), sheet.note); not why.empty()) details.row("Grund", why);
    if (auto const day = i18n::parse_iso(sheet.erase_on)) details.row("Wird hier gelöscht", i18n::long_date(c.t, *day));
  });
  if (sheet.state == SheetState::discarded)
    page.button_form(path_of(sheet),
                     {.label = "Doch gebraucht", .weight = kern::Weight::secondary, .name = button, .value = undo});
}

void write_pages(html::Writer& out, StaffContext const& c, Sheet const& sheet) {
  auto const pages = pages_of(c, sheet);
  kern::section(out, {.id = "blaetter", .heading = "Blätter"}, [&](html::Writer&) {
    for (auto const& one : pages)
      kern::page_picture(out, fmt::format("{}/seite/{}", path_of(sheet), one.number),
                         fmt::format("Blatt {}", one.number));
    if (pages.empty()) out("<p>Von diesem Papier gibt es kein Bild.</p>"_h);
    kern::more_link(out, path_of(sheet) + "/original", "Datei herunterladen, wie sie gescannt wurde");
  });
}

http::Response show(Intake const& module, StaffContext const& c, Sheet const& sheet, kern::Form const& form) {
  auto const name = name_of_form(module, sheet);
  identity::StaffPage page{c,
                           {.title = name,
                            .path = path_of(sheet),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{base_of(c), "Papierpost"}},
                            .here = name}};
  auto& out = page.out();
  auto const pages = pages_of(c, sheet);
  auto const clearing =
      clearing_of(c, sheet, pages.empty() ? std::string_view{} : std::string_view{pages.front().code});
  if (sheet.state == SheetState::clearing)
    kern::note(out, {.warning = true},
               [&](html::Writer&) { out("<p>"_h, clearing.why, "</p><p>"_h, clearing.todo, "</p>"_h); });
  page("<div class='kl-cols kl-cols--split'><div>"_h);
  write_pages(out, c, sheet);
  page("</div><aside class='kl-aside kl-stack' aria-label='Tun'>"_h);
  if (is_open(sheet.state))
    write_ways(page, c, sheet, form);
  else
    write_settled(page, c, sheet);
  page("</aside></div>"_h);
  return page.finish();
}

/// A draft in today's form, whatever version was printed: names that are there still find their places.
http::Response take_it(Intake& module, StaffContext const& c, http::Request const& request, Sheet const& sheet,
                       std::string const& service, std::string const& body) {
  auto const form = module.library.live(service);
  if (form == nullptr) throw NotFound{};
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   auto const now = store::sheet(tx.db, sheet.id);
                   if (not now) throw NotFound{};
                   auto const draft = take_over(tx, c, *now, *form, body);
                   return acts::see(applications::path_of_sheet(now->office, draft));
                 },
                 {.button = std::string{take}});
}

http::Response then_list(StaffContext const& c, http::Request const& request, Sheet const& sheet,
                         FunctionRef<void(acts::Transaction&, Sheet const&)> work, std::string_view pressed) {
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   auto const now = store::sheet(tx.db, sheet.id);
                   if (not now) throw NotFound{};
                   work(tx, *now);
                   return acts::see(base_of(c));
                 },
                 {.button = std::string{pressed}});
}

http::Response attach_it(Intake& module, StaffContext const& c, http::Request const& request, Sheet const& sheet,
                         kern::Form& form) {
  std::optional<std::int64_t> application;
  c.db.read([&](db::Connection& db) { application = applications::sent_in(db, c.path("amt"), form.text("antrag")); });
  if (not application) {
    form.wrong("antrag", "Diesen Antrag gibt es in diesem Amt nicht.");
    return show(module, c, sheet, form);
  }
  return then_list(
      c, request, sheet, [&](auto& tx, auto const& now) { attach(tx, now, *application); }, attach_value);
}

}  // namespace

http::Response one(Intake& module, http::Request const&, StaffContext& c) {
  return show(module, c, find(c), questions(module, c));
}

http::Response act_on_one(Intake& module, http::Request const& request, StaffContext& c) {
  auto const sheet = find(c);
  auto form = questions(module, c);
  form.read(request.body);
  auto const pressed = http::field(request.body, button).value_or("");
  auto const needs = [&](std::string_view field, std::string_view sentence) {
    if (form.fine() and form.text(field).empty()) form.wrong(field, std::string{sentence});
    return form.fine();
  };
  if (pressed == take) return take_it(module, c, request, sheet, sheet.service, body_of(module, c, sheet));
  if (pressed == undo)
    return then_list(
        c, request, sheet, [](auto& tx, auto const& now) { undo_discard(tx, now); }, undo);
  if (pressed == type and needs("dienst", "Wählen Sie das Formular aus."))
    return take_it(module, c, request, sheet, form.text("dienst"), {});
  if (pressed == attach_value and needs("antrag", "Schreiben Sie die Nummer des Antrags."))
    return attach_it(module, c, request, sheet, form);
  if (pressed == hand and needs("amt", "Wählen Sie das Amt aus."))
    return then_list(
        c, request, sheet, [&](auto& tx, auto const& now) { hand_on(tx, now, form.text("amt")); }, hand);
  if (pressed == discard_value and needs("grund", "Schreiben Sie, warum das Papier nicht gebraucht wird."))
    return then_list(
        c, request, sheet, [&](auto& tx, auto const& now) { discard(tx, c, now, form.text("grund")); }, discard_value);
  return show(module, c, sheet, form);
}

http::Response picture(Intake& module, http::Request const&, StaffContext& c) {
  auto const sheet = find(c);
  auto const number = http::number_in(c.path("seite")).value_or(0);
  for (auto const& one : pages_of(c, sheet)) {
    if (one.number == number) return applications::picture_answer(module.blobs, c, one.picture);
  }
  throw NotFound{};
}

http::Response scan(Intake& module, http::Request const&, StaffContext& c) {
  auto const sheet = find(c);
  std::optional<File> file;
  c.db.read([&](db::Connection& db) { file = store::file(db, sheet.file); });
  if (not file) throw NotFound{};
  auto const name = opened_name(c.keys, *file);
  return applications::file_answer(module.applications, c, {name, file->media_type, file->sha256});
}

}  // namespace kreislauf::intake::office
