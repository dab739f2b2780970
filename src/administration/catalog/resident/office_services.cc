#include <algorithm>

#include "administration/catalog/resident/pages.h"
#include "base/text.h"

// What an office does, on its page.
namespace kreislauf::catalog::pages {

namespace {

/// Services with a text that this office answers for: by its kinds, by the town's own word, and never what another
/// authority does.
std::vector<Service const*> services_of(TownContext const& c, Snapshot const& catalog, std::string_view office) {
  std::vector<Service const*> found;
  for (auto const& service : catalog.all()) {
    if (not service.package) break;  // packages come first
    auto const* own = c.town->override_for(service.key.value());
    auto const* by_kind = c.town->office_for(service.office);
    auto const chosen = own != nullptr and not own->office.empty() ? std::string_view{own->office}
                        : by_kind == nullptr                       ? std::string_view{}
                                                                   : std::string_view{by_kind->id.value()};
    if (chosen == office and rules::responsible(service, c.authority, *c.directory).authority == &c.authority)
      found.push_back(&service);
  }
  return found;
}

}  // namespace

void write_office_services(html::Writer& out, TownContext const& c, Snapshot const& catalog, std::string_view office) {
  auto const found = services_of(c, catalog, office);
  if (found.empty()) return;
  kern::section(out, {.id = "dienste", .heading = c.t("Das machen wir hier")}, [&](html::Writer&) {
    std::vector<kern::Link> links;
    for (auto const* one : found) {
      html::Writer name{120};
      shared::write_name(name, c, *one);
      links.push_back({.path = path_of(c, *one), .label = name.take()});
    }
    kern::links(out, links);
  });
}

}  // namespace kreislauf::catalog::pages
