#include "administration/appointments/office/day_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"
#include "administration/appointments/office/wording.h"
#include "administration/appointments/rules/names.h"
#include "platform/i18n/dates.h"

// The list of a day: everybody who is booked or came, and times the office keeps for itself.
namespace kreislauf::appointments::office {

using kern::Kind;

std::string path_to_day(StaffRoom const& room, Day day, std::int64_t done) {
  return room.path(fmt::format("/tag?tag={}&getan={}", i18n::iso(day), done));
}

std::optional<Appointment> appointment_here(StaffRoom const& room, std::int64_t number) {
  std::optional<Appointment> found;
  room.c.db.read([&](db::Connection& connection) { found = store::find(connection, number); });
  return found and found->office == room.id() ? found : std::nullopt;
}

std::string stands_now(std::optional<Appointment> const& person, Instant now) {
  if (not person) return "Der Termin wurde inzwischen abgesagt oder verschoben. Ihr Klick hat nichts geändert.";
  return fmt::format("Der Stand ist jetzt: {}. Ihr Klick hat nichts geändert.", standing_text(*person, now));
}

kern::Form blocking_questions(StaffRoom const& room) {
  std::vector<kern::Option> desks;
  for (auto const& desk : room.desks()) {
    if (desk.active) desks.push_back({std::to_string(desk.id), desk.name});
  }
  std::string const how = "Geben Sie die Zeiten so an: 9:30";
  return {room.c.t,
          room.today,
          {{.name = "schalter",
            .kind = Kind::choice,
            .label = "Schalter",
            .options = std::move(desks),
            .missing = "Wählen Sie einen Schalter aus.",
            .list = true},
           {.name = "von", .kind = Kind::minute, .label = "Von", .missing = how, .wrong = how},
           {.name = "bis", .kind = Kind::minute, .label = "Bis", .missing = how, .wrong = how},
           {.name = "grund", .kind = Kind::text, .label = "Grund", .optional = true}}};
}

namespace {

kern::Form filter_questions(StaffRoom const& room) {
  return {room.c.t,
          room.today,
          {{.name = "tag", .kind = Kind::day, .label = "Tag", .optional = true, .id = "t-tag"},
           {.name = "q",
            .kind = Kind::text,
            .label = "Name, Nummer oder Code",
            .optional = true,
            .id = "t-q",
            .key = "/"}}};
}

bool fits(Appointment const& person, std::string const& search) {
  if (search.empty()) return true;
  auto const code = code_of(search);
  if (not code.empty() and (person.ticket == code or person.code == code)) return true;
  return is_called(person.name, search);
}

/// Offers to the waiting list are nobody's yet.
bool is_shown(Appointment const& person) { return not(person.state == State::reserved and person.origin == "list"); }

void write_acts(html::Writer& out, StaffRoom const& room, Appointment const& person) {
  auto const about = ": " + (person.name.empty() ? i18n::clock(person.minute) : person.name);
  auto const button = [&](std::string_view name, std::string_view label, std::string to = {}) {
    kern::line_button(out, {.label = label,
                            .about = about,
                            .name = name,
                            .value = std::to_string(person.id),
                            .formaction = std::move(to)});
    out(" ");
  };
  bool const today = person.day == room.today;
  bool const begun = parse_iso_utc(person.starts_at) <= room.now;
  bool const expected = person.state == State::confirmed, waits = person.state == State::queued;
  out("<span class='kl-line-acts'>"_h);
  bool const comes = person.channel == Channel::onsite;
  if (today and comes and after(person.state, Verb::check_in)) button("anmelden", "Ist da");
  if (today and begun and expected) button("fehlt", "Nicht erschienen");
  if (today and waits) button("fehlt", "Nicht mehr da");
  if (today and is_no_show(person)) button("doch", "Zurücknehmen");
  if (expected and not begun) {
    kern::line_link(out, room.path(fmt::format("/buchen?verschieben={}", person.id)), "Verschieben", about);
    out(" ");
  }
  if (after(person.state, Verb::cancel) and (not begun or waits)) {
    kern::line_link(out, room.path(fmt::format("/absage/{}", person.id)), "Absagen", about);
  }
  if (person.state == State::blocked) button("freigeben", "Freigeben", room.path("/sperren"));
  out("</span>"_h);
}

html::Markup class_of(State state) {
  if (state == State::finished or state == State::missed) return "kl-table__gone"_h;
  return state == State::called or state == State::processing ? "kl-table__now"_h : ""_h;
}

void write_cells(kern::Row& row, StaffRoom const& room, Appointment const& person) {
  bool const blocked = person.state == State::blocked;
  auto const begins = i18n::clock(person.minute);
  row.head(blocked ? fmt::format("{}–{}", begins, i18n::clock(person.minute + person.minutes)) : begins);
  row.cell(person.code, "kl-num kl-nb"_h);
  row.cell(ticket_text(person.ticket));
  row.cell([&](html::Writer& out) {
    out(blocked ? person.note : person.name);
    if (not person.phone.empty()) out("<small dir='ltr'>"_h, person.phone, "</small>"_h);
  });
  row.cell([&](html::Writer& out) {
    out(room.items(person.items));
    if (person.channel != Channel::onsite) out("<small>"_h, german(person.channel), "</small>"_h);
    if (person.origin == "walk_in") out("<small>ohne Termin</small>"_h);
  });
  row.cell(room.desk_name(person.called_desk != 0 ? person.called_desk : person.desk), "kl-nb"_h);
  row.cell(standing(person, room.now), "kl-nb"_h);
  row.cell([&](html::Writer& out) { write_acts(out, room, person); });
}

/// Between what has begun and what is to come.
void write_now(kern::Rows& rows, StaffRoom const& room) {
  rows.row(
      [&](kern::Row& row) {
        row.head(i18n::clock(legal_time(room.now).minute_of_day), "jetzt");
        row.cell("");
        row.cell("");
        row.cell("jetzt");
        for (int i = 0; i < 4; ++i) row.cell("");
      },
      "kl-table__line"_h);
}

void write_table(kern::Sheet& page, StaffRoom const& room, std::vector<Appointment> const& people, Day day,
                 std::string const& search) {
  kern::Table const table{.caption = "Termine und Wartende",
                          .columns = {{.label = "Zeit"},
                                      {.label = "Code"},
                                      {.label = "Nummer"},
                                      {.label = "Name"},
                                      {.label = "Dienste"},
                                      {.label = "Schalter"},
                                      {.label = "Stand"},
                                      {.label = "Aktionen", .hidden = true}},
                          .dense = true,
                          .wide = true,
                          .id = "tag-titel"};
  page.form({.path = room.path("/tag"), .classes = "kl-section"_h}, [&](kern::Fields& f) {
    f.hidden("tag", i18n::iso(day));
    kern::table(f.out(), table, [&](kern::Rows& rows) {
      bool now_shown = day != room.today;
      for (auto const& person : people) {
        if (not is_shown(person) or not fits(person, search)) continue;
        if (not now_shown and parse_iso_utc(person.starts_at) > room.now) {
          write_now(rows, room);
          now_shown = true;
        }
        rows.row([&](kern::Row& row) { write_cells(row, room, person); }, class_of(person.state));
      }
      if (not now_shown) write_now(rows, room);
    });
  });
}

void write_heading(html::Writer& out, StaffRoom const& room, Day day) {
  auto const& t = room.c.t;
  auto const path = [&](Day to) { return room.path("/tag?tag=" + i18n::iso(to)); };
  auto const before = day - std::chrono::days{1}, next = day + std::chrono::days{1};
  out("<div class='kl-section__head'><h1>"_h, i18n::full_day(t, day), "</h1> <span class='kl-line-acts'>"_h);
  kern::more_link(out, path(before), i18n::near_day(t, before, room.today), "back");
  out(" ");
  kern::line_link(out, path(room.today) + "#jetzt", day == room.today ? "Zu jetzt" : "Heute");
  out(" ");
  kern::more_link(out, path(next), i18n::near_day(t, next, room.today));
  out("</span></div>"_h);
}

void write_figures(html::Writer& out, std::vector<Appointment> const& people) {
  auto const day = figures_of(people);
  out("<p>"_h, counted(day.booked, "Termin", "Termine"), ", ", day.walk_ins, " ohne Termin, ", day.missed,
      " nicht erschienen. ");
  if (day.mean_wait > 0) out("Mittlere Wartezeit ", day.mean_wait, " Minuten.");
  out("</p>"_h);
}

void write_blocking(kern::Sheet& page, StaffRoom const& room, kern::Form const& form, Day day) {
  kern::Fold const fold{
      .summary = "Zeit sperren", .id = "sperre", .open = not form.fine(), .classes = "kl-fold kl-section"_h};
  kern::fold(page.out(), fold, [&](html::Writer&) {
    page.short_form(form, {.path = room.path("/sperren"), .classes = "kl-fields"_h}, [&](kern::Fields& f) {
      f.hidden("tag", i18n::iso(day));
      f.all();
      f.button({.label = "Sperren", .weight = kern::Weight::secondary});
    });
  });
}

std::string done_text(Appointment const& person) {
  auto const at = i18n::clock(person.minute) + " Uhr";
  switch (person.state) {
    case State::confirmed:
      return fmt::format("Eingetragen: {}. Der Code ist {}.", at, person.code);
    case State::queued:
      return ticket_text(person.ticket) + " ist angemeldet.";
    case State::missed:
      return fmt::format("{}: {}.", is_no_show(person) ? "Als nicht erschienen vermerkt" : "Nicht mehr da", at);
    case State::blocked:
      return fmt::format("Gesperrt: {}.", at);
    default:
      return {};
  }
}

void write_done(html::Writer& out, std::vector<Appointment> const& people, std::int64_t done) {
  if (done == -1) return kern::done(out, "Der Termin ist abgesagt.");
  if (done == -2) return kern::done(out, "Die Zeit ist wieder frei.");
  auto const found = std::find_if(people.begin(), people.end(), [&](Appointment const& one) { return one.id == done; });
  if (found == people.end()) return;
  if (auto const said = done_text(*found); not said.empty()) kern::done(out, said);
}

}  // namespace

http::Response show_day(StaffRoom& room, DayView const& view) {
  auto const people = people_of(room.scene.env(), room.id(), view.day);
  auto filter = view.filter == nullptr ? filter_questions(room) : *view.filter;
  if (filter.fine()) filter.fill("tag", i18n::numeric_date(view.day));
  auto const blocking = view.blocking == nullptr ? blocking_questions(room) : *view.blocking;
  auto const title = "Tagesliste: " + i18n::near_day(room.c.t, view.day, room.today);
  auto page = page_of(room, "/tag",
                      {.title = title,
                       .form = blocking.fine() ? &filter : &blocking,
                       .layout = kern::Layout::own,
                       .scripts = {"keys.js"}});
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  if (not view.title.empty()) kern::alert(out, kern::Tone::warning, view.title, view.text);
  write_done(out, people, view.done);
  write_heading(out, room, view.day);
  write_figures(out, people);
  page.filter(filter, {.path = room.path("/tag"), .label = "Liste eingrenzen"}, [](kern::Fields& f) {
    f.all();
    f.button({.label = "Zeigen", .weight = kern::Weight::secondary});
  });
  bool const any = std::any_of(people.begin(), people.end(), is_shown);
  if (any)
    write_table(page, room, people, view.day, filter.text("q"));
  else
    kern::empty_state(out, "An diesem Tag gibt es keine Termine.");
  write_blocking(page, room, blocking, view.day);
  out("</div>"_h);
  return page.finish(view.title.empty() ? 200 : 409);
}

http::Response day_list(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto filter = filter_questions(room);
  filter.read(request.query);
  return show_day(
      room,
      {.day = filter.day("tag").value_or(room.today), .done = number_asked(request.query, "getan"), .filter = &filter});
}

}  // namespace kreislauf::appointments::office
