#include "app/operations.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/compress.h"
#include "app/openapi.h"
#include "app/portal.h"
#include "app/post_office.h"
#include "app/version.h"
#include "authority/authority.h"
#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::app {

namespace json = boost::json;
using authority::Context;

namespace {

http::Response asset_file(http::Request const& request, Context& c) {
  auto const* asset = authority::asset_by_file(c.values[0]);
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
  auto const name =
      c.authority == nullptr ? std::string{"Serviceportal Nordrhein-Westfalen"} : c.authority->full_name();
  json::object const body{
      {"name", name},
      {"short_name", c.authority == nullptr ? "Serviceportal" : c.authority->name},
      {"lang", "de"},
      {"start_url", "/"},
      {"display", "browser"},
      {"background_color", "#ffffff"},
      {"icons", json::array{{{"src", authority::asset("favicon.svg")}, {"sizes", "any"}, {"type", "image/svg+xml"}}}}};
  return {.content_type = "application/manifest+json", .body = json::serialize(body)};
}

http::Response robots(http::Request const&, Context& c) {
  return {.content_type = "text/plain; charset=utf-8",
          .body = fmt::format("User-agent: *\nDisallow: /suche\nDisallow: /rueckmeldung\nSitemap: {}/sitemap.xml\n",
                              c.origin)};
}

http::Response health(Portal& portal) {
  json::object body{{"status", "ok"}, {"version", version}, {"store", portal.store().engine()}};
  unsigned status = 200;
  try {
    portal.store().commons().version();
  } catch (StoreError const&) {
    body["status"] = "store_unreachable";
    status = 503;
  }
  auto const uptime = std::chrono::duration_cast<std::chrono::seconds>(portal.clock().now() - portal.started());
  body["uptimeSeconds"] = uptime.count();
  body["authorities"] = portal.authorities().directory()->all().size();
  body["services"] = portal.catalog().snapshot()->all().size();
  if (portal.post() != nullptr) body["mail"] = portal.post()->state();
  return {.status = status,
          .content_type = "application/json",
          .body = json::serialize(body),
          .caching = http::Caching::none};
}

/// Stays open and tells when something has changed in the office: queue, calls, free appointments. Holds no data.
http::Response office_news(http::Request const&, Context& c) {
  auto const* office = c.town->office(c.values[0]);
  if (office == nullptr) throw NotFound{};
  http::Response response{.caching = http::Caching::none};
  response.stream_topic = fmt::format("{}/{}", c.authority->key.value(), office->id.value());
  return response;
}

http::Response metrics_text(Portal& portal) {
  auto text = portal.meters().text();
  using metrics::Registry;
  Registry::gauge(text, "kreislauf_authorities", "Local authorities served.",
                  portal.authorities().directory()->all().size());
  Registry::gauge(text, "kreislauf_services", "Public services in the catalogue.",
                  portal.catalog().snapshot()->all().size());
  Registry::gauge(text, "process_resident_memory_bytes", "Resident memory.", metrics::resident_memory());
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8",
          .body = std::move(text),
          .caching = http::Caching::none};
}

http::Response developers(Portal& portal, Context& c) {
  auto const& t = c.t;
  authority::Page page{c, {.title = std::string{t("Schnittstelle für Entwickler")}, .path = "/entwickler"}};
  page("<article class=\"kl-wrap kl-page kl-prose\"><h1>", t("Schnittstelle für Entwickler"),
       "</h1><p class=\"kl-lead\">",
       t("Alles, was Sie hier lesen, können auch Programme lesen: als JSON, ohne Anmeldung."),
       "</p><ul class=\"kl-links\"><li><a href=\"/api/openapi.json\">OpenAPI 3.1</a></li><li><a "
       "href=\"/feed.atom\">Atom</a></li><li><a href=\"/sitemap.xml\">Sitemap</a></li></ul><ul>");
  for (auto const& route : portal.routes()) {
    bool const here =
        route.place == http::Place::anywhere or (route.place == http::Place::authority) == (c.authority != nullptr);
    if (here and route.pattern.starts_with("/api/v1/"))
      page("<li lang=\"en\" dir=\"ltr\"><code>", route.pattern, "</code>: ", route.summary, "</li>");
  }
  page("</ul></article>");
  return page.finish();
}

}  // namespace

http::Response unknown_host_page(Context const& c, std::string_view host) {
  auto const& t = c.t;
  auto const name = host.substr(0, host.find('.'));
  authority::Page page{c, {.title = std::string{t("Diese Adresse kennen wir nicht")}, .path = "/", .index = false}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Diese Adresse kennen wir nicht"), "</h1><p class=\"kl-lead\">",
       t("Unter dieser Adresse gibt es keine Stadt und keine Gemeinde."), "</p>");
  auto const near = c.directory->find(name, 5);
  if (not near.empty()) {
    page("<h2>", t("Meinten Sie einen dieser Orte?"), "</h2><ul class=\"kl-links kl-prose\">");
    for (auto const* town : near)
      page("<li><a href=\"", c.origin_of(*town), authority::path_in(c, "/"), "\">", authority::name_of(c, *town),
           authority::arrow(), "</a></li>");
    page("</ul>");
  }
  page("<p class=\"kl-actions kl-section\"><a class=\"kern-btn kern-btn--primary\" href=\"", c.portal_origin,
       authority::path_in(c, "/"), "\"><span class=\"kern-label\">", t("Zur Liste aller Orte"),
       "</span></a></p></div>");
  auto response = page.finish(404);
  response.caching = http::Caching::none;
  return response;
}

std::vector<authority::Route> operations_routes(Portal& portal) {
  using enum http::Method;
  using http::Data, http::Load, http::Place, http::Request, http::Right, http::Work;
  return {
      {get, "/assets/{datei}", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, asset_file,
       "Styles, scripts, fonts and icons"},
      {get, "/site.webmanifest", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, web_manifest,
       "Name and icon for a phone's home screen"},
      {get, "/robots.txt", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, robots,
       "For search engines"},
      {get, "/entwickler", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory,
       [&portal](Request const&, Context& c) { return developers(portal, c); }, "The API in words"},
      {get, "/api/openapi.json", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory,
       [&portal](Request const&, Context& c) { return openapi(portal.routes(), c); },
       "The API as an OpenAPI 3.1 document"},
      {get, "/health", Right::everyone, Place::anywhere, Load::read, Data::open, Work::blocking,
       [&portal](Request const&, Context&) { return health(portal); }, "Whether the program can do its work"},
      {get, "/aemter/{amt}/neues", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, office_news,
       "Event stream: tells when something has changed in this office"},
      {get, "/metrics", Right::operator_on_this_machine, Place::anywhere, Load::read, Data::open, Work::memory,
       [&portal](Request const&, Context&) { return metrics_text(portal); }, "Figures for Prometheus"},
  };
}

}  // namespace kreislauf::app
