#include "authority/page.h"
#include "authority/pages.h"

// The texts every portal must offer from every page: privacy, accessibility (BITVNRW), imprint (§ 5 DDG), Leichte
// Sprache.
namespace kreislauf::authority::pages {

namespace {

std::string owner(Context const& c) {
  return c.authority == nullptr ? std::string{c.t("das Serviceportal Nordrhein-Westfalen")} : c.authority->full_name();
}

/// The owner's name; only an authority's name is German on a page of another language.
html::Fragment owner_name(Context const& c) {
  if (c.authority != nullptr) return name_of(c, *c.authority);
  html::Writer out{60};
  out(owner(c));
  return out.take();
}

void contact_panel(Page& page, Context const& c) {
  auto const* office = c.town ? c.town->office_for("buergerbuero") : nullptr;
  if (office == nullptr) {
    page("<p>", c.t("Unter der Nummer 115 erreichen Sie Ihre Verwaltung von Montag bis Freitag, 8 bis 18 Uhr."),
         "</p>");
    return;
  }
  page("<address>", german(c, office->name), "<br>", german(c, office->street), "<br>",
       german(c, office->postal_code + " " + office->place), "</address>");
  if (not office->email.empty())
    page("<p><a class=\"kl-more\" href=\"mailto:", office->email, "\"><span dir=\"ltr\">", office->email,
         "</span></a></p>");
  if (office->sample)
    page("<p>", c.t("Beispieldaten."), " ", c.t("Adresse, Telefon und Zeiten sind für die Vorführung erfunden."),
         "</p>");
}

}  // namespace

http::Response privacy(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c, {.title = std::string{t("Datenschutz")}, .path = "/datenschutz"}};
  page("<article class=\"kl-wrap kl-page kl-prose\"><h1>", t("Datenschutz"), "</h1><p class=\"kl-lead\">",
       t("Sie können diese Seiten lesen, ohne etwas über sich zu sagen."), "</p><h2>", t("Das speichern wir nicht"),
       "</h2><ul><li>", t("Wir setzen keine Cookies. Darum fragen wir auch nicht danach."), "</li><li>",
       t("Wir zählen nicht, wer welche Seite liest. Wir zählen nur, wie oft eine Seite gelesen wird."), "</li><li>",
       t("Wir binden nichts von fremden Servern ein: keine Schriften, keine Karten, keine Werbung."), "</li><li>",
       t("Ihr genauer Standort bleibt auf Ihrem Gerät. Wir bekommen nur eine grobe Angabe, wenn Sie „Mein Standort“ "
         "drücken. Wir speichern sie nicht."),
       "</li></ul><h2>", t("Das nutzen wir kurz"), "</h2><p>",
       t("Ihr Gerät schickt mit jedem Aufruf seine Internet-Adresse. Wir brauchen sie für die Antwort und gegen "
         "Überlastung. Sie steht nur im Arbeitsspeicher und in keinem Protokoll."),
       "</p><h2>", t("Das speichern wir, wenn Sie uns schreiben"), "</h2><p>",
       t("Eine Rückmeldung speichern wir mit Ihrem Text. Ihre E-Mail-Adresse speichern wir nur, wenn Sie sie angeben. "
         "Beides löschen wir, wenn die Sache erledigt ist."),
       " ", t("Rechtsgrundlage ist Artikel 6 Absatz 1 Buchstabe e DSGVO in Verbindung mit § 3 DSG NRW."), "</p><h2>",
       t("Ihre Rechte"), "</h2><p>",
       t("Sie können Auskunft, Berichtigung und Löschung verlangen und sich bei der Landesbeauftragten für Datenschutz "
         "und Informationsfreiheit Nordrhein-Westfalen beschweren."),
       "</p><h2>", t("Verantwortlich"), "</h2><p>", owner_name(c), "</p>");
  contact_panel(page, c);
  page("</article>");
  return page.finish();
}

http::Response accessibility(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c, {.title = std::string{t("Erklärung zur Barrierefreiheit")}, .path = "/barrierefreiheit"}};
  page("<article class=\"kl-wrap kl-page kl-prose\"><h1>", t("Erklärung zur Barrierefreiheit"),
       "</h1><p class=\"kl-lead\">", t("Alle sollen diese Seiten nutzen können. So weit sind wir."), "</p><h2>",
       t("Für wen diese Erklärung gilt"), "</h2><p>", t("Sie gilt für dieses Serviceportal: {}.", owner(c)), " ",
       t("Grundlage sind das Behindertengleichstellungsgesetz (BGG NRW) und die BITVNRW. Maßstab ist die Norm EN 301 "
         "549."),
       "</p><h2>", t("Stand der Vereinbarkeit"), "</h2><p>", t("Die Seiten sind teilweise mit der Norm vereinbar."),
       "</p><h2>", t("So wurde geprüft"), "</h2><p>",
       t("Jede Fassung des Programms wird vor der Auslieferung geprüft: mit dem Prüfprogramm axe im Browser, hell und "
         "dunkel, von rechts nach links, ohne JavaScript, mit der Tastatur und bei 320 Pixeln Breite."),
       " ",
       t("Eine Prüfung durch Menschen mit Behinderung steht noch aus. Darum behaupten wir keine volle Vereinbarkeit."),
       "</p><h2>", t("Was noch fehlt"), "</h2><ul><li>", t("Es gibt noch keine Videos in Deutscher Gebärdensprache."),
       "</li><li>", t("Die Seite in Leichter Sprache hat noch keine Prüfgruppe gelesen."), "</li><li>",
       t("Viele Dienste aus dem amtlichen Katalog haben noch keinen Text in einfacher Sprache."), "</li><li>",
       t("Texte der Dienste gibt es auf Deutsch und Englisch, noch nicht in weiteren Sprachen."), "</li></ul><h2>",
       t("Barriere melden"), "</h2><p>");
  if (c.authority != nullptr)
    page("<a href=\"", path_in(c, "/barriere-melden"), "\">",
         t("Schreiben Sie uns, wenn Sie auf eine Barriere stoßen."), "</a> ");
  page(t("Oder rufen Sie die 115 an."), "</p><h2>", t("Wenn wir nicht helfen"), "</h2><p>",
       t("Dann können Sie sich an die Ombudsstelle für barrierefreie Informationstechnik des Landes "
         "Nordrhein-Westfalen wenden (§ 10d BGG NRW)."),
       "</p></article>");
  return page.finish();
}

