#include "administration/applications/resident/online_panel.h"

#include <fmt/format.h>

#include "administration/applications/shared/own_application.h"
#include "authority/page.h"

namespace kreislauf::applications {

authority::Panel online_panel(Applications& module) {
  auto const write = [&module](kern::Sheet& sheet, authority::TownContext const& c, std::string_view,
                               std::string_view slug) {
    auto const catalogue = module.catalog.snapshot();
    auto const* service = catalogue->by_slug(slug);
    if (service == nullptr) return;
    auto const path = authority::path_in(c, "/antrag/" + service->slug);
    auto const* who = catalog::rules::responsible(*service, c.authority, *c.directory).authority;
    std::string address;
    if (offered(module, c, *service) != nullptr)
      address = path;
    else if (who != nullptr and who != &c.authority and offered_by(module, *who, *service))
      address = c.origin_of(*who) + path;
    else
      return;
    kern::button_link(sheet.out(), {.path = address, .label = c.t("Jetzt online beantragen"), .icon = "screen"});
  };
  return {.place = "service_online", .write = write};
}

authority::Panel paper_panel(Applications& module) {
  auto const write = [&module](kern::Sheet& sheet, authority::TownContext const& c, std::string_view,
                               std::string_view slug) {
    auto const catalogue = module.catalog.snapshot();
    auto const* service = catalogue->by_slug(slug);
    if (service == nullptr or on_paper(module, c, *service) == nullptr) return;
    auto const path = authority::path_in(c, fmt::format("/antrag/{}/formular.pdf", service->slug));
    catalog::write_way(sheet.out(), {.icon = "doc", .name = c.t("Auf Papier")}, [&](html::Writer& out) {
      kern::actions(out, [&](html::Writer&) {
        kern::button_link(out, {.path = path,
                                .label = c.t("Formular zum Ausdrucken"),
                                .icon = "download",
                                .weight = kern::Weight::secondary});
      });
    });
  };
  return {.place = "service_ways", .write = write};
}

}  // namespace kreislauf::applications
