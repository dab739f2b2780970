#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "administration/appointments/management/desks_forms.h"
#include "administration/appointments/management/management.h"
#include "administration/appointments/management/service_search.h"

// Which desk does what, how long services take, which rooms and equipment there are.
namespace kreislauf::appointments::management {

namespace {

/// A form of the page that was sent and is shown again.
struct Sent {
  Part part;
  kern::Form const& form;
  std::string_view body;
};

class DesksPage {
 public:
  DesksPage(StaffRoom const& room, Sent const* sent)
      : room_{room},
        sent_{sent},
        page_{page_of(room, "/schalter-und-dienste",
                      {.title = "Schalter und Dienste", .form = sent == nullptr ? nullptr : &sent->form})},
        out_{page_.out()} {}

  http::Response show(std::string_view query);

 private:
  // What was typed, where the form comes back.
  std::string shown(Part part, std::string const& name, std::string now) const;
  bool ticked(Part part, std::string const& name, bool now) const;

  /// A section with its form and its button.
  void part(Part part, std::string_view id, std::string_view heading, std::string_view text,
            FunctionRef<void(kern::Fields&)> body);
  kern::Table table(std::string_view id, std::string_view caption, std::vector<kern::Column> columns) const;
  void tick(kern::Row& row, kern::Fields& f, Part part, std::string const& name, std::string_view head,
            std::string_view column, bool now) const;

  void skills();
  void services();
  void service(kern::Row& row, kern::Fields& f, BookableService const& one, std::string const& id) const;
  void desks();
  void feeds();
  void feed(kern::Rows& rows, store::FeedNumbers const& numbers, std::int64_t desk, std::string const& name);

