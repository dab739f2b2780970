#include "app/operations.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/compress.h"
#include "app/openapi.h"
#include "app/outbox_sender.h"
#include "app/portal.h"
#include "app/version.h"
#include "authority/page.h"
#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::app {

namespace json = boost::json;
using authority::Context, authority::TownContext;

namespace {

http::Response asset_file(http::Request const& request, Context& c) {
  auto const* asset = kern::asset_by_file(c.path("datei"));
  if (asset == nullptr) throw NotFound{};
  http::Response response{
      .content_type = std::string{asset->type}, .shared_body = asset->plain, .caching = http::Caching::forever};
  if (not asset->brotli.empty() and accepts(request.accept_encoding, "br")) {
    response.shared_body = asset->brotli;
    response.content_encoding = "br";
  } else if (not asset->gzip.empty() and accepts(request.accept_encoding, "gzip")) {
    response.shared_body = asset->gzip;
    response.content_encoding = "gzip";
  }
  return response;
}

http::Response web_manifest(http::Request const&, Context& c) {
  auto const* at = c.at_town();
  auto const name = at == nullptr ? std::string{"Serviceportal Nordrhein-Westfalen"} : at->authority.full_name();
  json::object const body{
      {"name", name},
      {"short_name", at == nullptr ? "Serviceportal" : at->authority.name},
      {"lang", "de"},
      {"start_url", "/"},
      {"display", "browser"},
      {"background_color", "#ffffff"},
      {"icons", json::array{{{"src", kern::asset("favicon.svg")}, {"sizes", "any"}, {"type", "image/svg+xml"}}}}};
  return {.content_type = "application/manifest+json", .body = json::serialize(body)};
}

http::Response robots(http::Request const&, Context& c) {
  return {.content_type = "text/plain; charset=utf-8",
          .body = fmt::format("User-agent: *\nDisallow: /suche\nDisallow: /rueckmeldung\nSitemap: {}/sitemap.xml\n",
                              c.origin)};
}

}  // namespace

http::Response health(Portal& portal, Detail detail) {
  json::object body{{"status", "ok"}};
  unsigned status = 200;
  try {
    portal.house().store.commons().version();
  } catch (StoreError const&) {
    body["status"] = "store_unreachable";
    status = 503;
  }
  if (portal.outbox() != nullptr) body["mail"] = portal.outbox()->state();
  auto const damaged = portal.house().authorities.unreadable().size();
  if (damaged > 0) {
    body["authoritiesUnreadable"] = damaged;
    if (status == 200) body["status"] = "degraded";
  }
  if (detail == Detail::all) {
    body["version"] = version;
    body["store"] = portal.house().store.engine();
  }
  auto const uptime = std::chrono::duration_cast<std::chrono::seconds>(portal.house().clock.now() - portal.started());
  body["uptimeSeconds"] = uptime.count();
  body["authorities"] = portal.house().authorities.directory()->all().size();
  body["services"] = portal.modules().catalog().snapshot()->all().size();
  return {.status = status,
          .content_type = "application/json",
          .body = json::serialize(body),
          .caching = http::Caching::none};
}

namespace {

/// Stays open and tells when something has changed in the office: queue, calls, free appointments. Holds no data.
http::Response office_news(http::Request const&, TownContext& c) {
  auto const* office = c.town->office(c.path("amt"));
  if (office == nullptr) throw NotFound{};
  http::Response response{.caching = http::Caching::none};
  response.stream_topic = fmt::format("{}/{}", c.authority.key.value(), office->id.value());
  return response;
}

}  // namespace

http::Response metrics_text(Portal& portal) {
  auto text = portal.meters().text();
  using metrics::Registry;
  Registry::gauge(text, "kreislauf_authorities", "Local authorities served.",
                  portal.house().authorities.directory()->all().size());
  Registry::gauge(text, "kreislauf_services", "Public services in the catalogue.",
                  portal.modules().catalog().snapshot()->all().size());
  Registry::gauge(text, "kreislauf_authorities_unreadable", "Authorities whose database could not be read.",
                  portal.house().authorities.unreadable().size());
  Registry::counters(text, "kreislauf_refused_total", "What was refused, by reason.", "reason",
                     portal.house().limits.refused());
  Registry::gauge(text, "process_resident_memory_bytes", "Resident memory.", metrics::resident_memory());
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8",
          .body = std::move(text),
          .caching = http::Caching::none};
}

