#include <algorithm>
#include <map>
#include <set>

#include "administration/catalog/rules/markdown.h"
#include "administration/catalog/store/store.h"
#include "base/text.h"

// Puts services together from the official rows, the packages and the imported texts.
namespace kreislauf::catalog::store {

namespace {

using Rows = std::map<std::string, CatalogueRow>;

Service of_row(CatalogueRow const& row) {
  Service service;
  service.key = ServiceKey{row.key};
  service.slug = row.slug;
  service.official_name = row.name;
  service.types = row.types;
  service.catalogue_law = row.legal_basis.empty() ? row.laws : row.legal_basis;
  service.bundle = row.bundle;
  service.situation = row.situation;
  service.topic = row.topic;
  auto const level = rules::level_of_types(row.types);
  service.competence = {level, level, level, level, {}};
  return service;
}

/// What the official catalogue says of a service that somebody wrote out.
void add_official(Service& service, Rows const& rows) {
  auto const row = rows.find(service.key.value());
  if (row == rows.end()) return;
  service.official_name = row->second.name;
  service.types = row->second.types;
  service.bundle = row->second.bundle;
  service.situation = row->second.situation;
  service.topic = row->second.topic;
}

/// Imported texts fill what no package says.
void apply_text(Service& service, ServiceText const& imported) {
  bool const german = imported.language == "de";
  if (service.package or (not german and imported.language != "en")) return;
  auto& text = german ? service.german : service.english;
  if (not text) text.emplace();
  if (imported.module == "02" or imported.module == "03") text->name = imported.content;
  if (imported.module == "24" or imported.module == "05") text->teaser = imported.content;
  std::vector<Problem> ignored;
  for (auto const& names : module_names()) {
    if (names.xzufi != imported.module) continue;
    (*text)[names.module] = read_blocks(text::split(imported.content, '\n'), 1, "xzufi", ignored);
  }
}

void add_texts(std::vector<Service>& services, db::Connection& connection) {
  std::map<std::string, Service*> by_key;
  for (auto& service : services) by_key[service.key.value()] = &service;
  for (auto const& text : load_texts(connection)) {
    if (auto const found = by_key.find(text.key); found != by_key.end()) apply_text(*found->second, text);
  }
  for (auto& service : services) {
    if (service.german and service.german->name.empty()) service.german->name = service.official_name;
    if (service.english and service.english->name.empty()) service.english.reset();
  }
}

}  // namespace

std::vector<Service> load_services(db::Connection& connection) {
  std::vector<Service> services;
  Rows rows;
  for (auto& row : load_rows(connection)) rows.emplace(row.key, std::move(row));
  std::set<std::string> taken_slugs, taken_keys;
  for (auto const& files : load_packages(connection)) {
    auto service = read_package(files).service;
    add_official(service, rows);
    taken_slugs.insert(service.slug);
    taken_keys.insert(service.key.value());
    services.push_back(std::move(service));
  }
  for (auto const& [key, row] : rows) {
    if (taken_keys.contains(key)) continue;
    services.push_back(of_row(row));
    if (taken_slugs.contains(row.slug)) services.back().slug += "-" + key;
  }
  add_texts(services, connection);
  std::stable_sort(services.begin(), services.end(), [](auto const& a, auto const& b) {
    return a.package != b.package ? a.package : a.name() < b.name();
  });
  return services;
}

}  // namespace kreislauf::catalog::store
