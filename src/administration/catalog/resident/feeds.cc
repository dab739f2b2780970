#include "administration/catalog/resident/pages.h"

// What machines read besides the API: the Atom feed of changes and the sitemap.
namespace kreislauf::catalog::pages {

namespace {

std::string_view verb_of(Change const& change) {
  if (change.kind == "added") return "Neu: ";
  return change.kind == "removed" ? "Entfallen: " : "Geändert: ";
}

void write_entry(html::Writer& out, Context const& c, Snapshot const& catalog, Change const& change) {
  auto const* service = c.at_town() == nullptr ? nullptr : catalog.by_key(change.key);
  auto const verb = verb_of(change);
  out("<entry><id>"_h, c.origin, "/feed.atom#", change.seq, "</id><title>"_h, verb, change.title, "</title><updated>"_h,
      change.at, "</updated><link href='"_h, c.origin);
  if (service != nullptr) {
    out("/dienste/", service->slug);
  } else {
    out("/");
  }
  out("'/><summary>"_h, verb, change.title, "</summary></entry>"_h);
}

void write_address(html::Writer& out, Context const& c, std::string_view path, std::string_view rest = {}) {
  out("<url><loc>"_h, c.origin, path, rest, "</loc></url>"_h);
}

}  // namespace

http::Response feed(Snapshot const& catalog, http::Request const&, Context& c) {
  html::Writer out;
  auto const& changes = catalog.changes();
  auto const* town = town_of(c);
  auto const owner = town == nullptr ? std::string{"Serviceportal Nordrhein-Westfalen"} : town->full_name();
  out("<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><id>"_h,
      c.origin, "/feed.atom</id><title>Neues im Dienste-Katalog – "_h, owner, "</title><link rel='self' href='"_h,
      c.origin, "/feed.atom'/><link href='"_h, c.origin, "/'/><author><name>"_h, owner, "</name></author><updated>"_h,
      changes.empty() ? iso_utc(Instant{}) : changes.front().at, "</updated>"_h);
  for (auto const& change : changes) write_entry(out, c, catalog, change);
  out("</feed>\n"_h);
  return {.content_type = "application/atom+xml; charset=utf-8", .body = out.take_text()};
}

http::Response sitemap(Snapshot const& catalog, http::Request const&, Context& c) {
  html::Writer out{256 * 1024};
  out("<?xml version='1.0' encoding='utf-8'?>\n"_h);
  if (auto const* at = c.at_town()) {
    out("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"_h);
    for (std::string_view const path : {"/", "/dienste", "/lebenslagen", "/aemter", "/zustaendigkeit"}) {
      write_address(out, c, path);
    }
    for (auto const& situation : catalog::situations()) write_address(out, c, "/lebenslagen/", situation.id);
    for (auto const& office : at->town->offices) write_address(out, c, "/aemter/", office.id.value());
    for (auto const& service : catalog.all()) write_address(out, c, "/dienste/", service.slug);
    out("</urlset>\n"_h);
  } else {
    out("<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"_h);
    for (auto const& authority : c.directory->all()) {
      out("<sitemap><loc>"_h, c.origin_of(authority), "/sitemap.xml</loc></sitemap>"_h);
    }
    out("</sitemapindex>\n"_h);
  }
  return {.content_type = "application/xml; charset=utf-8", .body = out.take_text()};
}

}  // namespace kreislauf::catalog::pages
