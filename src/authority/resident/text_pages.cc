#include "authority/resident/prose.h"

// The texts every portal must offer from every page: privacy, accessibility (BITVNRW), imprint (§ 5 DDG), Leichte
// Sprache.
namespace kreislauf::authority::pages {

namespace {

/// § 10b and § 10d BGG NRW: report a barrier, and whom to turn to when that did not help.
void write_ways_to_complain(Page& page, Context const& c) {
  auto const& t = c.t;
  heading(page, t("Barriere melden"));
  page("<p>"_h);
  if (c.at_town() != nullptr) {
    page("<a href='"_h, path_in(c, "/barriere-melden"), "'>"_h,
         t("Schreiben Sie uns, wenn Sie auf eine Barriere stoßen."), "</a> "_h);
  }
  if (auto const number = help_number(c); not number.empty())
    page(t("Oder rufen Sie an:"), " <span dir='ltr'>"_h, number, "</span>"_h);
  page("</p>"_h);
  heading(page, t("Wenn wir nicht helfen"));
  paragraph(page, t("Dann können Sie sich an die Ombudsstelle für barrierefreie Informationstechnik des Landes "
                    "Nordrhein-Westfalen wenden (§ 10d BGG NRW)."));
}

}  // namespace

http::Response accessibility(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Erklärung zur Barrierefreiheit")},
             .path = "/barrierefreiheit",
             .layout = kern::Layout::prose}};
  page.lead(t("Alle sollen diese Seiten nutzen können. So weit sind wir."));
  heading(page, t("Für wen diese Erklärung gilt"));
  page("<p>"_h, t("Sie gilt für dieses Serviceportal: {}.", owner(c)), " ",
       t("Grundlage sind das Behindertengleichstellungsgesetz (BGG NRW) und die BITVNRW. Maßstab ist die Norm EN 301 "
         "549."),
       "</p>"_h);
  heading(page, t("Stand der Vereinbarkeit"));
  paragraph(page, t("Die Seiten sind teilweise mit der Norm vereinbar."));
  heading(page, t("So wurde geprüft"));
  page("<p>"_h,
       t("Jede Fassung des Programms wird vor der Auslieferung geprüft: mit dem Prüfprogramm axe im Browser, hell und "
         "dunkel, von rechts nach links, ohne JavaScript, mit der Tastatur und bei 320 Pixeln Breite."),
       " ",
       t("Eine Prüfung durch Menschen mit Behinderung steht noch aus. Darum behaupten wir keine volle Vereinbarkeit."),
       "</p>"_h);
  heading(page, t("Was noch fehlt"));
  points(page,
         {t("Es gibt noch keine Videos in Deutscher Gebärdensprache."),
          t("Die Seite in Leichter Sprache hat noch keine Prüfgruppe gelesen."),
          t("Viele Dienste aus dem amtlichen Katalog haben noch keinen Text in einfacher Sprache."),
          t("Die am meisten gebrauchten Dienste gibt es ganz auf Deutsch, Englisch, Türkisch, Ukrainisch und Arabisch, "
            "die anderen beschriebenen auf Deutsch und Englisch, den amtlichen Katalog auf Deutsch.")});
  write_ways_to_complain(page, c);
  return page.finish();
}

namespace {

/// Who made the pictures that the town has given, and under which licence.
void write_credits(Page& page, Context const& c) {
  auto const* at = c.at_town();
  if (at == nullptr or at->town->pictures.empty()) return;
  page("<ul>"_h);
  for (auto const& picture : at->town->pictures) {
    auto const* office = at->town->office(picture.name);
    page("<li>"_h, office == nullptr ? html::fragment(c.t("Wappen")) : german(c, office->name), ": "_h,
         german(c, picture.credit), "</li>"_h);
  }
  page("</ul>"_h);
}

}  // namespace

