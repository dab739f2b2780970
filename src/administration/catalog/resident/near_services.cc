#include <algorithm>

#include "administration/catalog/resident/pages.h"

namespace kreislauf::catalog::pages {

namespace {

constexpr std::size_t most_shown = 5;

/// Services with a similar name: `/dienste/hund-anmeldung` looks for `hund anmeldung`.
std::vector<Service const*> near_services(Snapshot const& catalog, authority::Authority const& town,
                                          std::string_view path) {
  constexpr std::string_view folder = "/dienste/";
  if (not path.starts_with(folder)) return {};
  auto typed = http::percent_decoded(path.substr(folder.size()), false).value_or("");
  std::replace(typed.begin(), typed.end(), '-', ' ');
  return search_in(catalog, &town, typed, most_shown).services;
}

}  // namespace

void write_near_services(html::Writer& out, TownContext const& c, Snapshot const& catalog, std::string_view path) {
  auto const near = near_services(catalog, c.authority, path);
  if (near.empty()) return;
  kern::section(out, {.id = "nah", .heading = c.t("Meinten Sie einen dieser Dienste?")}, [&](html::Writer&) {
    std::vector<kern::Link> links;
    for (auto const* one : near) {
      links.push_back({.path = path_of(c, *one), .label = authority::german(c, one->name())});
    }
    kern::links(out, links, "kl-links kl-prose"_h);
  });
}

}  // namespace kreislauf::catalog::pages
