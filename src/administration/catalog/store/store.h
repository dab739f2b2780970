#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/catalog.h"
#include "administration/catalog/rules/package_json.h"

namespace kreislauf::catalog::store {

/// A line of the official catalogue (LeiKa).
struct CatalogueRow {
  std::string key, slug, types, name, legal_basis, laws, bundle, situation, topic;
  static CatalogueRow from(db::Row const& row);
  auto operator<=>(CatalogueRow const&) const = default;
};

/// A text module of an XZuFi message; `module` is its official code.
struct ServiceText {
  std::string key, language, module, content;
  static ServiceText from(db::Row const& row);
};

std::vector<CatalogueRow> load_rows(db::Connection& connection);
std::vector<PackageFiles> load_packages(db::Connection& connection);
std::vector<ServiceText> load_texts(db::Connection& connection);
std::vector<Change> load_changes(db::Connection& connection);

/// All services: packages first, then by name.
Services load_services(db::Connection& connection);

void save(db::Connection& connection, CatalogueRow const& row);
void save(db::Connection& connection, PackageFiles const& files);
void save(db::Connection& connection, ServiceText const& text);
void remove(db::Connection& connection, ServiceText const& text);
/// The hash of the package of the program that stood here last, by slug; empty where none did.
std::map<std::string, std::string, std::less<>> shipped_packages(db::Connection& connection);
void save_shipped(db::Connection& connection, std::string_view slug, std::string_view hash);
/// Versions that are not live, those without a moment first, by slug.
std::vector<PlannedPackage> load_planned(db::Connection& connection);
/// When the next goes live by itself; empty: none.
std::string first_planned(db::Connection& connection);
/// Of the same moment there is one: the last.
void save(db::Connection& connection, PlannedPackage const& planned);
/// False where there was none.
bool remove_planned(db::Connection& connection, std::string_view slug, std::string_view live_at);
/// News for the readers of the feed. `kind` is added, changed or removed.
void record_change(db::Connection& connection, std::string const& at, std::string const& key, std::string_view kind,
                   std::string const& title);

}  // namespace kreislauf::catalog::store
