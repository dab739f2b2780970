#include <boost/json.hpp>

#include "administration/catalog/resident/pages.h"

namespace kreislauf::catalog::pages {

namespace {

/// JSON inside a script element: `<` must not end the element.
std::string script_safe(std::string text) {
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at)) text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace

void write_json_ld(html::Writer& out, TownContext const& c, Service const& service,
                   rules::Responsible const& responsible) {
  namespace json = boost::json;
  // Every visit of the page builds it: in memory that is at hand.
  unsigned char buffer[4096];
  json::monotonic_resource memory{buffer, sizeof buffer};
  json::object body{{{"@context", "https://schema.org"},
                     {"@type", "GovernmentService"},
                     {"name", service.name()},
                     {"url", c.origin + "/dienste/" + service.slug},
                     {"identifier", service.key.value()},
                     {"serviceType", service.bundle},
                     {"areaServed", {{"@type", "AdministrativeArea"}, {"name", c.authority.full_name()}}}},
                    &memory};
  if (service.german()) body["description"] = service.german()->teaser;
  if (auto const* operates = responsible.authority; operates != nullptr) {
    body["serviceOperator"] = {
        {"@type", "GovernmentOrganization"}, {"name", operates->full_name()}, {"url", c.origin_of(*operates) + "/"}};
  }
  out("<script type='application/ld+json'>"_h, html::script_data(script_safe(json::serialize(body))), "</script>"_h);
}

}  // namespace kreislauf::catalog::pages