http::Response imprint(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c, {.title = std::string{t("Impressum")}, .path = "/impressum", .layout = kern::Layout::prose}};
  heading(page, t("Anbieter"));
  paragraph(page, owner_name(c));
  contact_panel(page, c);
  if (c.demo) {
    paragraph(page,
              t("Dies ist ein Beispielbetrieb. Er gehört keiner Behörde und gibt keine verbindlichen Auskünfte."));
  }
  heading(page, t("Quellen"));
  points(page, {t("Grenzen der Orte: © GeoBasis-DE / BKG (VG250), Datenlizenz GeoNutzV"),
                t("Postleitzahlen: © OpenStreetMap-Mitwirkende (ODbL)"),
                t("Einwohnerzahlen: Statistisches Bundesamt (Destatis), dl-de/by-2-0"),
                t("Gestaltung: KERN (EUPL-1.2); Schriften: Fira Sans und Noto Sans (OFL)")});
  write_credits(page, c);
  heading(page, t("Freie Software"));
  paragraph(page,
            t("Das Portal läuft mit Kreislauf. Das Programm ist frei für jede Stadt und jede Gemeinde (EUPL-1.2)."));
  return page.finish();
}

namespace {

void easy_box(Page& page, std::string_view icon, kern::Body body) {
  page("<div class='kl-easy__box'>"_h, kern::icon(icon), "<div>"_h);
  body(page.out());
  page("</div></div>"_h);
}

/// What there is here and how to find it; German only, short lines, one thought each.
void easy_introduction(Page& page, Context const& c) {
  auto const* at = c.at_town();
  std::string_view const place = at == nullptr ? std::string_view{"Nordrhein-Westfalen"} : at->authority.name;
  page("<h1>Diese Seite in Leichter Sprache</h1>"_h);
  easy_box(page, "easy", [&](html::Writer& out) {
    out("<p>Das ist die Internet-Seite von "_h, place, ".</p><p>Hier erklären wir die Seite.</p>"_h);
  });
  page(
      "<h2>Was gibt es hier?</h2><p>Sie brauchen etwas von der Stadt?</p><p>Zum Beispiel:</p><ul>"
      "<li>einen neuen Ausweis</li><li>eine neue Müll-Tonne</li><li>einen Platz in der Kita</li></ul>"
      "<p>Hier sehen Sie, wie es geht.</p><p><a href='"_h,
      at == nullptr ? "/"_h : "/dienste"_h,
      "'>Hier sind alle Dienste.</a></p><h2>So suchen Sie</h2><p>Oben ist ein Feld.</p>"
      "<p>Schreiben Sie ein Wort in das Feld.</p><p>Zum Beispiel: Ausweis.</p><p>Drücken Sie auf: Suchen.</p>"
      "<p>Dann sehen Sie eine Liste.</p>"_h);
}

/// Whom to call; nobody is sent to a number that does not help.
void easy_help(Page& page, Context const& c) {
  auto const number = help_number(c);
  if (not number.empty()) {
    page("<h2>Brauchen Sie Hilfe?</h2>"_h);
    easy_box(page, "phone", [&](html::Writer& out) {
      out("<p>Rufen Sie an.</p><p>Die Nummer ist:</p><p>"_h);
      write_phone(out, number);
      out("</p>"_h);
    });
  }
  page("<p class='kl-small kl-muted'>Muster: Dieser Text ist noch nicht von einer Prüf-Gruppe geprüft.</p>"_h);
  page("</div></div>"_h);
}

/// One step of a way, with its picture and number.
void easy_step(Page& page, std::string_view icon, std::string_view heading,
               std::initializer_list<std::string_view> lines) {
  page("<h2>"_h, heading, "</h2>"_h);
  easy_box(page, icon, [&](html::Writer& out) {
    for (auto const line : lines) out("<p>"_h, line, "</p>"_h);
  });
}

}  // namespace

