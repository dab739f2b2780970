#include <fmt/format.h>

#include <map>

#include "administration/catalog/rules/package_json.h"
#include "administration/catalog/store/store.h"
#include "base/embedded.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::catalog {

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

namespace {

/// What is told of a package that is not taken.
bool is_fine(PackageReading const& reading, PackageFiles const& package, Examiner const& examine,
             ImportReport& report) {
  auto problems = reading.problems;
  if (examine and problems.empty()) problems = examine(package);
  for (auto const& problem : problems)
    report.reject(problem.line, fmt::format("{}/{}: {}", package.slug, problem.file, problem.message));
  return problems.empty();
}

}  // namespace

ImportReport import_packages(db::Store& db, std::vector<PackageFiles> const& packages, Clock const& clock,
                             Examiner const& examine) {
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
    if (not is_fine(reading, package, examine, report)) continue;
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

namespace {

std::string hash_of(PackageFiles const& package) { return crypto::sha256_hex(text_of(package)); }

}  // namespace

ImportReport import_embedded(db::Store& db, Clock const& clock) {
  std::map<std::string, PackageFiles> known;
  std::map<std::string, std::string, std::less<>> shipped;
  db.commons().read([&](db::Connection& connection) {
    for (auto& package : store::load_packages(connection)) known.emplace(package.slug, std::move(package));
    shipped = store::shipped_packages(connection);
  });
  std::vector<PackageFiles> taken;
  std::vector<std::pair<std::string, std::string>> marks;
  std::vector<std::string> kept;
  for (auto& package : embedded_packages()) {
    auto const hash = hash_of(package);
    auto const before = shipped.find(package.slug);
    if (before != shipped.end() and before->second == hash) continue;
    bool const theirs =
        before != shipped.end() and not before->second.empty() and hash_of(known.at(package.slug)) != before->second;
    if (theirs and known.at(package.slug) != package) {
      kept.push_back(fmt::format("{}: the program brings a newer package; the version that was imported here stays",
                                 package.slug));
      continue;
    }
    marks.emplace_back(package.slug, hash);
    taken.push_back(std::move(package));
  }
  auto report = import_packages(db, taken, clock);
  report.notes = std::move(kept);
  if (marks.empty()) return report;
  db.commons().write([&](db::Connection& connection) {
    for (auto const& [slug, hash] : marks) store::save_shipped(connection, slug, hash);
  });
  return report;
}

}  // namespace kreislauf::catalog
