#include "app/gallery.h"

#include "authority/page.h"
#include "platform/kern/cutout.h"
#include "platform/kern/search_box.h"
#include "platform/kern/thread.h"

// Shows what pages are made of, in German: it is for those who build pages. Each part stands in the states that a page
// can bring it into.
namespace kreislauf::app {

namespace {

using authority::Context, authority::Page;
using html::Writer, kern::Kind;

constexpr auto path = "/galerie";

std::vector<kern::Option> few() { return {{"abholen", "Im Rathaus abholen"}, {"post", "Mit der Post"}}; }

kern::Form questions(Context const& c) {
  return {
      c.t,
      c.today(),
      {{.name = "text", .kind = Kind::text, .label = "Eine Zeile", .hint = "Ein Hinweis steht unter der Beschriftung."},
       {.name = "mehr", .kind = Kind::area, .label = "Mehrere Zeilen", .optional = true, .most = 200},
       {.name = "name", .kind = Kind::name, .label = "Name"},
       {.name = "mail", .kind = Kind::email, .label = "E-Mail"},
       {.name = "telefon", .kind = Kind::phone, .label = "Telefon", .optional = true},
       {.name = "anzahl", .kind = Kind::number, .label = "Dauer", .least = 5, .most = 120, .unit = "Minuten"},
       {.name = "betrag", .kind = Kind::money, .label = "Betrag"},
       {.name = "tag", .kind = Kind::day, .label = "Tag"},
       {.name = "geboren", .kind = Kind::date, .label = "Ein Tag in drei Feldern"},
       {.name = "iban", .kind = Kind::iban, .label = "IBAN"},
       {.name = "kennzeichen", .kind = Kind::plate, .label = "Kennzeichen"},
       {.name = "zeit", .kind = Kind::minute, .label = "Uhrzeit"},
       {.name = "passwort", .kind = Kind::password, .label = "Passwort"},
       {.name = "code", .kind = Kind::code, .label = "Code"},
       {.name = "weg", .kind = Kind::choice, .label = "Eine von zwei", .options = few()},
       {.name = "liste", .kind = Kind::choice, .label = "Eine aus der Liste", .options = few(), .list = true},
       {.name = "wege", .kind = Kind::choices, .label = "Mehrere", .options = few()},
       {.name = "haken", .kind = Kind::tick, .label = "Ich habe das gelesen"}}};
}

/// As a person leaves it who has understood little: every sentence of the checks is seen.
constexpr auto wrong_answers =
    "geboren.tag=31&geboren.jahr=1980&iban=DE02+1203&kennzeichen=1&text=&name=%E2%98%83&mail=kein&telefon=12&anzahl="
    "1000&betrag=viel&tag=31.2.2026&zeit=25:00&passwort=&code=&weg=&"
    "liste=";
constexpr auto right_answers =
    "geboren.tag=3&geboren.monat=4&geboren.jahr=1980&iban=DE02+1203+0000+0000+2020+51&kennzeichen=BOR-AB+123&"
    "text=Hallo&mehr=Eins%0AZwei&name=Erika+Mustermann&mail=erika@example.org&telefon=02542+60123&anzahl=20&betrag=12,"
    "50&tag=18.12.2026&zeit=9:30"
    "&passwort=x&code=123456&weg=post&liste=post&wege=abholen&haken=1";

void write_form(Page& page, kern::Form const& form) {
  page.form(form, {.path = path}, [](kern::Fields& f) {
    f.all();
    f.submit("Senden");
  });
}

void write_short_forms(Page& page) {
  auto& out = page.out();
  kern::Form const small{
      page.t(),
      {},
      {{.name = "kurz-liste", .kind = Kind::choice, .label = "Liste", .options = few(), .list = true},
       {.name = "kurz-text", .label = "Text", .optional = true}}};
  page.filter(small, {.path = path, .label = "Filter"}, [](kern::Fields& f) {
    f("kurz-liste");
    f("kurz-text");
    f.button({.label = "Anzeigen", .weight = kern::Weight::secondary});
  });
  page.form({.path = path, .label = "Matrix"}, [](kern::Fields& f) {
    std::vector<kern::Column> const columns{
        {.label = "Dienst"}, {.label = "Schalter 1", .id = "spalte-1"}, {.label = "Minuten"}};
    kern::table(
        f.out(), {.caption = "Wer was macht", .columns = columns, .id = "tab-matrix", .classes = " kl-matrix"_h},
        [&](kern::Rows& rows) {
          rows.row([&](kern::Row& row) {
            row.head("Personalausweis", "zeile-1");
            row.cell([&](Writer&) { f.tick_cell("kann", "zeile-1", "spalte-1", true); });
            row.cell([&](Writer&) {
              f.cell({.name = "minuten", .value = "10", .label = "Minuten für Personalausweis", .digits = true});
            });
          });
        });
    f.pick({.name = "dienst",
            .value = "ausweis",
            .count_name = "anzahl",
            .label = "Personalausweis",
            .count_label = "Wie viele?",
            .small = "10 Minuten",
            .quantity = 1,
            .most = 4});
    f.submit("Speichern");
  });
  kern::search_box(out, page.t(), {.path = path, .id = "galerie-suche", .label = "Suchen", .big = true});
}

void write_messages(Writer& out) {
  kern::alert(out, kern::Tone::info, "Zur Kenntnis", "Das sollten Sie wissen.", {});
  kern::alert(out, kern::Tone::success, "Gelungen", "Das hat geklappt.", {});
  kern::alert(out, kern::Tone::warning, "Achtung", "Darauf müssen Sie achten.", {});
  kern::alert(out, kern::Tone::danger, "Das ging nicht", "So kommen Sie weiter.", {});
  kern::note(out, {}, [](Writer& o) { o("<p>Eine Bemerkung neben dem Text.</p>"_h); });
  kern::note(out, {.warning = true}, [](Writer& o) { o("<p>Eine Bemerkung, die warnt.</p>"_h); });
  kern::done(out, "Gespeichert.");
  kern::empty_state(out, "Hier steht noch nichts.");
  for (auto const tone : {kern::Tone::info, kern::Tone::success, kern::Tone::warning, kern::Tone::danger})
    kern::badge(out, tone, "Abzeichen");
  out("<p>"_h);
  for (auto const light : {kern::Light::open, kern::Light::soon, kern::Light::closed, kern::Light::bad})
    out(kern::status(light, "Zustand"), " "_h);
  out("</p>"_h);
}

void write_confirmations(Writer& out) {
  kern::confirmation(out, {.heading = "Ihr Termin steht", .lead = "Sie bekommen gleich eine E-Mail.", .level = 3});
  kern::confirmation(
      out,
      {.heading = "Noch ein Schritt", .lead = "Bestätigen Sie Ihre E-Mail.", .icon = "info", .open = true, .level = 3});
}

void write_buttons(Page& page) {
  auto& out = page.out();
  page.form({.path = path, .label = "Knöpfe"}, [](kern::Fields& f) {
    kern::actions(f.out(), [&](Writer&) {
      f.button({.label = "Das Wichtigste", .name = "tun", .value = "1"});
      f.button({.label = "Das Zweite", .weight = kern::Weight::secondary, .name = "tun", .value = "2"});
      f.button({.label = "Nebenbei", .weight = kern::Weight::tertiary, .name = "tun", .value = "3"});
      f.button({.label = "Mit Zeichen", .icon = "calendar", .name = "tun", .value = "4"});
      f.button({.label = "Mit Taste", .name = "tun", .value = "5", .key = "A"});
    });
  });
  page.button_form(path, {.label = "Ein Knopf allein"});
  kern::actions(out, [](Writer& o) {
    kern::button_link(o, {.path = path, .label = "Ein Link als Knopf"});
    kern::button_link(o, {.path = path, .label = "Der zweite", .weight = kern::Weight::secondary});
    kern::button_link(o, {.path = path,
                          .label = "Datei laden",
                          .icon = "download",
                          .weight = kern::Weight::secondary,
                          .download = true});
  });
  kern::more_link(out, path, "Weiter mit Pfeil");
  kern::links(out, {{path, "Ein Eintrag"}, {path, "Ein Eintrag mit Zusatz", "seit heute"}});
  kern::views(out, "Welche Fälle",
              {{.path = "#listen", .label = "Meine (3)"},
               {.path = "#tabellen", .label = "Unverteilt (12)"},
               {.path = "#zahlen", .label = "Erledigt"}},
              "#tabellen");
  kern::pagination(
      out,
      {.before = "/galerie?seite=1", .after = "/galerie?seite=3", .before_label = "Neuere", .after_label = "Ältere"});
}

void write_lists(Writer& out) {
  kern::details(out, [](kern::Details& d) {
    d.row("Wann", "Montag, 23. November, 9:30 Uhr");
    d.row("Wo", "Bürgerbüro", "Marktplatz 1");
  });
  kern::facts(out, {{"clock", "Dauer", "10 Minuten"}, {"euro", "Kosten", "37 Euro"}});
  kern::steps(out, {{"Antrag ausfüllen", "Das dauert fünf Minuten."}, {"Abschicken"}});
  kern::thread(out, {{.who = "Bürgerbüro",
                      .when = "Mo, 23.11.2026, 9:30 Uhr",
                      .text = "Guten Tag,\nwo genau steht das Sofa?",
                      .open = true,
                      .open_label = "Bitte antworten"},
                     {.who = "Sie",
                      .when = "Mo, 23.11.2026, 10:05 Uhr",
                      .text = "Vor der Garage.",
                      .own = true,
                      .files = {{.path = path, .label = "foto.jpg"}}}});
  kern::fold(out, {.summary = "Zum Aufklappen"}, [](Writer& o) { o("<p>Was darin steht.</p>"_h); });
  kern::fold(out, {.summary = "Schon offen", .open = true}, [](Writer& o) { o("<p>Was darin steht.</p>"_h); });
  kern::panel(out, "tafel", "Eine Tafel", [](Writer& o) { o("<p>Was dazu gehört.</p>"_h); });
  kern::panel(
      out, "tafel-leise", "Eine leise Tafel", [](Writer& o) { o("<p>Was dazu gehört.</p>"_h); }, true);
}

void write_tables(Writer& out) {
  auto const rows = [](kern::Rows& all) {
    all.row([](kern::Row& row) {
      row.head("Erika Mustermann");
      row.cell("9:30");
      row.cell([](Writer& o) { kern::line_link(o, path, "Ansehen", ": Erika Mustermann"); });
    });
    all.row([](kern::Row& row) {
      row.head("Max Mustermann");
      row.cell("9:40");
      row.cell([](Writer& o) { kern::line_link(o, path, "Ansehen", ": Max Mustermann"); });
    });
  };
  std::vector<kern::Column> const columns{{"Name"}, {"Zeit"}, {.label = "Tun", .hidden = true}};
  kern::table(out, {.caption = "Eine Tabelle", .columns = columns, .id = "tab-weit"}, rows);
  kern::table(out,
              {.caption = "Eine dichte Tabelle", .columns = columns, .dense = true, .wide = true, .id = "tab-dicht"},
              rows);
}

void write_figures(Page& page) {
  kern::plot(page.out(), page.t(),
             {.id = "bild",
              .heading = "Auslastung",
              .strong = "60 Prozent",
              .rest = "der Zeiten sind vergeben.",
              .reading = "Säulen: Montag 60, Dienstag 80.",
              .bars = {{"Mo", 60, 40}, {"Di", 80, {}}},
              .unit = "Prozent",
              .first = "Diese Woche",
              .second = "Woche davor",
              .mark = 85,
              .mark_label = "Richtwert: 85",
              .columns = {"Tag", "Prozent"},
              .rows = {{"Montag", "60"}, {"Dienstag", "80"}}});
  kern::plot(page.out(), page.t(),
             {.id = "plan",
              .heading = "Geplant",
              .strong = "30 Prozent",
              .rest = "der Zeiten sind schon vergeben.",
              .reading = "Säulen: Mittwoch 30.",
              .bars = {{"Mi", 30, 70}},
              .first = "Bis jetzt",
              .second = "Sonst",
              .plan = true,
              .columns = {"Tag", "Prozent"},
              .rows = {{"Mittwoch", "30"}}});
  kern::heat_map(page.out(), page.t(),
                 {.id = "hitze",
                  .heading = "Wann war es voll?",
                  .strong = "Montag um 9 Uhr",
                  .rest = "war am meisten los.",
                  .corner = "Stunde",
                  .tops = {"Mo", "Di", "Mi"},
                  .lines = {{"8 Uhr", {5, 25, 45}}, {"9 Uhr", {95, 80, 65}}, {"10 Uhr", {{}, 100, 0}}},
                  .columns = {"Wochentag und Stunde", "Prozent"},
                  .rows = {{"Montag, 9 Uhr", "95"}}});
}

/// What was read of paper, sure and not, and a whole page; a drawing stands in for the scan.
void write_papers(Writer& out) {
  auto const scan = std::string{kern::asset("favicon.svg")};
  kern::cutout(out, {.picture = scan,
                     .label = "Adresse: Straße",
                     .seen = "Marktplatz 1",
                     .state = "gelesen, bitte vergleichen",
                     .x = 25,
                     .y = 100,
                     .width = 165,
                     .height = 8});
  kern::cutout(out, {.picture = scan,
                     .label = "Wie viele?",
                     .seen = "Z",
                     .state = "unsicher, bitte prüfen",
                     .why = "Schlecht zu lesen.",
                     .tone = kern::Tone::warning,
                     .x = 25,
                     .y = 140,
                     .width = 50,
                     .height = 9});
  kern::page_picture(out, scan, "Blatt 1");
}

http::Response show(Context const& c, kern::Form const& form) {
  Page page{c, {.title = "Galerie der Bausteine", .path = path, .form = &form, .index = false, .staff_style = true}};
  page.lead("Woraus die Seiten dieses Portals gemacht sind. Nur in der Demonstration.");
  kern::actions(page.out(), [](Writer& out) {
    kern::button_link(out,
                      {.path = "/galerie?stand=falsch", .label = "Mit Fehlern", .weight = kern::Weight::secondary});
    kern::button_link(out,
                      {.path = "/galerie?stand=richtig", .label = "Ausgefüllt", .weight = kern::Weight::secondary});
  });
  auto& out = page.out();
  kern::section(out, {.id = "meldungen", .heading = "Etwas sagen"}, [](Writer& o) { write_messages(o); });
  kern::section(out, {.id = "bestaetigung", .heading = "Etwas ist gelungen"},
                [](Writer& o) { write_confirmations(o); });
  kern::section(out, {.id = "fragen", .heading = "Fragen"}, [&](Writer&) { write_form(page, form); });
  kern::section(out, {.id = "kurz", .heading = "Kurze Formulare"}, [&](Writer&) { write_short_forms(page); });
  kern::section(out, {.id = "knoepfe", .heading = "Wege weiter"}, [&](Writer&) { write_buttons(page); });
  kern::section(out, {.id = "listen", .heading = "Listen"}, [](Writer& o) { write_lists(o); });
  kern::section(out, {.id = "tabellen", .heading = "Tabellen"}, [](Writer& o) { write_tables(o); });
  kern::section(out, {.id = "papier", .heading = "Papier"}, [](Writer& o) { write_papers(o); });
  kern::section(out, {.id = "zahlen", .heading = "Zahlen"}, [&](Writer&) { write_figures(page); });
  return page.finish();
}

http::Response gallery(http::Request const& request, Context& c) {
  auto form = questions(c);
  auto const state = http::field(request.query, "stand").value_or("");
  if (state == "falsch") form.read(wrong_answers);
  if (state == "richtig") form.read(right_answers);
  return show(c, form);
}

/// What was sent is checked and shown again; nothing is kept.
http::Response check_gallery(http::Request const& request, Context& c) {
  auto form = questions(c);
  form.read(request.body);
  return show(c, form);
}

}  // namespace

std::vector<authority::Route> gallery_routes() {
  authority::Rows rows;
  rows.anywhere(path, &gallery, "Every part of pages in every state");
  auto routes = rows.take();
  auto sending = routes.front();
  sending.method = http::Method::post;
  sending.body_limit = 16_KB;
  sending.handler = [](http::Request const& request, Context& c) { return check_gallery(request, c); };
  routes.push_back(std::move(sending));
  return routes;
}

}  // namespace kreislauf::app
