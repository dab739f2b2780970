#include "city/map/resident/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "authority/page.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::map::pages {

namespace {

using authority::TownContext;

/// A picture is shown as large as it is drawn, so that its letters stay readable on a phone. Light and dark are
/// pictures of their own: our policy forbids the style sheets that one for both would need.
struct Look {
  std::string_view name, media;
  int width, height;
  geo::Theme theme;
};
constexpr std::array looks{
    Look{"breit-dunkel", "(min-width: 44em) and (prefers-color-scheme: dark)", 720, 440, geo::Theme::dark},
    Look{"breit-hell", "(min-width: 44em)", 720, 440, geo::Theme::light},
    Look{"schmal-dunkel", "(prefers-color-scheme: dark)", 360, 330, geo::Theme::dark},
    Look{"schmal-hell", "", 360, 330, geo::Theme::light}};

std::string address(std::string_view office, Look const& look, Around const& around) {
  return fmt::format("/aemter/{}/karte/{}.{}.svg", office, look.name, around.version);
}

std::string_view credit(Around const& around) {
  return around.sample ? "Erfundene Karte" : "© OpenStreetMap-Mitwirkende, Open Database License (ODbL)";
}

void write_credit(html::Writer& out, TownContext const& c, Around const& around) {
  auto const& t = c.t;
  out("<figcaption class='kl-small kl-muted'>"_h);
  if (around.sample) {
    out(t("Diese Karte ist für die Vorführung erfunden: Straßen, Häuser und Haltestellen gibt es so nicht."));
  } else {
    // ODbL 1.0, 4.3: whoever sees the picture learns whose data it is made of, and where the licence stands.
    out("© <a href='https://www.openstreetmap.org/copyright'>"_h, t("OpenStreetMap-Mitwirkende"), "</a>"_h);
    if (not around.taken_at.empty())
      out(" · "_h, t("Stand: {}", i18n::long_date(t, legal_time(parse_iso_utc(around.taken_at)).day)));
  }
  out("</figcaption>"_h);
}

void write_picture(html::Writer& out, TownContext const& c, authority::Office const& office, Around const& around) {
  out("<figure class='kl-picture'><picture>"_h);
  auto const& last = looks.back();
  for (auto const& look : looks) {
    if (&look == &last) break;
    out("<source media='"_h, look.media, "' srcset='"_h, address(office.id.value(), look, around), "' width='"_h,
        look.width, "' height='"_h, look.height, "'>"_h);
  }
  out("<img src='"_h, address(office.id.value(), last, around), "' width='"_h, last.width, "' height='"_h, last.height,
      "' loading='lazy' alt='"_h,
      c.t("Straßenkarte der Umgebung von {}. Die nächsten Haltestellen stehen darunter.", office.name),
      "'></picture>"_h);
  write_credit(out, c, around);
  out("</figure>"_h);
}

std::string_view said(geo::Kind entrance) {
  if (entrance == geo::Kind::entrance_step_free) return i18n::message("Eingang ohne Stufen");
  if (entrance == geo::Kind::entrance_steps) return i18n::message("Eingang nur über Stufen");
  return i18n::message("Eingang mit Rollstuhl nur eingeschränkt zu erreichen");
}

/// `Köln Hauptbahnhof` needs no word before it.
bool says_station(std::string_view name) {
  auto const folded = text::folded(name);
  return folded.find("bahnhof") != std::string::npos or folded.ends_with("bf");
}

/// The same in words, for everybody who does not see the picture.
void write_text(html::Writer& out, Map const& map, TownContext const& c, Around const& around) {
  auto const& t = c.t;
  if (around.stops.empty() and not around.entrance) return;
  out("<ul class='kl-list'>"_h);
  for (auto const& [stop, on_foot] : map.stops(around)) {
    bool const train = stop.kind == geo::Kind::station;
    auto const name = train ? std::string_view{stop.name} : geo::local_name(stop.name, c.authority.name);
    out("<li>"_h, kern::icon("bus"), "<div>"_h);
    if (not train or not says_station(name))
      out(t(train ? i18n::message("Bahnhof") : i18n::message("Haltestelle")), " "_h);
    out("<b>"_h, authority::german(c, name), "</b>"_h, i18n::comma(t),
        on_foot ? t("{} m zu Fuß", *on_foot) : t("{} m Luftlinie", stop.metres), "</div></li>"_h);
  }
  if (around.entrance) {
    out("<li>"_h, kern::icon("wheelchair"), "<div>"_h, t(said(*around.entrance)), " ("_h,
        around.sample ? t("erfunden") : t("laut OpenStreetMap"), ")</div></li>"_h);
  }
  out("</ul>"_h);
}

}  // namespace

void write_of_office(Map& map, kern::Sheet& sheet, TownContext const& c, std::string_view id) {
  auto const* office = c.town->office(id);
  auto const place = office == nullptr ? std::nullopt : place_of(c, *office);
  auto const around = place ? map.index()->around(*place) : std::nullopt;
  if (not around) return;
  kern::section(sheet.out(), {.id = "karte", .heading = c.t("Die Umgebung")}, [&](html::Writer& out) {
    write_picture(out, c, *office, *around);
    write_text(out, map, c, *around);
  });
}

http::Response picture(Map& map, http::Request const& request, TownContext& c) {
  auto const* office = c.town->office(c.path("amt"));
  auto const place = office == nullptr ? std::nullopt : place_of(c, *office);
  auto const around = place ? map.index()->around(*place) : std::nullopt;
  if (not around) throw NotFound{};
  auto const& asked = c.path("bild");
  auto const look = std::find_if(looks.begin(), looks.end(),
                                 [&](Look const& one) { return asked.substr(0, asked.find('.')) == one.name; });
  if (look == looks.end()) throw NotFound{};
  auto const now = address(office->id.value(), *look, *around);
  if (not now.ends_with("/" + asked)) return http::see_other(now);  // a page that was kept names an older one
  geo::View const view{.middle = *place,
                       .width = look->width,
                       .height = look->height,
                       .theme = look->theme,
                       .town = c.authority.name,
                       .credit = credit(*around)};
  auto drawn = map.picture(c.authority.key.value() + now, view);
  if (not drawn) return picture(map, request, c);  // another map has come just now
  map.measure(*around, *place);
  return {.content_type = "image/svg+xml", .body = *std::move(drawn), .caching = http::Caching::forever};
}

}  // namespace kreislauf::map::pages