  StaffRoom const& room_;
  Sent const* sent_;
  identity::StaffPage page_;
  html::Writer& out_;
};

http::Response DesksPage::show(std::string_view query) {
  if (http::field(query, "gespeichert")) {
    kern::done(out_, html::fragment("Gespeichert. <a href='"_h, room_.path("/konflikte"), "'>Konflikte ansehen</a>"_h));
  }
  if (not room_.plan.services.empty()) skills();
  if (not room_.plan.services.empty()) services();
  write_service_search(page_, room_, query);
  desks();
  part(Part::resources, "raeume", "Räume und Geräte",
       "Was ein Dienst außer einem Schalter braucht. Ein Termin findet nur statt, wenn eines davon frei ist.",
       [](kern::Fields& f) { f.all(); });
  feeds();
  return page_.finish();
}

std::string DesksPage::shown(Part part, std::string const& name, std::string now) const {
  bool const again = sent_ != nullptr and sent_->part == part;
  return again ? http::field(sent_->body, name).value_or("") : std::move(now);
}

bool DesksPage::ticked(Part part, std::string const& name, bool now) const {
  bool const again = sent_ != nullptr and sent_->part == part;
  return again ? http::field(sent_->body, name).has_value() : now;
}

void DesksPage::part(Part part, std::string_view id, std::string_view heading, std::string_view text,
                     FunctionRef<void(kern::Fields&)> body) {
  bool const again = sent_ != nullptr and sent_->part == part;
  auto const fresh = questions(room_, part);
  kern::section(out_, {.id = id, .heading = heading}, [&](html::Writer&) {
    out_("<p>"_h, text, "</p>"_h);
    page_.form(again ? sent_->form : fresh, {.path = room_.path("/schalter-und-dienste")}, [&](kern::Fields& f) {
      body(f);
      kern::actions(out_,
                    [&](html::Writer&) { f.button({.label = "Speichern", .name = "tun", .value = name_of(part)}); });
    });
  });
}

kern::Table DesksPage::table(std::string_view id, std::string_view caption, std::vector<kern::Column> columns) const {
  return {.caption = caption,
          .columns = std::move(columns),
          .hide_caption = true,
          .dense = true,
          .tall = true,
          .id = id,
          .classes = " kl-matrix"_h};
}

void DesksPage::tick(kern::Row& row, kern::Fields& f, Part part, std::string const& name, std::string_view head,
                     std::string_view column, bool now) const {
  row.cell([&](html::Writer&) { f.tick_cell(name, head, column, ticked(part, name, now)); });
}

void DesksPage::skills() {
  std::deque<std::string> ids;  // of the heads of columns, which point into it
  std::vector<kern::Column> columns{{.label = "Dienst"}};
  auto const desks = room_.desks();
  for (auto const& desk : desks) {
    if (desk.active) columns.push_back({.label = desk.name, .id = ids.emplace_back(fmt::format("s{}", desk.id))});
  }
  part(Part::skills, "wer", "Wer macht was?", "Haken: An diesem Schalter wird der Dienst bearbeitet.",
       [&](kern::Fields& f) {
         auto const shape = table("wer-tabelle", "Welcher Schalter welchen Dienst bearbeitet", columns);
         kern::table(out_, shape, [&](kern::Rows& rows) {
           int number = 0;
           for (auto const& one : room_.plan.services) {
             auto const id = fmt::format("d{}", ++number);
             rows.row([&](kern::Row& row) {
               row.head(room_.service(one.service), id);
               for (auto const& desk : desks) {
                 if (not desk.active) continue;
                 tick(row, f, Part::skills, skill_field(one.service, desk.id), id, fmt::format("s{}", desk.id),
                      desk.does(one.service));
               }
             });
           }
         });
       });
}

void DesksPage::service(kern::Row& row, kern::Fields& f, BookableService const& one, std::string const& id) const {
  auto const part = Part::services;
  auto const& key = one.service;
  auto const number = [&](std::string const& name, int now, std::string_view label) {
    row.cell([&](html::Writer&) {
      f.cell({.name = name, .value = shown(part, name, std::to_string(now)), .label = label, .digits = true});
    });
  };
  std::vector<kern::Option> resources{{"", "nichts"}};
  for (auto const& [name, units] : units_of_resources(room_.plan)) resources.push_back({name, name});
  row.head(room_.service(key), id);
  number("minuten-" + key, one.minutes, "Minuten");
  number("anzahl-" + key, one.most, "Höchste Anzahl in einem Termin");
  tick(row, f, part, "online-" + key, id, "w-online", one.online);
  tick(row, f, part, "ort-" + key, id, "w-ort", one.onsite);
  tick(row, f, part, "telefon-" + key, id, "w-telefon", one.phone);
  tick(row, f, part, "video-" + key, id, "w-video", one.video);
  row.cell([&](html::Writer&) {
    auto const name = "braucht-" + key;
    f.cell_list(name, "Raum oder Gerät", resources, shown(part, name, one.resource));
  });
  tick(row, f, part, "weg-" + key, id, "w-weg", false);
}

void DesksPage::services() {
  auto shape = table("dienste-tabelle", "Dienste",
                     {{.label = "Dienst"},
                      {.label = "Minuten"},
                      {.label = "höchstens"},
                      {.label = "online", .id = "w-online"},
                      {.label = "vor Ort", .id = "w-ort"},
                      {.label = "Telefon", .id = "w-telefon"},
                      {.label = "Video", .id = "w-video"},
                      {.label = "braucht"},
                      {.label = "entfernen", .id = "w-weg"}});
  shape.wide = true;
  part(Part::services, "dienste", "Dienste",
       "Wie lange dauert es für eine Person, und wie kann man kommen? Online heißt: Menschen können selbst buchen.",
       [&](kern::Fields& f) {
         kern::table(out_, shape, [&](kern::Rows& rows) {
           int number = 0;
           for (auto const& one : room_.plan.services) {
             rows.row([&](kern::Row& row) { service(row, f, one, fmt::format("w{}", ++number)); });
           }
         });
         f.all();
       });
}

void DesksPage::desks() {
  auto shape = table("schalter-tabelle", "Schalter",
                     {{.label = "Name"}, {.label = "Platz"}, {.label = "in Betrieb", .id = "v-betrieb"}});
  shape.tall = false;
  part(Part::desks, "schalter", "Schalter",
       "Die Regeln zählen die Schalter in dieser Reihenfolge: „Schalter 2“ ist der zweite. Ein Schalter außer Betrieb "
       "behält seine Nummer.",
       [&](kern::Fields& f) {
         kern::table(out_, shape, [&](kern::Rows& rows) {
           for (auto const& desk : room_.desks()) {
             auto const name = fmt::format("name-{}", desk.id), place = fmt::format("platz-{}", desk.id);
             rows.row([&](kern::Row& row) {
               row.cell([&](html::Writer&) {
                 f.cell({.name = name, .value = shown(Part::desks, name, desk.name), .label = "Name"});
               });
               row.cell([&](html::Writer&) {
                 auto const now = shown(Part::desks, place, std::to_string(desk.position));
                 f.cell({.name = place, .value = now, .label = "Platz", .digits = true});
               });
               tick(row, f, Part::desks, fmt::format("betrieb-{}", desk.id), name, "v-betrieb", desk.active);
             });
           }
         });
         f.all();
       });
}

void DesksPage::feeds() {
  store::FeedNumbers numbers;
  room_.c.db.read([&](db::Connection& connection) { numbers = store::feed_numbers(connection); });
  kern::Table const shape{.caption = "Kalender",
                          .columns = {{.label = "Kalender"}, {.label = "Adresse ersetzen", .hidden = true}},
                          .hide_caption = true};
  kern::section(out_, {.id = "kalender", .heading = "Kalender zum Abonnieren"}, [&](html::Writer&) {
    out_(
        "<p>Für das Kalenderprogramm am Arbeitsplatz: Zeit, Dienste und Code, keine Namen. Wer die Adresse kennt, kann "
        "lesen; geben Sie sie nur im Haus weiter. Ist eine bekannt geworden, ersetzen Sie sie: Die alte zeigt dann "
        "nichts mehr.</p>"_h);
    kern::table(out_, shape, [&](kern::Rows& rows) {
      feed(rows, numbers, 0, "Alle Schalter");
      for (auto const& desk : room_.desks()) {
        if (desk.active) feed(rows, numbers, desk.id, desk.name);
      }
    });
  });
}

void DesksPage::feed(kern::Rows& rows, store::FeedNumbers const& numbers, std::int64_t desk, std::string const& name) {
  auto const path = feed_path(room_.free_times->secrets, room_.id(), desk, numbers.of(room_.id(), desk));
  rows.row([&](kern::Row& row) {
    row.head(html::fragment("<a href='"_h, room_.c.origin, path, "'>"_h, name, "</a>"_h));
    row.cell([&](html::Writer&) {
      page_.button_form(room_.path("/kalender"),
                        {.label = "Neue Adresse für " + name, .weight = kern::Weight::secondary},
                        {{"schalter", std::to_string(desk)}});
    });
  });
}

}  // namespace

http::Response desks_and_services(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  return DesksPage{room, nullptr}.show(request.query);
}

http::Response change_desks_and_services(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  if (auto const added = http::field(request.body, "dazu")) return add_service(room, request, *added);
  auto const part = part_of(http::field(request.body, "tun").value_or(""));
  if (not part) throw BadRequest{"unknown button"};
  auto form = questions(room, *part);
  auto const change = read(room, *part, form, request.body);
  if (not form.fine()) {
    Sent const sent{.part = *part, .form = form, .body = request.body};
    return DesksPage{room, &sent}.show({});
  }
  return room.act(request, [&](acts::Transaction& tx) {
    for (auto const& desk : change.desks) store::save(tx.db, desk);
    for (auto const& service : change.services) store::save(tx.db, service);
    for (auto const& service : change.removed) store::remove_offer(tx.db, room.id(), service);
    tx.event("plan.changed", room.subject());
    return acts::see(room.path("/schalter-und-dienste?gespeichert=ja"));
  });
}

http::Response withdraw_calendar(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const desk = number_in(http::field(request.body, "schalter").value_or(""));
  auto const known = room.desks();
  bool const is_here =
      desk == 0 or std::any_of(known.begin(), known.end(), [&](auto const& d) { return d.id == desk; });
  if (not is_here) throw NotFound{};
  return room.act(request, [&](acts::Transaction& tx) {
    store::withdraw_feed(tx.db, room.id(), desk, iso_utc(tx.now));
    tx.event("calendar.withdrawn", fmt::format("desk:{}", desk));
    return acts::see(room.path("/schalter-und-dienste?gespeichert=ja"));
  });
}

}  // namespace kreislauf::appointments::management
