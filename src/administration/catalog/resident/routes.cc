#include "administration/catalog/resident/pages.h"
#include "administration/catalog/shared/reading.h"

namespace kreislauf::catalog::pages {

using shared::reading;

std::vector<authority::Route> routes(Catalog& catalog, authority::Authorities const& authorities) {
  authority::Rows rows;
  rows.open("/", reading(catalog, &home), "Home page of the authority");
  auto const find = [&catalog, &authorities](http::Request const& request, TownContext& c) {
    return search(*catalog.snapshot(), authorities, request, c);
  };
  rows.open("/suche", find, "Search services, offices, hours, pages").sheds(http::Load::search);
  rows.open("/dienste", reading(catalog, &services), "All services from A to Z");
  auto const one_service = [&catalog, &authorities](http::Request const&, TownContext& c) {
    return service(*catalog.snapshot(), authorities, c);
  };
  rows.open("/dienste/{dienst}", one_service, "One service");
  rows.open("/lebenslagen", reading(catalog, &situations), "Life situations");
  rows.open("/lebenslagen/{lage}", reading(catalog, &situation), "One life situation");
  rows.open("/zustaendigkeit", reading(catalog, &competences), "Who does what");
  rows.anywhere("/feed.atom", reading(catalog, &feed), "Changes of the catalogue").sheds(http::Load::export_data);
  rows.anywhere("/sitemap.xml", reading(catalog, &sitemap), "Sitemap").waits().sheds(http::Load::export_data);
  return rows.take();
}

}  // namespace kreislauf::catalog::pages
