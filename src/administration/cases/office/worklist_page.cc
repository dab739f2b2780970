#include "administration/cases/office/worklist_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/store/store.h"
#include "administration/identity/identity.h"
#include "platform/i18n/dates.h"

// One list for all that an office works on. Which one it is stands in the address, so that it can be kept and sent.
namespace kreislauf::cases::office {

namespace {

constexpr std::size_t shown = 50;
constexpr std::int64_t counted = 100;

void write_views(html::Writer& out, StaffContext const& c, AskedList const& list, Listed const& all) {
  std::vector<kern::Link> links;
  std::string current;
  for (auto const view : store::all_views) {
    auto const count = all.counts[static_cast<std::size_t>(view)];
    auto const number =
        count == 0 ? std::string{} : fmt::format(" ({}{})", std::min(count, counted - 1), count == counted ? "+" : "");
    auto path = fmt::format("{}?{}", path_of(c), in_query({.view = view, .type = list.type}));
    if (view == list.view) current = path;
    links.push_back({.path = std::move(path), .label = fmt::format("{}{}", german_of(view), number)});
  }
  kern::views(out, "Welche Fälle", links, current);
}

/// Only services of which there is a form here: the list of all would be 6,700 long.
void write_filter(identity::StaffPage& page, Cases const& cases, StaffContext const& c, AskedList const& list,
                  std::vector<Case> const& rows) {
  std::vector<kern::Option> services{{"", "Alle Dienste"}};
  auto const catalogue = cases.catalog.snapshot();
  auto const add = [&](std::string const& slug) {
    bool const known =
        std::any_of(services.begin(), services.end(), [&](kern::Option const& one) { return one.value == slug; });
    auto const* service = catalogue->any(slug);
    if (not known and service != nullptr) services.push_back({slug, service->name()});
  };
  if (not list.type.empty()) add(list.type);
  for (auto const& one : rows) add(one.type);
  if (services.size() < 3 and list.type.empty()) return;
  kern::Form form{c.t,
                  c.today(),
                  {{.name = "dienst",
                    .kind = kern::Kind::choice,
                    .label = "Dienst",
                    .optional = true,
                    .unmarked = true,
                    .options = std::move(services),
                    .list = true}}};
  form.fill("dienst", list.type);
  page.filter(form, {.path = path_of(c), .label = "Fälle eingrenzen"}, [&](kern::Fields& f) {
    f.hidden("sicht", name_of(list.view));
    f.all();
    f.button({.label = "Zeigen", .weight = kern::Weight::secondary});
  });
}

html::Fragment due_of(StaffContext const& c, CaseType const& type, Case const& one) {
  auto const day = one.due_on == no_day ? std::nullopt : i18n::parse_iso(one.due_on);
  if (not is_open(one.phase)) return html::fragment(i18n::short_moment(parse_iso_utc(one.closed_at)));
  if (not day) return html::fragment(type.deadline.length ? "steht still" : "keine");
  auto const left = (*day - c.today()).count();
  auto const light = left < 0 ? kern::Light::bad : left <= 7 ? kern::Light::soon : kern::Light::open;
  return kern::status(light, i18n::numeric_date(*day));
}

void write_row(kern::Fields& f, kern::Row& row, Cases& cases, StaffContext const& c, AskedList const& list,
               Listed const& all, Case const& one, catalog::Snapshot const& catalogue) {
  auto const head = fmt::format("nr-{}", one.id);
  auto const* service = catalogue.any(one.type);
  auto const type = cases.library.version(one.version);
  auto const* status = type->status(one.status);
  row.head(one.number, head);
  row.cell([&](html::Writer&) {
    if (is_open(one.phase)) f.tick_cell(fmt::format("{}{}", box, one.id), head, "f-wahl", false);
  });
  auto const whom = about(c.keys, one);
  row.cell(html::fragment(service == nullptr ? one.type : service->name(), whom.empty() ? "" : ", ", whom));
  row.cell(status == nullptr ? std::string{cases::german_of(one.phase)} : status->name[i18n::Language::german]);
  row.cell(due_of(c, *type, one));
  auto const holder = all.names.find(one.holder);
  row.cell(holder == all.names.end() ? std::string{"–"} : holder->second);
  row.cell([&](html::Writer& cell) {
    kern::line_link(cell, fmt::format("{}?{}", cases.source_of(one).path(one), in_query(list)), "Öffnen",
                    ": " + one.number);
  });
}

void write_table(kern::Fields& f, Cases& cases, StaffContext const& c, AskedList const& list, Listed const& all) {
  auto const catalogue = cases.catalog.snapshot();
  std::vector<kern::Column> const columns{{"Nummer"},
                                          {.label = "Auswählen", .id = "f-wahl"},
                                          {"Dienst, Person"},
                                          {"Stand"},
                                          {list.view == store::View::done ? "Beendet" : "Frist"},
                                          {"Bei"},
                                          {.label = "Tun", .hidden = true}};
  kern::table(f.out(),
              {.caption = german_of(list.view),
               .columns = columns,
               .hide_caption = true,
               .wide = true,
               .id = "tab-faelle",
               .classes = " kl-choose"_h},
              [&](kern::Rows& rows) {
                for (auto const& one : all.cases)
                  rows.row([&](kern::Row& row) { write_row(f, row, cases, c, list, all, one, *catalogue); });
              });
}

void write_acts(kern::Fields& f, AskedList const& list) {
  if (list.view == store::View::done) return;
  kern::fold(f.out(), {.summary = "Mit den ausgewählten Fällen", .id = "auswahl", .open = true}, [&](html::Writer&) {
    f.side_by_side([&] { f.all(); });
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = "Übernehmen", .weight = kern::Weight::secondary, .name = button, .value = press::take});
      out(" ");
      f.button({.label = "Weitergeben", .weight = kern::Weight::secondary, .name = button, .value = press::give});
      out(" ");
      f.button({.label = "Wiedervorlage setzen",
                .weight = kern::Weight::secondary,
                .name = button,
                .value = press::resubmit});
    });
  });
}

