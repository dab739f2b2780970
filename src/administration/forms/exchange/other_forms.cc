#include "administration/forms/exchange/other_forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/files.h"
#include "administration/forms/library.h"
#include "administration/forms/rules/definition.h"
#include "base/embedded.h"

namespace kreislauf::forms::exchange {

namespace {

namespace fs = std::filesystem;

/// What is wrong with it is told to who checks it.
std::shared_ptr<Definition const> read_other(FormFiles const& files) {
  if (files.form.empty()) return nullptr;
  std::vector<authored::Problem> unheard;
  auto const blocks = read_blocks(block_files(), unheard);
  return std::make_shared<Definition const>(read_definition(files, blocks, unheard));
}

constexpr std::string_view packages = "services/", about_file = "/service.toml";

std::vector<std::string> services_of_program() {
  std::vector<std::string> all;
  for (auto const& file : embedded_files()) {
    if (not file.path.starts_with(packages) or not file.path.ends_with(about_file)) continue;
    auto const slug = file.path.substr(packages.size(), file.path.size() - packages.size() - about_file.size());
    all.emplace_back(slug);
  }
  return all;
}

std::shared_ptr<Definition const> form_of_program(std::string_view service) {
  auto const folder = fmt::format("{}{}/", packages, service);
  FormFiles files{.form = std::string{embedded_file(folder + "form.toml")}, .translations = {}};
  for (auto const& file : embedded_files()) {
    if (file.path.starts_with(folder) and file.path.ends_with(".csv"))
      files.lists.emplace(std::string{file.path.substr(folder.size())}, std::string{file.content});
  }
  files.fee = embedded_file(folder + std::string{fee_file});
  return read_other(files);
}

void add_services(std::vector<std::string>& all, std::vector<std::string> more) {
  for (auto& one : more) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
  }
}

}  // namespace

OtherForms forms_beside(fs::path const& folder) {
  auto const around = fs::absolute(folder).lexically_normal();
  auto const base = around.has_filename() ? around.parent_path() : around.parent_path().parent_path();
  OtherForms others;
  for (auto const& entry : fs::directory_iterator{base}) {
    if (fs::exists(entry.path() / "service.toml")) others.services.push_back(entry.path().filename().string());
  }
  add_services(others.services, services_of_program());
  others.form = [base](std::string_view service) {
    bool const there = fs::exists(base / service / "service.toml");
    return there ? read_other(files_of(base / service)) : form_of_program(service);
  };
  return others;
}

OtherForms forms_of(Library const& library) {
  OtherForms others;
  for (auto const& one : library.all_live()) others.services.push_back(one->service);
  add_services(others.services, services_of_program());
  others.form = [&library](std::string_view service) {
    auto const live = library.live(service);
    if (live == nullptr) return form_of_program(service);
    return std::shared_ptr<Definition const>{live->compiled, &live->definition()};
  };
  return others;
}

}  // namespace kreislauf::forms::exchange
