#include "app/commands/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "administration/appointments/appointments.h"
#include "administration/catalog/catalog.h"
#include "administration/identity/identity.h"
#include "authority/authority.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

namespace kreislauf::app {

void add_store_options(CLI::App& command, StoreChoice& choice) {
  command.add_option("--data", choice.data, "folder of the embedded store")->capture_default_str();
  command.add_option("--store", choice.store, "PostgreSQL 15 instead: postgresql://user@host/database");
  command.add_flag("--json", choice.json, "answer as JSON, for scripts");
}

std::vector<db::Migration> authority_migrations() {
  auto all = authority::authority_migrations();
  for (auto&& part :
       {acts::authority_migrations(), appointments::authority_migrations(), identity::authority_migrations()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

namespace {

/// The control of the tests that cut the power: a test that cannot lose proves nothing.
bool power_cuts_shall_lose() {
  auto const* set = std::getenv("KREISLAUF_TEST_SYNCHRONOUS");
  if (set == nullptr or std::string_view{set} != "OFF") return false;
  fmt::print(stderr,
             "WARNING: KREISLAUF_TEST_SYNCHRONOUS=OFF. What is acknowledged is NOT on disk and WILL be lost in a power "
             "cut. For tests only.\n");
  return true;
}

}  // namespace

std::unique_ptr<db::Store> open_store(StoreChoice const& choice, Clock const& clock) {
  auto store = db::Store::open({.location = choice.location(), .vfs = {}, .without_sync = power_cuts_shall_lose()});
  auto migrations = authority::commons_migrations();
  for (auto& migration : catalog::commons_migrations()) migrations.push_back(std::move(migration));
  store->migrate_commons(migrations, clock);
  return store;
}

void with_authority(StoreChoice const& choice, std::string const& name, int& code,
                    std::function<void(db::Store&, authority::Authority const&, Clock const&)> const& work) {
  SystemClock const clock;
  auto const store = open_store(choice, clock);
  authority::Authorities authorities{*store};
  auto const directory = authorities.directory();
  auto const* found = directory->by_slug(name) != nullptr ? directory->by_slug(name) : directory->by_key(name);
  if (found == nullptr) {
    fmt::print(stderr, "there is no authority \"{}\"\n", name);
    code = static_cast<int>(Exit::rejected);
    return;
  }
  work(*store, *found, clock);
}

std::string read_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (not file) throw StoreDenied{fmt::format("the file {} cannot be read; check the name and the rights", path)};
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

namespace {

void print_json(ImportReport const& report, std::string const& what) {
  boost::json::array rejected;
  for (auto const& [line, reason] : report.rejected) rejected.push_back({{"line", line}, {"reason", reason}});
  boost::json::object const body{{"import", what},
                                 {"added", report.added},
                                 {"changed", report.changed},
                                 {"unchanged", report.unchanged},
                                 {"rejected", rejected},
                                 {"rolledBack", report.rolled_back},
                                 {"notes", boost::json::array(report.notes.begin(), report.notes.end())}};
  fmt::print("{}\n", boost::json::serialize(body));
}

}  // namespace

Exit print_report(ImportReport const& report, std::string const& what, bool json) {
  if (json) {
    print_json(report, what);
  } else {
    constexpr std::size_t most_shown = 50;
    for (std::size_t i = 0; i < report.rejected.size() and i < most_shown; ++i)
      fmt::print("line {}: {}\n", report.rejected[i].line, report.rejected[i].reason);
    if (report.rejected.size() > most_shown)
      fmt::print("... and {} more; use --json for all\n", report.rejected.size() - most_shown);
    for (auto const& note : report.notes) fmt::print("{}\n", note);
    if (report.rolled_back)
      fmt::print("Nothing was stored, because lines were rejected and --all-or-nothing was given.\n");
    fmt::print("{}: {} added, {} changed, {} unchanged, {} rejected\n", what, report.added, report.changed,
               report.unchanged, report.rejected.size());
  }
  return report.rejected.empty() ? Exit::fine : Exit::rejected;
}

}  // namespace kreislauf::app
