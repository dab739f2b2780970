#include "administration/catalog/api/api.h"
#include "administration/catalog/shared/reading.h"

namespace kreislauf::catalog::api {

using shared::reading;

std::vector<authority::Route> routes(Catalog& catalog) {
  authority::Rows rows;
  rows.anywhere("/api/v1/services", reading(catalog, &services), "Search services, or page through all of them by key")
      .sheds(http::Load::search)
      .api({.answers = "ServiceList",
            .parameters = {{"q", "query", "everyday words; without it the whole catalogue is listed"},
                           {"after", "query", "key of the last service of the page before"},
                           {"limit", "query", "1 to 100 with q, 1 to 500 without"}}});
  rows.anywhere("/api/v1/services/{key}", reading(catalog, &service), "One service with its texts")
      .api({.answers = "Service", .parameters = {{"key", "path", "LeiKa key or name in addresses"}}});
  rows.anywhere("/api/v1/suggest", reading(catalog, &suggest), "Services while typing")
      .sheds(http::Load::search)
      .api({.answers = "Suggestions",
            .parameters = {{"q", "query", "what was typed"},
                           {"lang", "query", "language of the answer: de, en, tr, uk, ar"}}});
  rows.open("/api/v1/competence", reading(catalog, &competence),
            "Who is responsible for each service in this authority")
      .sheds(http::Load::export_data)
      .api({.answers = "CompetenceList",
            .parameters = {{"after", "query", "key of the last service of the page before"},
                           {"limit", "query", "1 to 500"}}});
  rows.anywhere("/api/v1/changes", reading(catalog, &changes), "The last changes of the catalogue")
      .api({.answers = "ChangeList"});
  return rows.take();
}

}  // namespace kreislauf::catalog::api
