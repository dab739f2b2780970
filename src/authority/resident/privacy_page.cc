#include "authority/resident/prose.h"

// The privacy page (Art. 13 DSGVO). Each module tells what it keeps of people and why (Module::privacy); how long, the
// settings of the offices tell. So the page cannot fall behind what the program does.
namespace kreislauf::authority::pages {

namespace {

void write_periods(html::Writer& out, Context const& c, std::vector<PrivacyPeriod> const& periods) {
  auto const& t = c.t;
  if (periods.size() == 1 and periods[0].office.empty()) return out(periods[0].text);
  out("<ul>"_h);
  for (auto const& one : periods) {
    out("<li>"_h);
    if (not one.office.empty()) out(german(c, one.office), ": "_h);
    out(one.text, "</li>"_h);
  }
  out("</ul>"_h);
  if (periods.empty()) out(t("Bis Sie die Löschung verlangen."));
}

void write_section(Page& page, TownContext const& c, PrivacySection const& one) {
  auto const& t = c.t;
  page("<h3 id='"_h, one.id, "'>"_h, t(one.heading), "</h3>"_h);
  kern::details(page.out(), [&](kern::Details& list) {
    list.row(t("Wozu"), t(one.purpose));
    list.row(t("Was wir speichern"), [&](html::Writer& out) {
      out("<ul>"_h);
      for (auto const line : one.data) out("<li>"_h, t(line), "</li>"_h);
      out("</ul>"_h);
    });
    list.row(t("Rechtsgrundlage"), t(one.basis));
    list.row(t("Wie lange"), [&](html::Writer& out) { write_periods(out, c, one.periods(c)); });
    list.row(t("Wer es bekommt"),
             one.recipients.empty() ? t("Nur die Menschen in der Verwaltung, die damit arbeiten.") : t(one.recipients));
  });
}

void write_sections(Page& page, TownContext const& c) {
  auto const& t = c.t;
  heading(page, t("Das speichern wir, und wozu"));
  paragraph(page, t("Sie müssen uns nichts geben. Ohne die Angaben, die ein Formular verlangt, können wir aber nicht "
                    "tun, wofür es da ist. Kein Computer entscheidet über Sie. Wir geben nichts in Länder außerhalb "
                    "der Europäischen Union."));
  for (auto const& one : c.frame.privacy) {
    if (not one.shown or one.shown(c)) write_section(page, c, one);
  }
}

/// Art. 13 (1) b and Art. 37 (7) DSGVO. Where nobody has told the officer, a letter to the town reaches him, too.
void write_officer(Page& page, TownContext const& c) {
  auto const& t = c.t;
  auto const& town = c.authority;
  heading(page, t("Datenschutzbeauftragte"));
  if (town.privacy_name.empty() and town.privacy_phone.empty() and town.privacy_email.empty()) {
    paragraph(page, t("Schreiben Sie an die Verwaltung und setzen Sie „Datenschutz“ in den Betreff oder auf den "
                      "Umschlag. Dann bekommt Ihre Nachricht, wer hier für den Datenschutz beauftragt ist."));
    return contact_panel(page, c);
  }
  if (not town.privacy_name.empty()) paragraph(page, german(c, town.privacy_name));
  if (not town.privacy_phone.empty()) {
    page("<p>"_h);
    write_phone(page.out(), town.privacy_phone);
    page("</p>"_h);
  }
  if (not town.privacy_email.empty()) {
    page("<p><a class='kl-more' href='mailto:"_h, town.privacy_email, "'><span dir='ltr'>"_h, town.privacy_email,
         "</span></a></p>"_h);
  }
}

void write_rights(Page& page, Context const& c) {
  auto const& t = c.t;
  heading(page, t("Ihre Rechte"));
  points(page, {t("Sie können fragen, was wir über Sie gespeichert haben (Artikel 15 DSGVO)."),
                t("Sie können verlangen, dass wir Falsches berichtigen (Artikel 16), löschen (Artikel 17) oder nicht "
                  "weiter nutzen (Artikel 18)."),
                t("Sie können widersprechen, wenn Ihre besondere Lage dafür spricht (Artikel 21)."),
                t("Was Sie uns erlaubt haben, können Sie jederzeit zurücknehmen (Artikel 7 Absatz 3)."),
                t("Sie können sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit "
                  "Nordrhein-Westfalen beschweren (Artikel 77).")});
}

void write_not_stored(Page& page, Context const& c) {
  auto const& t = c.t;
  heading(page, t("Das speichern wir nicht"));
  points(page, {t("Ohne Konto setzen wir keine Cookies. Darum fragen wir auch nicht danach."),
                t("Wir zählen nicht, wer welche Seite liest. Wir zählen nur, wie oft eine Seite gelesen wird."),
                t("Ihre Haken bleiben auf diesem Gerät. Niemand sonst sieht sie."),
                t("Wir binden nichts von fremden Servern ein: keine Schriften, keine Karten, keine Werbung."),
                t("Ihr genauer Standort bleibt auf Ihrem Gerät. Wir bekommen nur eine grobe Angabe, wenn Sie „Mein "
                  "Standort“ drücken. Wir speichern sie nicht.")});
  heading(page, t("Das nutzen wir kurz"));
  paragraph(page, t("Ihr Gerät schickt mit jedem Aufruf seine Internet-Adresse. Wir brauchen sie für die Antwort und "
                    "gegen Überlastung. Sie steht nur im Arbeitsspeicher und in keinem Protokoll."));
}

}  // namespace

http::Response privacy(http::Request const&, Context& c) {
  auto const& t = c.t;
  auto const* at = c.at_town();
  Page page{c, {.title = std::string{t("Datenschutz")}, .path = "/datenschutz", .layout = kern::Layout::prose}};
  page.lead(t("Sie können diese Seiten lesen, ohne etwas über sich zu sagen."));
  write_not_stored(page, c);
  if (at != nullptr) write_sections(page, *at);
  write_rights(page, c);
  heading(page, t("Verantwortlich"));
  paragraph(page, owner_name(c));
  contact_panel(page, c);
  if (at != nullptr) write_officer(page, *at);
  return page.finish();
}

}  // namespace kreislauf::authority::pages