namespace {

bool is_here(authority::Route const& route, Context const& c) {
  return route.site == authority::Site::anywhere or (route.site == authority::Site::town) == (c.at_town() != nullptr);
}

http::Response developers(Portal& portal, http::Request const&, Context& c) {
  auto const& t = c.t;
  authority::Page page{
      c,
      {.title = std::string{t("Schnittstelle für Entwickler")}, .path = "/entwickler", .layout = kern::Layout::prose}};
  page.lead(t("Alles, was Sie hier lesen, können auch Programme lesen: als JSON, ohne Anmeldung."));
  page(
      "<ul class='kl-links'><li><a href='/api/openapi.json'>OpenAPI 3.1</a></li><li><a href='/feed.atom'>Atom</a></li>"
      "<li><a href='/sitemap.xml'>Sitemap</a></li></ul><ul>"_h);
  for (auto const& route : portal.routes()) {
    if (is_here(route, c) and route.pattern.starts_with("/api/v1/")) {
      page("<li lang='en' dir='ltr'><code>"_h, route.pattern, "</code>: "_h, route.summary, "</li>"_h);
    }
  }
  page("</ul>"_h);
  return page.finish();
}

}  // namespace

http::Response unknown_host_page(Context const& c, std::string_view host) {
  auto const& t = c.t;
  authority::Page page{c, {.title = std::string{t("Diese Adresse kennen wir nicht")}, .path = "/", .index = false}};
  page.lead(t("Unter dieser Adresse gibt es keine Stadt und keine Gemeinde."));
  if (auto const near = c.directory->find(host.substr(0, host.find('.')), 5); not near.empty()) {
    page("<h2>"_h, t("Meinten Sie einen dieser Orte?"), "</h2>"_h);
    std::vector<kern::Link> links;
    for (auto const* town : near)
      links.push_back({.path = c.origin_of(*town) + authority::path_in(c, "/"), .label = authority::name_of(c, *town)});
    kern::links(page.out(), links);
  }
  kern::actions(
      page.out(),
      [&](html::Writer& out) {
        kern::button_link(out,
                          {.path = c.portal_origin + authority::path_in(c, "/"), .label = t("Zur Liste aller Orte")});
      },
      "kl-actions kl-section"_h);
  auto response = page.finish(404);
  response.caching = http::Caching::none;
  return response;
}

std::vector<authority::Route> operations_routes(Portal& portal) {
  using http::Request;
  authority::Rows rows;
  // In memory and cheap: a page that came gets its styles.
  rows.anywhere("/assets/{datei}", &asset_file, "Styles, scripts, fonts and icons").sheds(http::Load::submit);
  rows.anywhere("/site.webmanifest", &web_manifest, "Name and icon for a phone's home screen");
  rows.anywhere("/robots.txt", &robots, "For search engines");
  rows.anywhere("/entwickler", authority::bind(portal, &developers), "The API in words");
  rows.anywhere(
      "/api/openapi.json",
      [&portal](Request const&, Context& c) { return openapi(portal.routes(), portal.modules().all(), c); },
      "The API as an OpenAPI 3.1 document");
  rows.anywhere(
          "/health",
          [&portal](Request const& request, Context&) {
            return health(portal, is_on_this_machine(request) ? Detail::all : Detail::for_everybody);
          },
          "Whether the program can do its work")
      .waits();
  rows.open("/aemter/{amt}/neues", &office_news, "Event stream: tells when something has changed in this office");
  if (not portal.shows_metrics_apart())
    rows.operation(
        "/metrics", [&portal](Request const&, Context&) { return metrics_text(portal); }, "Figures for Prometheus");
  return rows.take();
}

}  // namespace kreislauf::app
