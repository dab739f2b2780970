#include "authority/resident/pages.h"

// The texts every portal must offer from every page: privacy, accessibility (BITVNRW), imprint (§ 5 DDG), Leichte
// Sprache.
namespace kreislauf::authority::pages {

namespace {

std::string owner(Context const& c) {
  auto const* at = c.at_town();
  return at == nullptr ? std::string{c.t("das Serviceportal Nordrhein-Westfalen")} : at->authority.full_name();
}

/// The owner's name; only an authority's name is German on a page of another language.
html::Fragment owner_name(Context const& c) {
  auto const* at = c.at_town();
  return at == nullptr ? html::fragment(owner(c)) : name_of(c, at->authority);
}

void contact_panel(Page& page, Context const& c) {
  auto const& t = c.t;
  auto const* at = c.at_town();
  auto const* office = at == nullptr ? nullptr : at->town->office_for("buergerbuero");
  if (office == nullptr) {
    page("<p>"_h, t("Unter der Nummer 115 erreichen Sie Ihre Verwaltung von Montag bis Freitag, 8 bis 18 Uhr."),
         "</p>"_h);
    return;
  }
  page("<address>"_h, german(c, office->name), "<br>"_h, german(c, office->street), "<br>"_h,
       german(c, office->postal_code + " " + office->place), "</address>"_h);
  if (not office->email.empty()) {
    page("<p><a class='kl-more' href='mailto:"_h, office->email, "'><span dir='ltr'>"_h, office->email,
         "</span></a></p>"_h);
  }
  if (office->sample) {
    page("<p>"_h, t("Beispieldaten."), " ", t("Adresse, Telefon und Zeiten sind für die Vorführung erfunden."),
         "</p>"_h);
  }
}

/// Texts as they stand on the pages below: a heading, a paragraph, points.
void heading(Page& page, std::string_view text) { page("<h2>"_h, text, "</h2>"_h); }
void paragraph(Page& page, html::Content const& text) { page("<p>"_h, text, "</p>"_h); }
void points(Page& page, std::initializer_list<std::string_view> texts) {
  page("<ul>"_h);
  for (auto const text : texts) page("<li>"_h, text, "</li>"_h);
  page("</ul>"_h);
}

}  // namespace

http::Response privacy(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c, {.title = std::string{t("Datenschutz")}, .path = "/datenschutz", .layout = kern::Layout::prose}};
  page.lead(t("Sie können diese Seiten lesen, ohne etwas über sich zu sagen."));
  heading(page, t("Das speichern wir nicht"));
  points(page, {t("Wir setzen keine Cookies. Darum fragen wir auch nicht danach."),
                t("Wir zählen nicht, wer welche Seite liest. Wir zählen nur, wie oft eine Seite gelesen wird."),
                t("Wir binden nichts von fremden Servern ein: keine Schriften, keine Karten, keine Werbung."),
                t("Ihr genauer Standort bleibt auf Ihrem Gerät. Wir bekommen nur eine grobe Angabe, wenn Sie „Mein "
                  "Standort“ drücken. Wir speichern sie nicht.")});
  heading(page, t("Das nutzen wir kurz"));
  paragraph(page, t("Ihr Gerät schickt mit jedem Aufruf seine Internet-Adresse. Wir brauchen sie für die Antwort und "
                    "gegen Überlastung. Sie steht nur im Arbeitsspeicher und in keinem Protokoll."));
  heading(page, t("Das speichern wir, wenn Sie uns schreiben"));
  page("<p>"_h,
       t("Eine Rückmeldung speichern wir mit Ihrem Text. Ihre E-Mail-Adresse speichern wir nur, wenn Sie sie angeben. "
         "Beides löschen wir, wenn die Sache erledigt ist."),
       " ", t("Rechtsgrundlage ist Artikel 6 Absatz 1 Buchstabe e DSGVO in Verbindung mit § 3 DSG NRW."), "</p>"_h);
  heading(page, t("Ihre Rechte"));
  paragraph(page, t("Sie können Auskunft, Berichtigung und Löschung verlangen und sich bei der Landesbeauftragten für "
                    "Datenschutz und Informationsfreiheit Nordrhein-Westfalen beschweren."));
  heading(page, t("Verantwortlich"));
  paragraph(page, owner_name(c));
  contact_panel(page, c);
  return page.finish();
}

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
  page(t("Oder rufen Sie die 115 an."), "</p>"_h);
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
  points(page, {t("Es gibt noch keine Videos in Deutscher Gebärdensprache."),
                t("Die Seite in Leichter Sprache hat noch keine Prüfgruppe gelesen."),
                t("Viele Dienste aus dem amtlichen Katalog haben noch keinen Text in einfacher Sprache."),
                t("Texte der Dienste gibt es auf Deutsch und Englisch, noch nicht in weiteren Sprachen.")});
  write_ways_to_complain(page, c);
  return page.finish();
}

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
      "<p>Schreiben Sie ein Wort in das Feld.</p><p>Zum Beispiel: Ausweis.</p><p>Drücken Sie auf die Lupe.</p>"
      "<p>Dann sehen Sie eine Liste.</p>"_h);
}

}  // namespace

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
  page("<h2>Brauchen Sie Hilfe?</h2>"_h);
  easy_box(page, "phone", [](html::Writer& out) {
    out("<p>Rufen Sie an.</p><p>Die Nummer ist: <a class='kl-call' href='tel:115'>115</a></p>"_h);
  });
  page(
      "<p class='kl-small kl-muted'>Muster: Dieser Text ist noch nicht von einer Prüf-Gruppe geprüft.</p>"
      "</div></div>"_h);
  return page.finish();
}

}  // namespace kreislauf::authority::pages
