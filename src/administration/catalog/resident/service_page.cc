#include "administration/catalog/resident/service_view.h"
#include "base/errors.h"

namespace kreislauf::catalog::pages {

namespace {

/// The office that the authority names for this service, else the one for its kind of work.
authority::Office const* office_of(authority::Town const& town, Service const& service) {
  auto const* own = town.override_for(service.key.value());
  if (own != nullptr and not own->office.empty()) return town.office(own->office);
  return town.office_for(service.office);
}

/// Who is responsible, with the office also where it is another authority's.
ServiceView view_of(TownContext const& c, authority::Authorities const& authorities, Service const& service) {
  ServiceView view{c, service, reading_of(c, service), rules::responsible(service, c.authority, *c.directory)};
  auto const* who = view.responsible.authority;
  if (who == nullptr) return view;
  view.its = who == &c.authority ? c.town.held() : authorities.known_town(who->key);
  if (view.its != nullptr) view.office = office_of(*view.its, service);
  return view;
}

void write_body(authority::Page& page, ServiceView const& v) {
  auto& out = page.out();
  page("<div class='kl-cols'>"_h);
  write_service_aside(out, v);
  page("<div>"_h);
  if (v.reading.text != nullptr) {
    write_service_chapters(out, v);
  } else {
    write_service_of_catalogue(out, v);
  }
  if (v.service.package) write_service_ways(page, v);
  write_service_law(out, v);
  page("</div></div>"_h);
}

std::string reference_of(Context const& c, Service const& service) {
  auto const& key = service.key.value();
  if (not rules::is_leika_key(key)) return std::string{c.t("ohne LeiKa-Schlüssel")};
  return service.nearest_key ? c.t("nächster LeiKa-Schlüssel: {}", key) : c.t("LeiKa {}", key);
}

/// The page of a service that was found.
http::Response show(ServiceView const& v) {
  auto const& c = v.c;
  auto const& service = v.service;
  auto const* title = v.reading.title;
  auto const path = "/dienste/" + service.slug;
  authority::Page page{c,
                       {.title = title != nullptr and not title->name.empty() ? title->name : service.name(),
                        .path = path,
                        .layout = kern::Layout::own,
                        .description = title != nullptr ? title->teaser : service.bundle,
                        .crumbs = {{"/dienste", std::string{c.t("Dienste")}}}}};
  auto& out = page.out();
  page("<article class='kl-wrap kl-page kl-service'><header class='kl-service__head'><h1>"_h);
  shared::write_name(out, c, service);
  page("</h1>"_h);
  shared::write_teaser(out, c, v.reading, "kl-lead"_h);
  page("</header>"_h);
  write_service_facts(out, v);
  authority::write_panels(page, c, "service", service.key.value(), service.slug);
  write_service_notes(out, v);
  write_body(page, v);
  authority::write_feedback_line(out, c, path, reference_of(c, service));
  write_json_ld(out, c, service, v.responsible);
  page("</article>"_h);
  return page.finish();
}

}  // namespace

http::Response service(Snapshot const& catalog, authority::Authorities const& authorities, TownContext& c) {
  auto const& name = c.path("dienst");
  auto const* found = catalog.by_slug(name);
  if (found == nullptr) {
    // Old addresses and official keys lead to the page, too.
    if (auto const* by_key = catalog.by_key(name)) return http::moved(path_of(c, *by_key));
    if (auto const* hidden = catalog.hidden(name)) {
      if (auto const* parent = catalog.by_key(hidden->parent.value())) return http::moved(path_of(c, *parent));
      return no_longer(catalog, c, *hidden);
    }
    throw NotFound{};
  }
  return show(view_of(c, authorities, *found));
}

}  // namespace kreislauf::catalog::pages
