#include "administration/forms/library.h"

#include <fmt/format.h>

#include <mutex>

#include "administration/catalog/catalog.h"
#include "administration/forms/rules/definition.h"
#include "administration/forms/shared/page_script.h"
#include "administration/forms/store/store.h"
#include "base/log.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::forms {

namespace {

constexpr std::string_view form_file = "form.toml";

FormFiles files_of(catalog::PackageFiles const& package) {
  FormFiles files{.form = package.more.at(std::string{form_file}), .translations = {}};
  if (auto const fee = package.more.find(std::string{fee_file}); fee != package.more.end()) files.fee = fee->second;
  for (auto const& [name, content] : package.more) {
    if (name.ends_with(".csv")) files.lists.emplace(name, content);
    for (auto const language : i18n::all_languages) {
      if (name == fmt::format("form.{}.toml", i18n::code(language))) files.translations[language] = content;
    }
  }
  return files;
}

/// Of everything that makes the form, the blocks of the program included: a change of any is another version.
std::string version_of(store::StoredVersion const& stored) {
  std::string all;
  auto const add = [&all](std::string_view name, std::string_view content) {
    all += fmt::format("\n{} {}\n", name, content.size());
    all += content;
  };
  add(form_file, stored.files.form);
  for (auto const language : i18n::all_languages) {
    add(i18n::code(language), stored.files.translations[language]);
    add("blocks", stored.blocks[language]);
  }
  for (auto const& [name, content] : stored.files.lists) add(name, content);
  if (not stored.files.fee.empty()) add(fee_file, stored.files.fee);
  return crypto::sha256_hex(all).substr(0, 16);
}

std::shared_ptr<Form const> compiled(store::StoredVersion const& stored, std::string version) {
  std::vector<authored::Problem> problems;
  auto const blocks = read_blocks(stored.blocks, problems);
  auto form = CompiledForm::compile(read_definition(stored.files, blocks, problems), problems);
  for (auto const& one : problems)
    log::error("form_rejected", fmt::format("{}/{}:{}: {}", stored.service, one.file, one.line, one.message));
  if (not problems.empty()) return nullptr;
  std::vector<std::string> scripts;
  for (std::size_t i = 0; i < form->definition().pages.size(); ++i) scripts.push_back(page_script(*form, i));
  return std::make_shared<Form const>(Form{stored.service, std::move(version), std::move(form), std::move(scripts)});
}

}  // namespace

std::shared_ptr<Form const> Library::known(std::string_view version) {
  std::shared_lock const lock{mutex_};
  auto const found = versions_.find(version);
  return found == versions_.end() ? nullptr : found->second;
}

std::shared_ptr<Form const> Library::keep(std::shared_ptr<Form const> form) {
  if (form == nullptr) return form;
  std::unique_lock const lock{mutex_};
  return versions_.emplace(form->version, form).first->second;
}

std::shared_ptr<Form const> Library::stored(store::StoredVersion const& form) {
  auto const version = version_of(form);
  if (auto const one = known(version)) return one;
  auto one = keep(compiled(form, version));
  if (one != nullptr)
    store_.commons().write([&](db::Connection& commons) { store::keep(commons, version, form, clock_.now()); });
  return one;
}

void Library::reload() {
  auto live = std::make_shared<ByName>();
  auto const blocks = block_files();
  for (auto const& package : catalog::stored_packages(store_)) {
    if (not package.more.contains(std::string{form_file})) continue;
    if (auto form = stored({package.slug, files_of(package), blocks})) live->emplace(package.slug, std::move(form));
  }
  live_.store(std::move(live));
}

std::shared_ptr<Form const> Library::trial(catalog::PackageFiles const& package) {
  if (not package.more.contains(std::string{form_file})) return nullptr;
  return stored({package.slug, files_of(package), block_files()});
}

std::shared_ptr<CompiledForm const> Library::compile(catalog::PackageFiles const& package,
                                                     std::vector<authored::Problem>& problems) {
  if (not package.more.contains(std::string{form_file})) return nullptr;
  auto const blocks = read_blocks(block_files(), problems);
  return CompiledForm::compile(read_definition(files_of(package), blocks, problems), problems);
}

std::shared_ptr<Form const> Library::live(std::string_view service) const {
  auto const live = live_.load();
  auto const found = live->find(service);
  return found == live->end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Form const>> Library::all_live() const {
  std::vector<std::shared_ptr<Form const>> all;
  auto const live = live_.load();
  for (auto const& [service, form] : *live) all.push_back(form);
  return all;
}

std::shared_ptr<Form const> Library::version(std::string_view version) {
  if (auto form = known(version)) return form;
  std::optional<store::StoredVersion> stored;
  store_.commons().read([&](db::Connection& commons) { stored = store::version(commons, version); });
  if (not stored) return nullptr;
  return keep(compiled(*stored, std::string{version}));
}

}  // namespace kreislauf::forms
