#include <cmath>
#include <map>

#include "authority/authority.h"
#include "authority/resident/pages.h"
#include "base/text.h"
#include "platform/kern/search_box.h"

// The portal of the region: find a town.
namespace kreislauf::authority::pages {

namespace {

/// Where an authority's own site begins, in the visitor's language.
std::string home_of(Context const& c, Authority const& authority) { return c.origin_of(authority) + path_in(c, "/"); }

/// The form leads to a town's own address, and Chromium applies `form-action` to where a form is led on to, too.
http::Response finish_with_town_form(Page& page, Context const& c) {
  auto response = page.finish();
  response.form_targets = std::string{c.scheme()} + "://*." + c.town_domain;
  return response;
}

void write_town_search(html::Writer& out, Context const& c, std::string typed) {
  auto const& t = c.t;
  kern::search_box(out, t,
                   {.path = path_in(c, "/ort"),
                    .id = "ort",
                    .label = t("Ort oder Postleitzahl"),
                    .value = std::move(typed),
                    .suggestions = "/api/v1/places?q=",
                    .big = true});
  kern::position_button(out, t, path_in(c, "/ort"));
}

using ByLetter = std::map<char, std::vector<Authority const*>>;

void write_letters(html::Writer& out, ByLetter const& by_letter, Context const& c) {
  out("<nav aria-label='"_h, c.t("Orte nach Buchstaben"), "'><ul class='kl-az'>"_h);
  for (auto const& entry : by_letter) {
    std::string_view const letter{&entry.first, 1};
    out("<li><a href='#b-"_h, letter, "'>"_h, letter, "</a></li>"_h);
  }
  out("</ul></nav><ul class='kl-towns'>"_h);
  for (auto const& [initial, towns] : by_letter) {
    std::string_view const letter{&initial, 1};
    out("<li id='b-"_h, letter, "'><h3>"_h, letter, "</h3><ul>"_h);
    for (auto const* town : towns) {
      out("<li><a href='"_h, home_of(c, *town), "'>"_h);
      write_german(out, c, town->name);
      out("</a></li>"_h);
    }
    out("</ul></li>"_h);
  }
  out("</ul>"_h);
}

void write_hero(Page& page, Context const& c) {
  auto const& t = c.t;
  page("<section class='kl-hero'><div class='kl-wrap kl-find'><div><h1>"_h, t("Finden Sie Ihre Stadt oder Gemeinde"),
       "</h1>"_h);
  page.lead(t("Alle Dienste, Ämter und Öffnungszeiten in Nordrhein-Westfalen. Für jeden Ort an einer Stelle."));
  write_town_search(page.out(), c, {});
  page("</div><section aria-label='"_h, t("Karte der Orte"), "'>"_h);
  write_region_map(page.out(), c);
  page("</section></div>"_h);
  write_skyline(page.out(), c);
  page("</section>"_h);
}

void write_districts(html::Writer& out, Context const& c, std::vector<Authority const*> const& districts) {
  auto const& t = c.t;
  kern::section(out, {.id = "kreise", .heading = t("Kreise")}, [&](html::Writer&) {
    out("<ul class='kl-links kl-districts'>"_h);
    for (auto const* district : districts) {
      out("<li><a href='"_h, home_of(c, *district), "'>"_h, name_of(c, *district), "</a></li>"_h);
    }
    out("</ul><p class='kl-small kl-muted'>"_h,
        t("Postleitzahlen: © OpenStreetMap-Mitwirkende (ODbL). Einwohnerzahlen: Statistisches Bundesamt "
          "(dl-de/by-2-0)."),
        "</p>"_h);
  });
}

}  // namespace

http::Response region(http::Request const&, RegionContext& c) {
  auto const& t = c.t;
  ByLetter by_letter;
  std::vector<Authority const*> districts;
  std::int64_t towns = 0;
  for (auto const& authority : c.directory->all()) {
    if (authority.is_district()) {
      districts.push_back(&authority);
      continue;
    }
    by_letter[static_cast<char>(authority.folded_name[0] - 32)].push_back(&authority);
    ++towns;
  }
  std::string const about{t("Finden Sie Ihre Stadt oder Gemeinde: Dienste, Ämter und Öffnungszeiten.")};
  Page page{
      c,
      {.title = std::string{t("Serviceportal Nordrhein-Westfalen")}, .path = "/", .description = about, .home = true}};
  write_hero(page, c);
  page("<div class='kl-wrap kl-page'>"_h);
  auto const heading = t.count("{} Ort von A bis Z", "Alle {} Orte von A bis Z", towns);
  kern::section(page.out(), {.id = "orte", .heading = heading},
                [&](html::Writer& out) { write_letters(out, by_letter, c); });
  write_districts(page.out(), c, districts);
  page("</div>"_h);
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

/// The only one that can be meant: it needs no list in between.
Authority const* clearly_meant(std::vector<Authority const*> const& found, std::string_view typed) {
  if (found.empty() or typed.empty()) return nullptr;
  if (found.size() == 1) return found[0];
  bool const named = text::folded(found[0]->name) == text::folded(typed);
  return named and found[1]->folded_name != found[0]->folded_name ? found[0] : nullptr;
}

/// What somebody was looking for when no town is called so: the town's own search goes on with it.
std::string service_of(http::Request const& request) {
  return std::string{text::trimmed(http::field(request.query, "dienst").value_or(""))}.substr(0, 100);
}

/// Where a choice leads: to the town, or to its search for what was looked for before.
std::string address_of(Context const& c, Authority const& town, std::string_view service) {
  if (service.empty()) return home_of(c, town);
  return c.origin_of(town) + path_in(c, "/suche") + "?q=" + html::in_url(service);
}

/// The quarter that was meant, where the town is called otherwise: `Hiltrup`.
std::string part_named(Authority const& town, std::string_view typed) {
  auto const folded = text::folded(text::trimmed(typed));
  for (std::size_t i = 0; i < town.parts.size(); ++i) {
    if (folded.size() >= 4 ? town.folded_parts[i].starts_with(folded) : town.folded_parts[i] == folded)
      return town.parts[i];
  }
  return {};
}

/// Towns to choose from, each with its district or the quarter that was named, because names come twice.
void write_choice(html::Writer& out, Context const& c, std::vector<Authority const*> const& found,
                  std::string_view typed, std::string_view service) {
  std::vector<kern::Link> links;
  for (auto const* town : found) {
    auto const* district = c.directory->district_of(*town);
    auto const part = part_named(*town, typed);
    html::Writer label{160};
    label("<span>"_h, name_of(c, *town));
    if (not part.empty() and part != town->name)
      label(" <small class='kl-muted'>"_h, c.t("mit {}", part), "</small>"_h);
    else if (district != nullptr)
      label(" <small class='kl-muted'>"_h, name_of(c, *district), "</small>"_h);
    label("</span>"_h);
    links.push_back({.path = address_of(c, *town, service), .label = label.take()});
  }
  kern::links(out, links);
}

/// Nobody here is called so. Perhaps a city elsewhere is meant, or something to do and not a town.
void write_not_found(Page& page, Context const& c, std::string_view typed) {
  auto const& t = c.t;
  auto const shown = text::shortened(typed, 60);
  if (auto const land = land_of(typed); not land.empty()) {
    page.lead(
        t("{0} liegt nicht in Nordrhein-Westfalen, sondern in einem anderen Land: {1}. Dort hilft Ihnen die "
          "Stadt selbst.",
          shown, land));
    return;
  }
  page.lead(t("Prüfen Sie die Schreibweise. Oder geben Sie die Postleitzahl ein."));
  if (typed.find_first_of("0123456789") != std::string_view::npos or typed.size() < 3) return;
  kern::section(page.out(), {.id = "dienst-suche", .heading = t("Suchen Sie einen Dienst?")}, [&](html::Writer& out) {
    out("<p>"_h, t("Nennen Sie uns Ihren Ort. Dann suchen wir dort nach „{}“.", shown), "</p>"_h);
    kern::Form const form{t, c.today(), {{.name = "q", .label = t("Ihr Ort oder Ihre Postleitzahl")}}};
    page.filter(form, {.path = path_in(c, "/ort")}, [&](kern::Fields& f) {
      f.hidden("dienst", typed);
      f.all();
      f.button({.label = t("Dort suchen"), .icon = "search"});
    });
  });
}

std::string question(i18n::Translator const& t, bool by_position, bool found, std::string_view typed) {
  if (by_position) return std::string{t("An dieser Stelle kennen wir keinen Ort")};
  if (found) return std::string{t("Welchen Ort meinen Sie?")};
  return t("Kein Ort gefunden für „{}“", text::shortened(typed, 60));
}

}  // namespace

http::Response place(http::Request const& request, RegionContext& c) {
  auto const& t = c.t;
  auto const lat = coordinate(request, "lat"), lon = coordinate(request, "lon");
  bool const by_position = std::isfinite(lat) and std::isfinite(lon);
  if (by_position) {
    if (auto const* town = c.directory->at(lon, lat)) return http::see_other(home_of(c, *town));
  }
  auto const typed = kern::searched_for(request.query);
  auto const service = service_of(request);
  auto const found = land_of(typed).empty() ? c.directory->find(typed, 60) : std::vector<Authority const*>{};
  if (auto const* town = clearly_meant(found, typed)) return http::see_other(address_of(c, *town, service));
  Page page{c,
            {.title = std::string{t("Ort wählen")},
             .path = "/ort",
             .heading = question(t, by_position, not found.empty(), typed),
             .index = false}};
  if (found.empty()) {
    write_not_found(page, c, typed);
  } else {
    write_choice(page.out(), c, found, typed, service);
  }
  page("<div class='kl-section'>"_h);
  write_town_search(page.out(), c, typed);
  page("</div>"_h);
  return finish_with_town_form(page, c);
}

}  // namespace kreislauf::authority::pages