std::string_view empty_words(store::View view) {
  switch (view) {
    case store::View::mine:
      return "Sie haben keinen offenen Fall. Unter „Unverteilt“ stehen die, die niemand hat.";
    case store::View::fresh:
      return "Jeder Fall hat jemanden, der ihn bearbeitet.";
    case store::View::overdue:
      return "Kein Fall ist überfällig.";
    default:
      return "Hier steht kein Fall.";
  }
}

/// Done by mistake: the way back stands where it is told.
void write_undo(identity::StaffPage& page, StaffContext const& c, AskedList const& list, std::int64_t number) {
  page.button_form(path_of(c),
                   {.label = "Rückgängig machen",
                    .weight = kern::Weight::tertiary,
                    .name = button,
                    .value = fmt::format("{} {}", undo_press, number)},
                   {{list_field, place_of(list)}});
}

/// Ways on from the list: into its first case, and to who stands in.
void write_ways(html::Writer& out, StaffContext const& c, AskedList const& list, Listed const& all) {
  kern::actions(out, [&](html::Writer&) {
    if (not all.cases.empty())
      kern::button_link(out, {.path = fmt::format("{}/naechster?{}", path_of(c), in_query(list)),
                              .label = "Ersten Fall öffnen",
                              .weight = kern::Weight::secondary,
                              .key = "n"});
    out(" ");
    kern::line_link(out, fmt::format("/verwaltung/amt/{}/vertretung", c.path("amt")), "Vertretung eintragen");
    out(" ");
    kern::keys_switch(out);
  });
}

}  // namespace

std::string path_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")); }

std::string place_of(AskedList const& list) {
  auto query = in_query(list);
  if (not list.after.key.empty()) query += "&nach=" + in_query(list.after);
  return query;
}

Listed listed(StaffContext const& c, AskedList const& list) {
  Listed all;
  c.db.read([&](db::Connection& db) {
    all.cases = store::list(db, question_of(c, list, shown + 1));
    all.counts = store::counts(db, question_of(c, {}, 0), counted);
    for (auto const& one : identity::staff_of(db)) {
      all.names.emplace(one.id, one.name);
      if (one.active and one.may(rights::work, c.path("amt")))
        all.colleagues.push_back({std::to_string(one.id), one.name});
    }
  });
  all.more = all.cases.size() > shown;
  if (all.more) all.cases.pop_back();
  return all;
}

/// Boxes are drawn in the table; here stand the questions below it.
kern::Form questions(StaffContext const& c, std::vector<kern::Option> colleagues) {
  colleagues.insert(colleagues.begin(), {"", "Bitte wählen"});
  return {c.t,
          c.today(),
          {{.name = std::string{question::colleague},
            .kind = kern::Kind::choice,
            .label = "Kollegin oder Kollege",
            .optional = true,
            .unmarked = true,
            .options = std::move(colleagues),
            .list = true},
           {.name = std::string{question::day},
            .kind = kern::Kind::day,
            .label = "Wiedervorlage am",
            .optional = true,
            .unmarked = true}}};
}

http::Response show(Cases& cases, StaffContext const& c, AskedList const& list, Listed const& all,
                    kern::Form const& form, Told const& told) {
  identity::StaffPage page{c,
                           {.title = "Fälle",
                            .path = path_of(c),
                            .form = &form,
                            .heading = german_of(list.view),
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/faelle",
                            .scripts = {"live.js", "keys.js"}}};
  auto& out = page.out();
  if (not told.done.empty()) kern::done(out, told.done);
  if (told.undo > 0) write_undo(page, c, list, told.undo);
  out("<div id='sichten' data-kl-live='"_h, path_of(c), "/neues'>"_h);
  write_views(out, c, list, all);
  out("</div>"_h);
  for (auto const& panel : c.frame.panels) {
    if (panel.place == "cases_top") panel.write(page, c, c.path("amt"), c.path("amt"));
  }
  write_ways(out, c, list, all);
  write_filter(page, cases, c, list, all.cases);
  if (all.cases.empty()) {
    kern::empty_state(out, empty_words(list.view));
    return page.finish();
  }
  page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
    f.out()("<button type='submit' name='"_h, button, "' value='nichts' hidden>Nichts ändern</button>"_h);
    f.hidden(list_field, place_of(list));
    f.out()("<div id='zeilen' data-kl-live='"_h, path_of(c), "/neues'>"_h);
    write_table(f, cases, c, list, all);
    f.out()("</div>"_h);
    write_acts(f, list);
  });
  if (all.more)
    kern::more_link(
        out,
        fmt::format("{}?{}&nach={}", path_of(c), in_query(list), in_query(store::mark_of(list.view, all.cases.back()))),
        "Weitere Fälle");
  return page.finish();
}

}  // namespace kreislauf::cases::office
