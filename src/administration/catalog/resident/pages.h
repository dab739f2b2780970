#pragma once

#include "administration/catalog/catalog.h"
#include "administration/catalog/shared/wording.h"

namespace kreislauf::catalog::pages {

using authority::Context, authority::TownContext;
using shared::Reading, shared::path_of, shared::reading_of, shared::town_of;

std::vector<authority::Route> routes(Catalog& catalog, authority::Authorities const& authorities);

http::Response home(Snapshot const& catalog, http::Request const& request, TownContext& context);
http::Response search(Snapshot const& catalog, authority::Authorities const& authorities, http::Request const& request,
                      TownContext& context);
http::Response services(Snapshot const& catalog, http::Request const& request, TownContext& context);
http::Response service(Snapshot const& catalog, authority::Authorities const& authorities, TownContext& context);
http::Response situations(Snapshot const& catalog, http::Request const& request, TownContext& context);
http::Response situation(Snapshot const& catalog, http::Request const& request, TownContext& context);
http::Response competences(Snapshot const& catalog, http::Request const& request, TownContext& context);
/// Atom (RFC 4287): what changed in the catalogue.
http::Response feed(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response sitemap(Snapshot const& catalog, http::Request const& request, Context& context);

/// Life situations that have services, as tiles; `level` of their headings.
void write_situations(html::Writer& out, Context const& context, Snapshot const& catalog, int level);
/// schema.org GovernmentService for search engines.
void write_json_ld(html::Writer& out, TownContext const& context, Service const& service,
                   rules::Responsible const& responsible);
/// What an office does, on its page; nothing where no service names its kind.
void write_office_services(html::Writer& out, TownContext const& context, Snapshot const& catalog,
                           std::string_view office);
/// "Meinten Sie einen dieser Dienste?" on the page of an address that does not exist; nothing where nothing is near.
/// `path` is without language.
void write_near_services(html::Writer& out, TownContext const& context, Snapshot const& catalog, std::string_view path);

}  // namespace kreislauf::catalog::pages
