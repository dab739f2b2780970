#include "administration/catalog/pages.h"

// What machines read besides the API: the Atom feed of changes and the sitemap.
namespace kreislauf::catalog::pages {

http::Response feed(Snapshot const& catalog, http::Request const&, Context& c) {
  html::Writer out;
  auto const& changes = catalog.changes();
  auto const owner =
      c.authority == nullptr ? std::string{"Serviceportal Nordrhein-Westfalen"} : c.authority->full_name();
  out("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><id>",
      c.origin, "/feed.atom</id><title>Neues im Dienste-Katalog – ", owner, "</title><link rel=\"self\" href=\"",
      c.origin, "/feed.atom\"/><link href=\"", c.origin, "/\"/><author><name>", owner, "</name></author><updated>",
      changes.empty() ? iso_utc(Instant{}) : changes.front().at, "</updated>");
  for (auto const& change : changes) {
    auto const* service = catalog.by_key(change.key);
    std::string_view const verb = change.kind == "added"     ? "Neu: "
                                  : change.kind == "removed" ? "Entfallen: "
                                                             : "Geändert: ";
    out("<entry><id>", c.origin, "/feed.atom#", change.seq, "</id><title>", verb, change.title, "</title><updated>",
        change.at, "</updated><link href=\"", c.origin);
    if (service != nullptr and c.authority != nullptr)
      out("/dienste/", service->slug);
    else
      out("/");
    out("\"/><summary>", verb, change.title, "</summary></entry>");
  }
  out("</feed>\n");
  return {.content_type = "application/atom+xml; charset=utf-8", .body = out.take_text()};
}

http::Response sitemap(Snapshot const& catalog, http::Request const&, Context& c) {
  html::Writer out{256 * 1024};
  out("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
  if (c.authority == nullptr) {
    out("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for (auto const& authority : c.directory->all())
      out("<sitemap><loc>", c.origin_of(authority), "/sitemap.xml</loc></sitemap>");
    out("</sitemapindex>\n");
  } else {
    out("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for (std::string_view const path : {"/", "/dienste", "/lebenslagen", "/aemter", "/zustaendigkeit"})
      out("<url><loc>", c.origin, path, "</loc></url>");
    for (auto const& situation : catalog::situations())
      out("<url><loc>", c.origin, "/lebenslagen/", situation.id, "</loc></url>");
    for (auto const& office : c.town->offices)
      out("<url><loc>", c.origin, "/aemter/", office.id.value(), "</loc></url>");
    for (auto const& service : catalog.all()) out("<url><loc>", c.origin, "/dienste/", service.slug, "</loc></url>");
    out("</urlset>\n");
  }
  return {.content_type = "application/xml; charset=utf-8", .body = out.take_text()};
}

}  // namespace kreislauf::catalog::pages
