#pragma once

#include "administration/catalog/catalog.h"
#include "tests/support/portal.h"

namespace kreislauf::test {

/// The package for bulky waste with other files than those it comes with: `change` gets them by their names.
template <class Change>
void change_bulky_waste(TestPortal& portal, Change const& change) {
  auto packages = catalog::embedded_packages();
  std::erase_if(packages, [](auto const& package) { return package.slug != "sperrmuell-abholen"; });
  change(packages.at(0).more);
  CHECK(catalog::import_packages(*portal.store, packages, portal.clock).rejected.empty());
  for (auto const& module : portal.modules.all()) {
    if (module.reload) module.reload();
  }
}

/// With another fee: `terms` instead of its line in [form], and what else stands in the form. In German only.
inline void price_bulky_waste(TestPortal& portal, std::string const& terms, std::string const& cases,
                              std::string const& more = {}) {
  change_bulky_waste(portal, [&](auto& files) {
    std::erase_if(files,
                  [](auto const& file) { return file.first.starts_with("form.") and file.first != "form.toml"; });
    auto& form = files.at("form.toml");
    form.replace(form.find("fee  "), std::string_view{"fee        = true"}.size(), terms);
    form.insert(form.find("[page.adresse]"), cases);
    form += more;
  });
}

}  // namespace kreislauf::test
