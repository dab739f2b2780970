#include "administration/catalog/api.h"
#include "administration/catalog/catalog.h"
#include "administration/catalog/pages.h"

namespace kreislauf::catalog {

std::vector<authority::Route> routes(Catalog& catalog) {
  using enum http::Method;
  using authority::Context;
  using http::Data, http::Load, http::Place, http::Request, http::Response, http::Right, http::Work;
  // Each request reads the catalogue as it stands when the request begins.
  auto const with = [&catalog](Response (*handler)(Snapshot const&, Request const&, Context&)) {
    return [&catalog, handler](Request const& request, Context& context) {
      return handler(*catalog.snapshot(), request, context);
    };
  };
  return {
      {get, "/", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, with(pages::home),
       "Home page of the authority"},
      {get, "/suche", Right::everyone, Place::authority, Load::search, Data::open, Work::memory, with(pages::search),
       "Search services and offices"},
      {get, "/dienste", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, with(pages::services),
       "All services from A to Z"},
      {get, "/dienste/{dienst}", Right::everyone, Place::authority, Load::read, Data::open, Work::memory,
       with(pages::service), "One service"},
      {get, "/lebenslagen", Right::everyone, Place::authority, Load::read, Data::open, Work::memory,
       with(pages::situations), "Life situations"},
      {get, "/lebenslagen/{lage}", Right::everyone, Place::authority, Load::read, Data::open, Work::memory,
       with(pages::situation), "One life situation"},
      {get, "/zustaendigkeit", Right::everyone, Place::authority, Load::read, Data::open, Work::memory,
       with(pages::competences), "Who does what"},
      {get, "/feed.atom", Right::everyone, Place::anywhere, Load::export_data, Data::open, Work::memory,
       with(pages::feed), "Changes of the catalogue"},
      {get, "/sitemap.xml", Right::everyone, Place::anywhere, Load::export_data, Data::open, Work::blocking,
       with(pages::sitemap), "Sitemap"},
      {get,
       "/api/v1/services",
       Right::everyone,
       Place::anywhere,
       Load::search,
       Data::open,
       Work::memory,
       with(api::services),
       "Search services, or page through all of them by key",
       0,
       {{"q", "query", "everyday words; without it the whole catalogue is listed"},
        {"after", "query", "key of the last service of the page before"},
        {"limit", "query", "1 to 100 with q, 1 to 500 without"}},
       "ServiceList"},
      {get,
       "/api/v1/services/{key}",
       Right::everyone,
       Place::anywhere,
       Load::read,
       Data::open,
       Work::memory,
       with(api::service),
       "One service with its texts",
       0,
       {{"key", "path", "LeiKa key or name in addresses"}},
       "Service"},
      {get,
       "/api/v1/suggest",
       Right::everyone,
       Place::anywhere,
       Load::search,
       Data::open,
       Work::memory,
       with(api::suggest),
       "Services while typing",
       0,
       {{"q", "query", "what was typed"}, {"lang", "query", "language of the answer: de, en, tr, uk, ar"}},
       "Suggestions"},
      {get,
       "/api/v1/competence",
       Right::everyone,
       Place::authority,
       Load::export_data,
       Data::open,
       Work::memory,
       with(api::competence),
       "Who is responsible for each service in this authority",
       0,
       {{"after", "query", "key of the last service of the page before"}, {"limit", "query", "1 to 500"}},
       "CompetenceList"},
      {get,
       "/api/v1/changes",
       Right::everyone,
       Place::anywhere,
       Load::read,
       Data::open,
       Work::memory,
       with(api::changes),
       "The last changes of the catalogue",
       0,
       {},
       "ChangeList"},
  };
}

}  // namespace kreislauf::catalog
