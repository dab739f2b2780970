#include <fmt/format.h>

#include <map>

#include "administration/catalog/store/store.h"
#include "base/embedded.h"

namespace kreislauf::catalog {

void take_file(PackageFiles& package, std::string const& name, std::string content) {
  if (name == "service.toml") {
    package.facts = std::move(content);
    return;
  }
  for (auto const language : i18n::all_languages) {
    if (name != text_file(language)) continue;
    package.texts[language] = std::move(content);
    return;
  }
  package.more[name] = std::move(content);
}

std::vector<PackageFiles> stored_packages(db::Store& db) {
  std::vector<PackageFiles> packages;
  db.commons().read([&](db::Connection& connection) { packages = store::load_packages(connection); });
  return packages;
}

std::vector<PackageFiles> embedded_packages() {
  std::map<std::string, PackageFiles> packages;
  for (auto const& file : embedded_files()) {
    if (not file.path.starts_with("services/")) continue;
    auto const rest = file.path.substr(9);
    auto const slash = rest.find('/');
    if (slash == std::string_view::npos) continue;
    auto& package = packages[std::string{rest.substr(0, slash)}];
    package.slug = std::string{rest.substr(0, slash)};
    auto const name = rest.substr(slash + 1);
    take_file(package, std::string{name}, std::string{file.content});
  }
  std::vector<PackageFiles> all;
  for (auto& [slug, package] : packages) all.push_back(std::move(package));
  return all;
}

ImportReport import_packages(db::Store& db, std::vector<PackageFiles> const& packages, Clock const& clock) {
  ImportReport report;
  std::map<std::string, PackageFiles> known;
  db.commons().read([&](db::Connection& connection) {
    for (auto& package : store::load_packages(connection)) known.emplace(package.slug, std::move(package));
  });
  std::vector<std::pair<PackageFiles const*, Service>> to_save;
  for (auto const& package : packages) {
    auto const old = known.find(package.slug);
    if (old != known.end() and old->second == package) {
      ++report.unchanged;
      continue;
    }
    auto reading = read_package(package);
    for (auto const& problem : reading.problems)
      report.reject(problem.line, fmt::format("{}/{}: {}", package.slug, problem.file, problem.message));
    if (not reading.problems.empty()) continue;
    ++(old == known.end() ? report.added : report.changed);
    to_save.emplace_back(&package, std::move(reading.service));
  }
  if (to_save.empty()) return report;
  auto const now = iso_utc(clock.now());
  db.commons().write([&](db::Connection& connection) {
    for (auto const& [files, service] : to_save) {
      store::save(connection, *files);
      store::record_change(connection, now, service.key.value(), known.contains(files->slug) ? "changed" : "added",
                           service.name());
    }
  });
  return report;
}

}  // namespace kreislauf::catalog
