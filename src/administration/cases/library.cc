#include "administration/cases/library.h"

#include <fmt/format.h>

#include <mutex>

#include "administration/cases/store/types.h"
#include "administration/catalog/catalog.h"
#include "base/log.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::cases {

namespace {

constexpr std::string_view type_file = "case.toml", notice_file = "notice.de.md", process_file = "process.bpmn";

std::string file_of(catalog::PackageFiles const& package, std::string_view name) {
  auto const found = package.more.find(std::string{name});
  return found == package.more.end() ? std::string{} : found->second;
}

/// The same files are the same version, for good: what was there before processes keeps its name.
std::string version_of(store::StoredType const& stored) {
  auto const process = stored.process.empty() ? std::string{} : "\n" + stored.process;
  return crypto::sha256_hex(fmt::format("{}\n{}\n{}{}", stored.service, stored.file, stored.notice, process))
      .substr(0, 16);
}

Library::Type read(store::StoredType const& stored, std::string version) {
  std::vector<authored::Problem> problems;
  auto type = read_type(stored.file, type_file, stored.process, problems);
  for (auto const& one : problems)
    log::error("case_type_rejected", fmt::format("{}/{}:{}: {}", stored.service, one.file, one.line, one.message));
  if (not problems.empty()) return nullptr;
  type.service = stored.service;
  type.version = std::move(version);
  type.notice = stored.notice;
  return std::make_shared<CaseType const>(std::move(type));
}

}  // namespace

Library::Type Library::known(std::string_view version) {
  std::shared_lock const lock{mutex_};
  auto const found = versions_.find(version);
  return found == versions_.end() ? nullptr : found->second;
}

Library::Type Library::keep(Type type) {
  if (type == nullptr) return type;
  std::unique_lock const lock{mutex_};
  return versions_.emplace(type->version, type).first->second;
}

std::vector<authored::Problem> Library::problems_in(catalog::PackageFiles const& package) {
  std::vector<authored::Problem> problems;
  auto const file = file_of(package, type_file), drawing = file_of(package, process_file);
  if (not file.empty() or not drawing.empty()) read_type(file, type_file, drawing, problems);
  return problems;
}

void Library::reload() {
  auto live = std::make_shared<ByName>();
  for (auto const& package : catalog::stored_packages(store_)) {
    store::StoredType const stored{package.slug, file_of(package, type_file), file_of(package, notice_file),
                                   file_of(package, process_file)};
    if (stored.file.empty() and stored.notice.empty() and stored.process.empty()) continue;
    auto const version = version_of(stored);
    auto type = known(version);
    if (type == nullptr) {
      type = keep(read(stored, version));
      if (type == nullptr) continue;
      store_.commons().write([&](db::Connection& commons) { store::keep(commons, version, stored, clock_.now()); });
    }
    live->emplace(package.slug, std::move(type));
  }
  live_.store(std::move(live));
}

Library::Type Library::live(std::string_view service) const {
  auto const live = live_.load();
  auto const found = live->find(service);
  return found == live->end() ? standard_ : found->second;
}

Library::Type Library::version(std::string_view version) {
  if (version.empty()) return standard_;
  if (auto type = known(version)) return type;
  std::optional<store::StoredType> stored;
  store_.commons().read([&](db::Connection& commons) { stored = store::type(commons, version); });
  auto type = stored ? keep(read(*stored, std::string{version})) : nullptr;
  return type == nullptr ? standard_ : type;
}

}  // namespace kreislauf::cases
