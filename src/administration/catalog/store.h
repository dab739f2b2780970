#pragma once

#include <map>

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::store {

struct CatalogueRow {
  std::string key, slug, types, name, legal_basis, laws, bundle, situation, topic;
  static CatalogueRow from(db::Row const& row);
  auto operator<=>(CatalogueRow const&) const = default;
};

struct ServiceText {
  std::string key, language, module, content;
  static ServiceText from(db::Row const& row);
};

std::vector<CatalogueRow> load_rows(db::Connection& connection);
std::vector<PackageFiles> load_packages(db::Connection& connection);
std::vector<ServiceText> load_texts(db::Connection& connection);
std::vector<Change> load_changes(db::Connection& connection);

void save(db::Connection& connection, CatalogueRow const& row);
void save(db::Connection& connection, PackageFiles const& files);
void save(db::Connection& connection, ServiceText const& text);
void record_change(db::Connection& connection, std::string const& at, std::string const& key, std::string_view kind,
                   std::string const& title);

}  // namespace kreislauf::catalog::store