http::Response imprint(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c, {.title = std::string{t("Impressum")}, .path = "/impressum"}};
  page("<article class=\"kl-wrap kl-page kl-prose\"><h1>", t("Impressum"), "</h1><h2>", t("Anbieter"), "</h2><p>",
       owner_name(c), "</p>");
  contact_panel(page, c);
  if (c.demo)
    page("<p>", t("Dies ist ein Beispielbetrieb. Er gehört keiner Behörde und gibt keine verbindlichen Auskünfte."),
         "</p>");
  page("<h2>", t("Quellen"), "</h2><ul><li>", t("Grenzen der Orte: © GeoBasis-DE / BKG (VG250), Datenlizenz GeoNutzV"),
       "</li><li>", t("Postleitzahlen: © OpenStreetMap-Mitwirkende (ODbL)"), "</li><li>",
       t("Einwohnerzahlen: Statistisches Bundesamt (Destatis), dl-de/by-2-0"), "</li><li>",
       t("Gestaltung: KERN (EUPL-1.2); Schriften: Fira Sans und Noto Sans (OFL)"), "</li></ul><h2>",
       t("Freie Software"), "</h2><p>",
       t("Das Portal läuft mit Kreislauf. Das Programm ist frei für jede Stadt und jede Gemeinde (EUPL-1.2)."),
       "</p></article>");
  return page.finish();
}

http::Response easy_language(http::Request const&, Context& c) {
  Page page{c, {.title = "Leichte Sprache", .path = "/leichte-sprache"}};
  auto const place = c.authority == nullptr ? std::string{"Nordrhein-Westfalen"} : c.authority->name;
  auto const service = c.authority == nullptr ? std::string_view{"/"} : std::string_view{"/dienste"};
  page(
      "<div class=\"kl-wrap kl-page\"><div class=\"kl-easy\" lang=\"de\" dir=\"ltr\"><h1>Diese Seite in Leichter "
      "Sprache</h1><div class=\"kl-easy__box\">",
      icon("easy"), "<div><p>Das ist die Internet-Seite von ", place,
      ".</p><p>Hier erklären wir die Seite.</p></div></div><h2>Was gibt es hier?</h2><p>Sie brauchen etwas von der "
      "Stadt?</p><p>Zum Beispiel:</p>"
      "<ul><li>einen neuen Ausweis</li><li>eine neue Müll-Tonne</li><li>einen Platz in der Kita</li></ul><p>Hier sehen "
      "Sie, wie es geht.</p><p><a href=\"",
      service,
      "\">Hier sind alle Dienste.</a></p><h2>So suchen Sie</h2><p>Oben ist ein Feld.</p><p>Schreiben Sie ein Wort in "
      "das Feld.</p><p>Zum Beispiel: Ausweis.</p><p>Drücken Sie auf die Lupe.</p>"
      "<p>Dann sehen Sie eine Liste.</p><h2>Können alle die Seite nutzen?</h2><p>Wir wollen das.</p><p>Noch geht nicht "
      "alles.</p><p>Es gibt noch keine Videos in Gebärden-Sprache.</p>"
      "<p><a href=\"/barrierefreiheit\">Mehr dazu steht hier. Der Text ist schwer.</a></p>");
  if (c.authority != nullptr)
    page(
        "<h2>Geht etwas nicht?</h2><p>Sagen Sie es uns.</p><p><a href=\"/barriere-melden\">Hier können Sie uns "
        "schreiben.</a></p>");
  page("<h2>Brauchen Sie Hilfe?</h2><div class=\"kl-easy__box\">", icon("phone"),
       "<div><p>Rufen Sie an.</p><p>Die Nummer ist: <a class=\"kl-call\" href=\"tel:115\">115</a></p></div></div>"
       "<p class=\"kl-small kl-muted\">Muster: Dieser Text ist noch nicht von einer Prüf-Gruppe "
       "geprüft.</p></div></div>");
  return page.finish();
}

}  // namespace kreislauf::authority::pages
