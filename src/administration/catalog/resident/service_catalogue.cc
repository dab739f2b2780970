#include "administration/catalog/resident/service_view.h"

// The pages of services that nobody has written out: what the official catalogue knows, and no more.
namespace kreislauf::catalog::pages {

namespace {

/// Where people find it today: the portals of the federation and of the Land.
struct Portal {
  std::string_view name, url;
};

std::optional<Portal> portal_of(Level level) {
  if (level == Level::federal) return Portal{"Bundesportal", "https://verwaltung.bund.de/"};
  if (level == Level::state) return Portal{"Serviceportal Nordrhein-Westfalen", "https://meineverwaltung.nrw/"};
  return std::nullopt;
}

std::string who_does_it(ServiceView const& v) {
  auto const& t = v.c.t;
  if (v.responsible.authority != nullptr) return t("Das macht: {}.", v.responsible.authority->full_name());
  switch (v.responsible.level) {
    case Level::federal:
      return std::string{t("Das macht eine Behörde des Bundes, nicht Ihre Stadt.")};
    case Level::state:
      return std::string{t("Das macht eine Behörde des Landes, nicht Ihre Stadt.")};
    default:
      // Type 2/3 of the catalogue: federal law, carried out by the Land or its towns.
      return std::string{t("Wer das macht, regelt das Land: eine Behörde des Landes, der Kreis oder die Stadt.")};
  }
}

void write_cases(html::Writer& out, ServiceView const& v) {
  auto const& cases = v.service.case_names;
  if (cases.empty()) return;
  kern::fold(
      out,
      {.summary = v.c.t.count("{} besonderer Fall", "{} besondere Fälle", static_cast<std::int64_t>(cases.size()))},
      [&](html::Writer&) {
        out("<ul class='kl-prose' lang='de' dir='ltr'>"_h);
        for (auto const& one : cases) out("<li>"_h, one, "</li>"_h);
        out("</ul>"_h);
      });
}

}  // namespace

void write_service_of_catalogue(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  kern::section(out, {.id = "katalog", .heading = t("Das wissen wir")}, [&](html::Writer&) {
    out("<div class='kl-prose'><p>"_h, who_does_it(v), "</p>"_h);
    if (not v.service.formerly.empty()) {
      out("<p>"_h, t("Früher hieß das: {}.", v.service.formerly), "</p>"_h);
    }
    out("<p>"_h, t("Eine ausführliche Beschreibung gibt es hier noch nicht."), "</p></div>"_h);
    if (auto const portal = portal_of(v.responsible.level)) {
      kern::actions(out, [&](html::Writer&) {
        kern::button_link(out, {.path = std::string{portal->url},
                                .label = t("Suchen im {}", portal->name),
                                .icon = "globe",
                                .weight = kern::Weight::secondary});
      });
    }
    write_cases(out, v);
  });
}

http::Response no_longer(Snapshot const& catalog, TownContext& c, HiddenService const& hidden) {
  auto const& t = c.t;
  authority::Page page{c,
                       {.title = hidden.name,
                        .path = "/dienste/" + hidden.slug,
                        .crumbs = {{"/dienste", std::string{t("Dienste")}}},
                        .index = false}};
  page.lead(authority::german(c, hidden.reason));
  if (auto const* instead = catalog.by_slug(hidden.instead)) {
    kern::actions(page.out(), [&](html::Writer& out) {
      kern::button_link(out, {.path = path_of(c, *instead), .label = visible_name(c, *instead)});
    });
  }
  page("<p>"_h);
  kern::more_link(page.out(), authority::path_in(c, "/dienste"), t("Alle Dienste von A bis Z"));
  page("</p>"_h);
  return page.finish(410);
}

}  // namespace kreislauf::catalog::pages
