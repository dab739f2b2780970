#include <cmath>
#include <map>

#include "authority/authority.h"
#include "authority/pages.h"
#include "base/text.h"

namespace kreislauf::authority::pages {

namespace {

/// The form leads to a town's own address, and Chromium applies `form-action` to where a form is led on to, too.
http::Response finish_with_town_form(Page& page, Context const& c) {
  auto response = page.finish();
  response.form_targets = std::string{c.scheme()} + "://*." + c.town_domain;
  return response;
}

void write_town_search(html::Writer& out, Context const& c, std::string_view typed) {
  auto const& t = c.t;
  out("<form class=\"kl-search kl-search--big\" action=\"", path_in(c, "/ort"),
      "\" method=\"get\" role=\"search\" aria-label=\"", t("Ort oder Postleitzahl"),
      "\"><label class=\"kl-search__label\" for=\"ort\">", t("Ort oder Postleitzahl"),
      "</label><div class=\"kl-search__row\"><input class=\"kl-search__input\" id=\"ort\" name=\"q\" type=\"search\" "
      "value=\"",
      typed,
      "\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" data-kl-suggest=\"/api/v1/places?q=\" "
      "data-kl-count=\"",
      t("{n} Vorschläge. Mit den Pfeiltasten auswählen."), "\" data-kl-list=\"", t("Vorschläge"),
      "\"><button class=\"kl-search__go\" type=\"submit\">", icon("search"), "<span>", t("Suchen"),
      "</span></button></div></form><p class=\"kl-position\"><button class=\"kern-btn kern-btn--secondary\" "
      "type=\"button\" data-kl-place=\"",
      path_in(c, "/ort"), "\" data-kl-wait=\"", t("Wir suchen Ihren Standort …"), "\" data-kl-denied=\"",
      t("Der Standort ist nicht verfügbar. Bitte geben Sie Ort oder Postleitzahl ein."),
      "\" aria-describedby=\"ort-stand\" hidden>", icon("locate"), "<span class=\"kern-label\">", t("Mein Standort"),
      "</span></button> <span id=\"ort-stand\" role=\"status\"></span></p>");
}

void write_letters(html::Writer& out, std::map<std::string, std::vector<Authority const*>> const& by_letter,
                   Context const& c) {
  out("<nav aria-label=\"", c.t("Orte nach Buchstaben"), "\"><ul class=\"kl-az\">");
  for (auto const& [letter, towns] : by_letter) out("<li><a href=\"#b-", letter, "\">", letter, "</a></li>");
  out("</ul></nav><ul class=\"kl-towns\">");
  for (auto const& [letter, towns] : by_letter) {
    out("<li><h3 id=\"b-", letter, "\">", letter, "</h3><ul>");
    for (auto const* town : towns)
      out("<li><a href=\"", c.origin_of(*town), path_in(c, "/"), "\">", german(c, town->name), "</a></li>");
    out("</ul></li>");
  }
  out("</ul>");
}

}  // namespace

http::Response region(http::Request const&, Context& c) {
  auto const& t = c.t;
  std::map<std::string, std::vector<Authority const*>> by_letter;
  std::vector<Authority const*> districts;
  std::int64_t towns = 0;
  for (auto const& authority : c.directory->all()) {
    if (authority.is_district())
      districts.push_back(&authority);
    else {
      by_letter[std::string(1, static_cast<char>(authority.folded_name[0] - 32))].push_back(&authority);
      ++towns;
    }
  }
  Page page{c,
            {.title = std::string{t("Serviceportal Nordrhein-Westfalen")},
             .path = "/",
             .description = std::string{t("Finden Sie Ihre Stadt oder Gemeinde: Dienste, Ämter und Öffnungszeiten.")},
             .home = true}};
  page("<section class=\"kl-hero\"><div class=\"kl-wrap kl-find\"><div><h1>", t("Finden Sie Ihre Stadt oder Gemeinde"),
       "</h1><p class=\"kl-lead\">",
       t("Alle Dienste, Ämter und Öffnungszeiten in Nordrhein-Westfalen. Für jeden Ort an einer Stelle."), "</p>");
  write_town_search(page.out(), c, "");
  page("</div><section aria-label=\"", t("Karte der Orte"), "\">");
  write_region_map(page.out(), c);
  page("</section></div>");
  write_skyline(page.out());
  page(
      "</section><div class=\"kl-wrap kl-page\"><section class=\"kl-section\" aria-labelledby=\"orte\"><h2 "
      "id=\"orte\">",
      t.count("{} Ort von A bis Z", "Alle {} Orte von A bis Z", towns), "</h2>");
  write_letters(page.out(), by_letter, c);
  page("</section><section class=\"kl-section\" aria-labelledby=\"kreise\"><h2 id=\"kreise\">", t("Kreise"),
       "</h2><ul class=\"kl-links kl-districts\">");
  for (auto const* district : districts)
    page("<li><a href=\"", c.origin_of(*district), path_in(c, "/"), "\">", name_of(c, *district), "</a></li>");
  page(
      "</ul><p class=\"kl-small kl-muted\">",
      t("Postleitzahlen: © OpenStreetMap-Mitwirkende (ODbL). Einwohnerzahlen: Statistisches Bundesamt (dl-de/by-2-0)."),
      "</p></section></div>");
  return finish_with_town_form(page, c);
}

namespace {

/// A number of a query parameter, or not a number.
double coordinate(http::Request const& request, std::string_view name) {
  auto const value = http::field(request.query, name);
  if (not value or value->empty() or value->size() > 20) return std::nan("");
  char* end = nullptr;
  auto const number = std::strtod(value->c_str(), &end);
  return *end == '\0' ? number : std::nan("");
}

}  // namespace

http::Response place(http::Request const& request, Context& c) {
  auto const& t = c.t;
  auto const lat = coordinate(request, "lat"), lon = coordinate(request, "lon");
  bool const by_position = std::isfinite(lat) and std::isfinite(lon);
  if (by_position) {
    if (auto const* town = c.directory->at(lon, lat)) return http::see_other(c.origin_of(*town) + path_in(c, "/"));
  }
  auto const typed = http::field(request.query, "q").value_or("");
  auto const found = c.directory->find(typed, 20);
  // One clear answer needs no list in between.
  bool const exact = not found.empty() and text::folded(found[0]->name) == text::folded(typed) and
                     (found.size() == 1 or found[1]->folded_name != found[0]->folded_name);
  if (exact or (found.size() == 1 and not typed.empty()))
    return http::see_other(c.origin_of(*found[0]) + path_in(c, "/"));
  Page page{c, {.title = std::string{t("Ort wählen")}, .path = "/ort", .index = false}};
  page("<div class=\"kl-wrap kl-page\"><h1>");
  if (by_position)
    page(t("An dieser Stelle kennen wir keinen Ort"));
  else if (found.empty())
    page(t("Kein Ort gefunden für „{}“", text::shortened(typed, 60)));
  else
    page(t("Welchen Ort meinen Sie?"));
  page("</h1>");
  if (found.empty())
    page("<p class=\"kl-lead\">", t("Prüfen Sie die Schreibweise. Oder geben Sie die Postleitzahl ein."), "</p>");
  else {
    page("<ul class=\"kl-links\">");
    for (auto const* town : found) {
      auto const* district = c.directory->district_of(*town);
      page("<li><a href=\"", c.origin_of(*town), path_in(c, "/"), "\"><span>", name_of(c, *town));
      if (district != nullptr) page(" <small class=\"kl-muted\">", name_of(c, *district), "</small>");
      page("</span>", arrow(), "</a></li>");
    }
    page("</ul>");
  }
  page("<div class=\"kl-section\">");
  write_town_search(page.out(), c, typed);
  page("</div></div>");
  return finish_with_town_form(page, c);
}

}  // namespace kreislauf::authority::pages
