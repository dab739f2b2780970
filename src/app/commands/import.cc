#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "administration/catalog/catalog.h"
#include "app/commands/command.h"
#include "authority/authority.h"
#include "base/text.h"

namespace kreislauf::app {

namespace {

struct Options {
  StoreChoice store;
  std::string file;
  std::vector<std::string> folders;
  bool all_or_nothing = false;

  OnRejection on_rejection() const { return all_or_nothing ? OnRejection::roll_back : OnRejection::keep_good_lines; }
};

using Import = std::function<ImportReport(db::Store&, std::string const& content, Options const&, Clock const&)>;

/// Databases of the authorities must exist before something is imported into them.
void migrate_towns(db::Store& store, Clock const& clock) {
  authority::migrate_all(store, authority_migrations(), clock, [](std::size_t, std::size_t) {});
}

void add_file_import(CLI::App& parent, std::string const& name, std::string const& help, Import import, int& code) {
  auto* command = parent.add_subcommand(name, help);
  auto options = std::make_shared<Options>();
  add_store_options(*command, options->store);
  command->add_option("FILE", options->file, "file to read")->required();
  command->add_flag("--all-or-nothing", options->all_or_nothing, "store nothing when a line is rejected");
  command->callback([=, &code] {
    SystemClock const clock;
    auto const content = read_file(options->file);
    auto const store = open_store(options->store, clock);
    auto const report = import(*store, content, *options, clock);
    code = static_cast<int>(print_report(report, name, options->store.json));
  });
}

catalog::PackageFiles read_folder(std::string const& folder) {
  namespace fs = std::filesystem;
  auto const path = fs::weakly_canonical(folder);
  auto const content = [&](char const* name) {
    return fs::exists(path / name) ? read_file((path / name).string()) : std::string{};
  };
  return {path.filename().string(), content("service.toml"), content("text.de.md"), content("text.en.md")};
}

void add_service_import(CLI::App& parent, int& code) {
  auto* command = parent.add_subcommand("service", "service packages: folders in the form of docs/services.md");
  auto options = std::make_shared<Options>();
  add_store_options(*command, options->store);
  command->add_option("DIR", options->folders, "folders to read")->required();
  command->callback([=, &code] {
    SystemClock const clock;
    std::vector<catalog::PackageFiles> packages;
    for (auto const& folder : options->folders) packages.push_back(read_folder(folder));
    auto const store = open_store(options->store, clock);
    code = static_cast<int>(
        print_report(catalog::import_packages(*store, packages, clock), "service", options->store.json));
  });
}

}  // namespace

void add_import(CLI::App& program, int& code) {
  auto* import =
      program.add_subcommand("import", "Bring data in: authorities, the official catalogue, offices, packages");
  import->require_subcommand(1);
  add_file_import(
      *import, "authorities", "municipalities and districts (CSV, see docs/operations.md)",
      [](auto& store, auto const& content, auto const& options, auto const& clock) {
        auto report = authority::import_authorities(store, content, options.on_rejection(), clock);
        migrate_towns(store, clock);
        return report;
      },
      code);
  add_file_import(
      *import, "leika", "the official catalogue of services (CSV with leika_schluessel, name ...)",
      [](auto& store, auto const& content, auto const& options, auto const& clock) {
        return catalog::import_leika(store, content, options.on_rejection(), clock);
      },
      code);
  add_file_import(
      *import, "xzufi", "text modules of services (XZuFi 2.1 or 2.2)",
      [](auto& store, auto const& content, auto const& options, auto const& clock) {
        return catalog::import_xzufi(store, content, options.on_rejection(), clock);
      },
      code);
  add_service_import(*import, code);
  add_file_import(
      *import, "offices", "offices with opening hours (CSV)",
      [](auto& store, auto const& content, auto const& options, auto const& clock) {
        migrate_towns(store, clock);
        return authority::import_offices(store, content, options.on_rejection());
      },
      code);
  add_file_import(
      *import, "overrides", "what a town says differently: fee, office, note (CSV)",
      [](auto& store, auto const& content, auto const& options, auto const& clock) {
        migrate_towns(store, clock);
        return authority::import_overrides(store, content, options.on_rejection());
      },
      code);
  add_file_import(
      *import, "delegations", "agreements by which one authority works for another (CSV)",
      [](auto& store, auto const& content, auto const& options, auto const&) {
        return authority::import_delegations(store, content, options.on_rejection());
      },
      code);
  add_file_import(
      *import, "hosts", "own domains of authorities (CSV: authority, host)",
      [](auto& store, auto const& content, auto const& options, auto const&) {
        return authority::import_hosts(store, content, options.on_rejection());
      },
      code);
  add_appointments_import(*import, code);
}

}  // namespace kreislauf::app
