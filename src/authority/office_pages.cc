#include <fmt/format.h>

#include "authority/authority.h"
#include "authority/pages.h"
#include "base/errors.h"

namespace kreislauf::authority::pages {

http::Response offices(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Ämter")},
             .path = "/aemter",
             .description = std::string{t("Alle Ämter mit Öffnungszeiten, Adresse und Telefon.")}}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Ämter"), "</h1>");
  if (c.town->offices.empty()) {
    page("<p class=\"kl-lead\">", t("Hier sind noch keine Ämter hinterlegt."), "</p><p>",
         t("Unter der Nummer 115 erreichen Sie Ihre Verwaltung von Montag bis Freitag, 8 bis 18 Uhr."), "</p>");
  } else {
    page("<ul class=\"kl-results\">");
    for (auto const& office : c.town->offices) {
      page("<li class=\"kl-result\"><h2><a href=\"", path_in(c, "/aemter/" + office.id.value()), "\">",
           german(c, office.name), "</a></h2>");
      write_open_now(page.out(), c, office.hours);
      page("<ul class=\"kl-meta\"><li>", icon("pin"), german(c, office.street + ", " + office.place),
           "</li></ul></li>");
    }
    page("</ul>");
  }
  page("</div>");
  return page.finish();
}

namespace {

struct Feature {
  std::string_view id, there, missing;
};
constexpr std::array features{
    Feature{"step_free", i18n::message("Eingang ohne Stufen"), i18n::message("Eingang nur über Stufen")},
    Feature{"lift", i18n::message("Aufzug vorhanden"), i18n::message("Kein Aufzug")},
    Feature{"toilet", i18n::message("Toilette für Rollstühle"), i18n::message("Keine Toilette für Rollstühle")},
    Feature{"parking", i18n::message("Parkplatz für Menschen mit Behinderung"),
            i18n::message("Kein Parkplatz für Menschen mit Behinderung")},
    Feature{"induction_loop", i18n::message("Hörschleife am Schalter"), i18n::message("Keine Hörschleife")},
    Feature{"sign_language", i18n::message("Gebärdensprache nach Anmeldung"),
            i18n::message("Keine Gebärdensprache vor Ort")},
};

void write_accessibility(html::Writer& out, Context const& c, Office const& office) {
  auto const& t = c.t;
  if (office.accessibility.empty())
    return out("<p>", t("Dazu ist noch nichts hinterlegt. Bitte rufen Sie vor Ihrem Besuch an."), "</p>");
  out("<ul class=\"kl-list\">");
  for (auto const& feature : features) {
    bool const there =
        std::find(office.accessibility.begin(), office.accessibility.end(), feature.id) != office.accessibility.end();
    out("<li>", there ? icon_yes() : icon_no(), "<div>", t(there ? feature.there : feature.missing), "</div></li>");
  }
  out("</ul>");
}

void write_contact(html::Writer& out, Context const& c, Office const& office) {
  if (not office.phone.empty()) {
    out("<p>");
    write_phone(out, office.phone);
    out("</p>");
  }
  out("<ul class=\"kl-list\">");
  if (not office.email.empty())
    out("<li>", icon("mail"), "<div><a class=\"kl-more\" href=\"mailto:", office.email, "\"><span dir=\"ltr\">",
        office.email, "</span></a></div></li>");
  out("<li>", icon("pin"), "<div><address>", german(c, office.street), "<br>",
      german(c, office.postal_code + " " + office.place), "</address></div></li>");
  if (not office.website.empty())
    out("<li>", icon("globe"), "<div><a class=\"kl-more\" href=\"", office.website, "\"><span dir=\"ltr\">",
        office.website, "</span></a></div></li>");
  out("</ul>");
}

}  // namespace

http::Response office(http::Request const&, Context& c) {
  auto const& t = c.t;
  auto const* found = c.town->office(c.values[0]);
  if (found == nullptr) throw NotFound{};
  auto const& office = *found;
  auto const path = "/aemter/" + office.id.value();
  Page page{c,
            {.title = office.name,
             .path = path,
             .description = fmt::format("{}, {} {}", office.street, office.postal_code, office.place),
             .crumbs = {{"/aemter", std::string{t("Ämter")}}}}};
  page("<article class=\"kl-wrap kl-page\"><h1>", german(c, office.name), "</h1>");
  if (not office.note.empty()) page("<p class=\"kl-lead\">", german(c, office.note), "</p>");
  if (office.sample)
    page("<div class=\"kl-note\">", icon("info"), "<div><p><b>", t("Beispieldaten."), "</b> ",
         t("Adresse, Telefon und Zeiten sind für die Vorführung erfunden."), "</p></div></div>");
  page(
      "<div class=\"kl-cols kl-cols--split\"><div><section class=\"kl-section\" aria-labelledby=\"zeiten\"><h2 "
      "id=\"zeiten\">",
      t("Öffnungszeiten"), "</h2>");
  write_open_now(page.out(), c, office.hours);
  write_hours(page.out(), c, office.hours, 7);
  page(
      "</section></div><div class=\"kl-aside kl-stack kl-section\"><section class=\"kl-panel kl-stack\" "
      "aria-labelledby=\"kontakt\"><h2 id=\"kontakt\">",
      t("So erreichen Sie uns"), "</h2>");
  write_contact(page.out(), c, office);
  page("</section>");
  write_location_map(page.out(), c, *c.authority);
  page("</div><div><section class=\"kl-section\" aria-labelledby=\"zugang\"><h2 id=\"zugang\">",
       t("Barrierefrei bei uns"), "</h2>");
  write_accessibility(page.out(), c, office);
  page("</section></div></div>");
  write_feedback_line(page.out(), c, path, {});
  page("</article>");
  return page.finish();
}

}  // namespace kreislauf::authority::pages
