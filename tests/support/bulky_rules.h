#pragma once

#include "administration/catalog/catalog.h"
#include "tests/support/portal.h"

namespace kreislauf::test {

/// The package for bulky waste with another fee than the one it comes with: `terms` instead of its line in [form], and
/// what else stands in the form. In German only.
inline void price_bulky_waste(TestPortal& portal, std::string const& terms, std::string const& cases,
                              std::string const& more = {}) {
  auto packages = catalog::embedded_packages();
  std::erase_if(packages, [](auto const& one) { return one.slug != "sperrmuell-abholen"; });
  auto& files = packages.at(0).more;
  std::erase_if(files, [](auto const& file) { return file.first.starts_with("form.") and file.first != "form.toml"; });
  auto& form = files.at("form.toml");
  form.replace(form.find("fee  "), std::string_view{"fee        = true"}.size(), terms);
  form.insert(form.find("[page.adresse]"), cases);
  form += more;
  CHECK(catalog::import_packages(*portal.store, packages, portal.clock).rejected.empty());
  for (auto const& module : portal.modules.all()) {
    if (module.reload) module.reload();
  }
}

}  // namespace kreislauf::test
