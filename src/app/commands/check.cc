#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>

#include "administration/catalog/catalog.h"
#include "app/commands/command.h"
#include "authority/authority.h"
#include "platform/search/check.h"

namespace kreislauf::app {

namespace {

namespace fs = std::filesystem;

/// Prints `file:line: message`, the form editors jump to.
std::size_t check_folder(std::string const& folder, boost::json::array& all, bool json) {
  auto const path = fs::weakly_canonical(folder);
  auto const content = [&](char const* name) {
    return fs::exists(path / name) ? read_file((path / name).string()) : std::string{};
  };
  auto const reading = catalog::read_package(
      {path.filename().string(), content("service.toml"), content("text.de.md"), content("text.en.md")});
  for (auto const& problem : reading.problems) {
    auto const file = (fs::path{folder} / problem.file).string();
    if (json)
      all.push_back({{"file", file}, {"line", problem.line}, {"message", problem.message}});
    else if (problem.line > 0)
      fmt::print("{}:{}: {}\n", file, problem.line, problem.message);
    else
      fmt::print("{}: {}\n", file, problem.message);
  }
  if (not json and reading.problems.empty())
    fmt::print("{}: fine (Flesch-Amstad {:.0f})\n", folder, catalog::measure(*reading.service.german).flesch);
  return reading.problems.size();
}

void add_service_check(CLI::App& parent, int& code) {
  auto* command = parent.add_subcommand("service", "Check service packages; errors name file and line");
  auto folders = std::make_shared<std::vector<std::string>>();
  auto json = std::make_shared<bool>(false);
  command->add_option("DIR", *folders, "folders to check")->required();
  command->add_flag("--json", *json, "answer as JSON");
  command->callback([=, &code] {
    std::size_t good = 0;
    boost::json::array all;
    for (auto const& folder : *folders) good += check_folder(folder, all, *json) == 0 ? 1 : 0;
    auto const bad = folders->size() - good;
    if (*json)
      fmt::print("{}\n",
                 boost::json::serialize(boost::json::object{{"passed", good}, {"failed", bad}, {"problems", all}}));
    else
      fmt::print("{} passed, {} failed\n", good, bad);
    code = static_cast<int>(bad == 0 ? Exit::fine : Exit::rejected);
  });
}

void add_search_check(CLI::App& parent, int& code) {
  auto* command =
      parent.add_subcommand("search", "Hits at 1, 3, 5 and 10 for everyday queries (CSV: query, leika_key)");
  auto choice = std::make_shared<StoreChoice>();
  auto file = std::make_shared<std::string>();
  auto town = std::make_shared<std::string>();
  add_store_options(*command, *choice);
  command->add_option("FILE", *file, "queries with the official key that is right")->required();
  command->add_option("--authority", *town, "rank as in this town: its key or name in addresses");
  command->callback([=, &code] {
    SystemClock const clock;
    auto const expected = search::read_expectations(read_file(*file));
    if (not expected) {
      fmt::print(stderr, "{}: {}\n", *file, expected.error());
      code = static_cast<int>(Exit::rejected);
      return;
    }
    auto const store = open_store(*choice, clock);
    catalog::import_packages(*store, catalog::embedded_packages(), clock);
    catalog::Catalog catalog{*store};
    authority::Authorities authorities{*store};
    auto const directory = authorities.directory();
    auto const* authority = directory->by_slug(*town) != nullptr ? directory->by_slug(*town) : directory->by_key(*town);
    auto const snapshot = catalog.snapshot();
    auto const report = search::check(snapshot->index(), *expected, catalog::options_for(*snapshot, authority, 10));
    if (choice->json)
      fmt::print("{}\n", boost::json::serialize(boost::json::object{{"queries", report.queries},
                                                                    {"at1", report.at_1},
                                                                    {"at3", report.at_3},
                                                                    {"at5", report.at_5},
                                                                    {"at10", report.at_10}}));
    else
      fmt::print("{}", search::as_text(report));
  });
}

}  // namespace

void add_check(CLI::App& program, int& code) {
  auto* check = program.add_subcommand("check", "Check packages, search and rules before residents meet them");
  check->require_subcommand(1);
  add_service_check(*check, code);
  add_search_check(*check, code);
  add_rules_checks(*check, code);
}

}  // namespace kreislauf::app
