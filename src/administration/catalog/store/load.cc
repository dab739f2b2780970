#include <algorithm>
#include <map>
#include <set>

#include "administration/catalog/rules/markdown.h"
#include "administration/catalog/rules/standing.h"
#include "administration/catalog/store/store.h"
#include "base/embedded.h"
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
  auto const language = i18n::language_of(imported.language);
  if (service.package or not language) return;
  auto& text = service.texts[*language];
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
    for (auto const language : i18n::all_languages) {
      auto& text = service.texts[language];
      if (not text or not text->name.empty()) continue;
      if (language == i18n::Language::german) {
        text->name = service.official_name;
      } else {
        text.reset();
      }
    }
  }
}

std::vector<rules::CatalogueRule> catalogue_rules() {
  return rules::read_catalogue_rules(embedded_file("services/catalogue.csv"))
      .value_or(std::vector<rules::CatalogueRule>{});
}

using Kind = rules::CatalogueRule::Kind;

/// Takes a row out where it has ended or belongs to another state, and calls it by its name of today.
bool stands(Service& service, std::vector<rules::CatalogueRule> const& rules, std::vector<HiddenService>& hidden) {
  if (service.package) return true;
  auto const* rule = rules::rule_for(rules, service.official_name);
  if (rule == nullptr) return true;
  if (rule->kind == Kind::renamed) {
    service.formerly = service.official_name;
    service.official_name = rules::name_today(*rule, service.official_name);
    return true;
  }
  hidden.push_back({service.key, service.slug, service.official_name, {}, rule->reason, rule->now});
  return false;
}

/// Special cases of a service are folded into it: 68 rows of one residence permit are one page. Who has a text of its
/// own stays.
void fold_cases(std::vector<Service>& services, std::vector<HiddenService>& hidden) {
  std::map<std::string, std::size_t> by_key;
  for (std::size_t i = 0; i < services.size(); ++i) by_key.emplace(services[i].key.value(), i);
  std::vector<bool> folded(services.size());
  for (std::size_t i = 0; i < services.size(); ++i) {
    auto const& one = services[i];
    auto const parent = one.german() ? by_key.end() : by_key.find(rules::parent_of(one.key.value()));
    if (parent == by_key.end()) continue;
    auto& into = services[parent->second];
    into.cases.push_back(one.key);
    into.case_names.push_back(one.name());
    hidden.push_back({one.key, one.slug, one.name(), into.key, {}, {}});
    folded[i] = true;
  }
  std::size_t at = 0;
  std::erase_if(services, [&](Service const&) { return folded[at++]; });
}

}  // namespace

Services load_services(db::Connection& connection) {
  Services loaded;
  auto& services = loaded.shown;
  Rows rows;
  for (auto& row : load_rows(connection)) rows.emplace(row.key, std::move(row));
  std::set<std::string> taken_slugs, taken_keys;
  for (auto const& files : load_packages(connection)) {
    auto service = read_package(files).service;
    if (service.audience != Audience::residents) {
      loaded.inner.push_back(std::move(service));
      continue;
    }
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
  auto const rules = catalogue_rules();
  std::erase_if(services, [&](Service& service) { return not stands(service, rules, loaded.hidden); });
  fold_cases(services, loaded.hidden);
  std::stable_sort(services.begin(), services.end(), [](auto const& a, auto const& b) {
    return a.package != b.package ? a.package : a.name() < b.name();
  });
  return loaded;
}

}  // namespace kreislauf::catalog::store
