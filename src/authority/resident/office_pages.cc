#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "authority/authority.h"
#include "authority/resident/pages.h"
#include "base/errors.h"

namespace kreislauf::authority::pages {

namespace {

void write_offices(html::Writer& out, TownContext const& c) {
  out("<ul class='kl-results'>"_h);
  for (auto const& office : c.town->offices) {
    out("<li class='kl-result'><h2><a href='"_h, path_in(c, "/aemter/" + office.id.value()), "'>"_h);
    write_german(out, c, office.name);
    out("</a></h2>"_h);
    write_open_now(out, c, office);
    out("<ul class='kl-meta'><li>"_h, kern::icon("pin"));
    write_german(out, c, office.street + ", " + office.place);
    out("</li></ul></li>"_h);
  }
  out("</ul>"_h);
}

}  // namespace

http::Response offices(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Ämter")},
             .path = "/aemter",
             .description = std::string{t("Alle Ämter mit Öffnungszeiten, Adresse und Telefon.")}}};
  if (c.town->offices.empty()) {
    page.lead(t("Hier sind noch keine Ämter hinterlegt. So erreichen Sie die Verwaltung:"));
    write_town_ways(page.out(), c);
  } else {
    write_offices(page.out(), c);
  }
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
  auto const& has = office.accessibility;
  if (has.empty()) {
    return out("<p>"_h, t("Dazu ist noch nichts hinterlegt. Bitte rufen Sie vor Ihrem Besuch an."), "</p>"_h);
  }
  out("<ul class='kl-list'>"_h);
  for (auto const& feature : features) {
    bool const there = std::find(has.begin(), has.end(), feature.id) != has.end();
    out("<li>"_h, there ? kern::icon_yes() : kern::icon_no(), "<div>"_h, t(there ? feature.there : feature.missing),
        "</div></li>"_h);
  }
  out("</ul>"_h);
}

/// A map that people know, at the place itself; where only the address is known, it looks for that.
std::string map_address(Context const& c, Office const& office) {
  auto const* at = c.at_town();
  bool const own_place = at == nullptr or std::abs(office.longitude - at->authority.longitude) > 1e-6 or
                         std::abs(office.latitude - at->authority.latitude) > 1e-6;
  if (own_place)
    return fmt::format("https://www.openstreetmap.org/?mlat={0:.5f}&mlon={1:.5f}#map=18/{0:.5f}/{1:.5f}",
                       office.latitude, office.longitude);
  return "https://www.openstreetmap.org/search?query=" +
         html::in_url(fmt::format("{}, {} {}", office.street, office.postal_code, office.place));
}

void write_way_there(html::Writer& out, Context const& c, Office const& office) {
  auto const& t = c.t;
  out("<li>"_h, kern::icon("pin"), "<div>"_h);
  write_address(out, c, office);
  if (not office.street.empty()) {
    out("<a class='kl-more' href='"_h, map_address(c, office), "'>"_h, t("Auf der Karte zeigen (openstreetmap.org)"),
        "</a>"_h);
  }
  out("</div></li>"_h);
  if (not office.transit.empty())
    out("<li>"_h, kern::icon("bus"), "<div>"_h, german(c, office.transit), "</div></li>"_h);
  auto const& has = office.accessibility;
  if (std::find(has.begin(), has.end(), "step_free") != has.end())
    out("<li>"_h, kern::icon("wheelchair"), "<div><a href='#zugang'>"_h, t("Eingang ohne Stufen"), "</a></div></li>"_h);
}

void write_contact(html::Writer& out, Context const& c, Office const& office) {
  if (auto const number = help_number(c, &office); not number.empty()) {
    out("<p>"_h);
    write_phone(out, number);
    out("</p>"_h);
  }
  out("<ul class='kl-list'>"_h);
  auto const link = [&](std::string_view icon, html::Markup scheme, std::string const& address) {
    if (address.empty()) return;
    out("<li>"_h, kern::icon(icon), "<div><a class='kl-more' href='"_h, scheme, address, "'><span dir='ltr'>"_h,
        address, "</span></a></div></li>"_h);
  };
  link("mail", "mailto:"_h, office.email);
  link("globe", {}, office.website);
  write_way_there(out, c, office);
  out("</ul>"_h);
}

/// The picture that the town has given of this office, with the line its licence asks for.
void write_picture(html::Writer& out, TownContext const& c, Office const& office) {
  auto const* picture = c.town->picture(office.id.value());
  if (picture == nullptr) return;
  out("<figure class='kl-picture'><img src='"_h, path_of(*picture), "' alt='"_h, picture->alternative,
      "' loading='lazy'><figcaption class='kl-small kl-muted'>"_h, german(c, picture->credit),
      "</figcaption></figure>"_h);
}

/// How to reach it and how to get there: between the hours and the rest on a phone.
void write_aside(html::Writer& out, TownContext const& c, Office const& office) {
  out("<div class='kl-aside kl-stack kl-section'>"_h);
  kern::panel(out, "kontakt", c.t("So erreichen Sie uns"), [&](html::Writer&) { write_contact(out, c, office); });
  write_picture(out, c, office);
  out("</div>"_h);
}

}  // namespace

http::Response office(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  auto const* found = c.town->office(c.path("amt"));
  if (found == nullptr) throw NotFound{};
  auto const& office = *found;
  auto const path = "/aemter/" + office.id.value();
  Page page{c,
            {.title = office.name,
             .path = path,
             .heading = german(c, office.name),
             .description = fmt::format("{}, {} {}", office.street, office.postal_code, office.place),
             .crumbs = {{"/aemter", std::string{t("Ämter")}}}}};
  auto& out = page.out();
  if (not office.note.empty()) page.lead(german(c, office.note));
  if (office.sample) {
    kern::note(out, {}, [&](html::Writer&) {
      out("<p><b>"_h, t("Beispieldaten."), "</b> "_h,
          t("Adresse, Telefon und Zeiten sind für die Vorführung erfunden."), "</p>"_h);
    });
  }
  page("<div class='kl-cols kl-cols--split'><div>"_h);
  write_panels(page, c, "office_top", office.id.value(), {});
  kern::section(out, {.id = "zeiten", .heading = t("Öffnungszeiten")}, [&](html::Writer&) {
    write_open_now(out, c, office);
    write_hours(out, c, office, 7);
    write_closures(out, c, office);
  });
  page("</div>"_h);
  write_aside(out, c, office);
  page("<div>"_h);
  write_panels(page, c, "office_more", office.id.value(), {});
  kern::section(out, {.id = "zugang", .heading = t("Barrierefrei bei uns")},
                [&](html::Writer&) { write_accessibility(out, c, office); });
  page("</div></div>"_h);
  write_office_json_ld(out, c, office);
  write_feedback_line(out, c, path, {});
  return page.finish();
}

}  // namespace kreislauf::authority::pages