http::Response easy_appointments(http::Request const&, TownContext& c) {
  if (not offers(c, "/termine")) return http::see_other(path_in(c, "/leichte-sprache"));
  Page page{c,
            {.title = "Termine in Leichter Sprache",
             .path = "/leichte-sprache/termine",
             .layout = kern::Layout::own,
             .crumbs = {{"/leichte-sprache", "Leichte Sprache"}}}};
  page("<div class='kl-wrap kl-page'><div class='kl-easy' lang='de' dir='ltr'><h1>So bekommen Sie einen Termin</h1>"_h);
  easy_box(page, "clock", [](html::Writer& out) {
    out("<p>Ein Termin ist eine feste Zeit im Amt.</p><p>Dann müssen Sie nicht lange warten.</p>"
        "<p>Ein Termin kostet nichts.</p>"_h);
  });
  easy_step(page, "list", "1. Sagen Sie, was Sie brauchen",
            {"Oben steht: Termine.", "Drücken Sie darauf.", "Sie sehen eine Liste.",
             "Drücken Sie auf das, was Sie brauchen.", "Zum Beispiel: Personal-Ausweis."});
  easy_step(page, "calendar", "2. Suchen Sie eine Zeit aus",
            {"Sie sehen freie Zeiten.", "Drücken Sie auf eine Zeit.", "Wir halten die Zeit kurz für Sie frei."});
  easy_step(page, "pen", "3. Schreiben Sie Ihren Namen",
            {"Schreiben Sie auch Ihre E-Mail-Adresse.", "Mehr müssen Sie nicht schreiben."});
  easy_step(page, "mail", "4. Öffnen Sie Ihre E-Mail",
            {"Sie bekommen eine E-Mail von uns.", "In der E-Mail ist ein Link.", "Drücken Sie auf den Link.",
             "Drücken Sie dann auf: Bestätigen.", "Jetzt haben Sie den Termin."});
  easy_step(page, "office", "5. Kommen Sie zum Amt",
            {"Kommen Sie ein paar Minuten früher.", "Am Eingang steht ein Gerät.", "Dort melden Sie sich an.",
             "Dann warten Sie, bis Ihre Nummer kommt."});
  page(
      "<h2>Können Sie nicht kommen?</h2><p>In der E-Mail steht auch: Absagen.</p><p>Drücken Sie darauf.</p>"
      "<p>Dann kann ein anderer Mensch die Zeit haben.</p><p><a href='/termine'>Hier geht es zu den Terminen. "
      "Der Text dort ist schwerer.</a></p>"_h);
  easy_help(page, c);
  return page.finish();
}

http::Response easy_language(http::Request const&, Context& c) {
  Page page{c, {.title = "Leichte Sprache", .path = "/leichte-sprache", .layout = kern::Layout::own}};
  page("<div class='kl-wrap kl-page'><div class='kl-easy' lang='de' dir='ltr'>"_h);
  easy_introduction(page, c);
  page(
      "<h2>Können alle die Seite nutzen?</h2><p>Wir wollen das.</p><p>Noch geht nicht alles.</p>"
      "<p>Es gibt noch keine Videos in Gebärden-Sprache.</p>"
      "<p><a href='/barrierefreiheit'>Mehr dazu steht hier. Der Text ist schwer.</a></p>"_h);
  if (c.at_town() != nullptr) {
    page(
        "<h2>Geht etwas nicht?</h2><p>Sagen Sie es uns.</p>"
        "<p><a href='/barriere-melden'>Hier können Sie uns schreiben.</a></p>"_h);
  }
  if (auto const* at = c.at_town(); at != nullptr and offers(*at, "/termine")) {
    page(
        "<h2>Sie brauchen einen Termin?</h2>"
        "<p><a href='/leichte-sprache/termine'>Hier erklären wir: So bekommen Sie einen Termin.</a></p>"_h);
  }
  easy_help(page, c);
  return page.finish();
}

}  // namespace kreislauf::authority::pages
