#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>

#include "administration/catalog/catalog.h"
#include "administration/catalog/exchange/exchange.h"
#include "administration/catalog/rules/competence.h"
#include "administration/catalog/rules/official_key.h"
#include "administration/catalog/rules/package_json.h"
#include "administration/catalog/store/store.h"
#include "platform/search/check.h"

namespace kreislauf::catalog::exchange {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using authority::Argument, authority::Command, authority::CommandRun;

OnRejection on_rejection(CommandRun const& run) {
  return run.arguments.flag("--all-or-nothing") ? OnRejection::roll_back : OnRejection::keep_good_lines;
}

PackageFiles read_folder(std::string const& folder) {
  auto const path = fs::weakly_canonical(folder);
  PackageFiles files{.slug = path.filename().string(), .facts = {}, .texts = {}};
  if (not fs::is_directory(path)) return files;
  auto const take_all = [&](fs::path const& from, std::string const& before) {
    if (not fs::is_directory(from)) return;
    for (auto const& entry : fs::directory_iterator{from}) {
      if (entry.is_regular_file())
        take_file(files, before + entry.path().filename().string(), authority::read_file(entry.path().string()));
    }
  };
  take_all(path, "");
  take_all(path / "rules", "rules/");
  return files;
}

int run_import_leika(CommandRun const& run) {
  auto const csv = authority::read_file(run.arguments.text("FILE"));
  auto const report = import_leika(run.house.store, csv, on_rejection(run), run.house.clock);
  return authority::print_report(report, "leika", run.json);
}

int run_import_xzufi(CommandRun const& run) {
  auto const xml = authority::read_file(run.arguments.text("FILE"));
  auto const report = import_xzufi(run.house.store, xml, on_rejection(run), run.house.clock);
  return authority::print_report(report, "xzufi", run.json);
}

/// `2027-01-01` or `2027-01-01T06:00` in legal time.
std::optional<Instant> moment_in(std::string const& text) {
  constexpr std::size_t day_alone = 10;
  return parse_legal(text.size() == day_alone ? text + "T00:00" : text);
}

/// What the catalogue that was imported says of the keys of packages; nothing where there is none.
void note_keys(CommandRun const& run, std::vector<PackageFiles> const& packages, ImportReport& report) {
  std::vector<OfficialService> services;
  run.house.store.commons().read([&](db::Connection& commons) {
    for (auto const& row : store::load_rows(commons)) {
      if (rules::is_leika_key(row.key)) services.push_back({row.key, row.name});
    }
  });
  if (services.empty()) return;
  OfficialKeys const keys{std::move(services)};
  for (auto const& package : packages) {
    auto const reading = read_package(package);
    if (not reading.problems.empty()) continue;
    for (auto const& one : keys.look_up(package, reading.service))
      report.notes.push_back(fmt::format("{}/{}:{}: warning: {}", package.slug, one.file, one.line, one.message));
  }
}

int run_import_service(CommandRun const& run, Catalog& catalog) {
  std::vector<PackageFiles> packages;
  for (auto const& folder : run.arguments.list("DIR")) packages.push_back(read_folder(folder));
  auto const examine = [&](PackageFiles const& package) { return catalog.problems_in(package); };
  auto const from = run.arguments.text("--from");
  auto& house = run.house;
  if (from.empty() and not run.arguments.flag("--draft")) {
    auto report = import_packages(house.store, packages, house.clock, examine);
    note_keys(run, packages, report);
    return authority::print_report(report, "service", run.json);
  }
  std::optional<Instant> live_at;
  if (not from.empty()) {
    live_at = moment_in(from);
    if (not live_at or run.arguments.flag("--draft"))
      return authority::refuse(
          "--from takes a day or a moment in local time, 2027-01-01 or 2027-01-01T06:00, without --draft");
    if (*live_at <= house.clock.now())
      return authority::refuse(fmt::format("{} has passed; without --from it is live at once", from));
  }
  return authority::print_report(plan_packages(house.store, packages, live_at, house.clock, examine), "service",
                                 run.json);
}

/// Needs no store: authors check their packages before there is one.
int run_check_service(CommandRun const& run) {
  std::optional<OfficialKeys> keys;
  if (auto const file = run.arguments.text("--leika"); not file.empty()) {
    auto services = official_services(authority::read_file(file));
    if (not services) return authority::refuse(fmt::format("{}: {}", file, services.error()));
    keys.emplace(*std::move(services));
  }
  return authority::look_into_folders(run, [&](std::string const& folder) -> authority::Looked {
    auto const files = read_folder(folder);
    auto reading = read_package(files);
    authority::Looked looked{.problems = std::move(reading.problems),
                             .warnings = past_checks(reading.service, legal_time(run.house.clock.now()).day)};
    if (not looked.problems.empty()) return looked;
    if (keys) {
      for (auto& one : keys->look_up(files, reading.service)) looked.warnings.push_back(std::move(one));
    }
    looked.fine = fmt::format("Flesch-Amstad {:.0f}", measure(*reading.service.german()).flesch);
    return looked;
  });
}

int run_check_search(CommandRun const& run) {
  auto const file = run.arguments.text("FILE"), town = run.arguments.text("--authority");
  auto const expected = search::read_expectations(authority::read_file(file));
  if (not expected) return authority::refuse(fmt::format("{}: {}", file, expected.error()));
  import_embedded(run.house.store, run.house.clock);
  Catalog catalog{run.house.store};
  catalog.reload();
  auto const snapshot = catalog.snapshot();
  auto const directory = run.house.authorities.directory();
  auto const* at = directory->by_slug(town);
  if (at == nullptr) at = directory->by_key(town);
  auto const report = search::check(snapshot->index(), *expected, options_for(*snapshot, at, 10));
  if (run.json) {
    json::object const answer{{"queries", report.queries},
                              {"at1", report.at_1},
                              {"at3", report.at_3},
                              {"at5", report.at_5},
                              {"at10", report.at_10}};
    fmt::print("{}\n", json::serialize(answer));
  } else {
    fmt::print("{}", search::as_text(report));
  }
  return authority::exit_fine;
}

}  // namespace

namespace {

Command import_service(Catalog& catalog) {
  using Kind = Argument::Kind;
  return {.group = "import",
          .name = "service",
          .help = "service packages: folders in the form of docs/services.md",
          .arguments = {{.name = "DIR", .help = "folders to read", .kind = Kind::list, .required = true},
                        {.name = "--draft", .help = "not live: staff can try it", .kind = Kind::flag},
                        {.name = "--from", .help = "goes live then: 2027-01-01 or 2027-01-01T06:00"}},
          .run = [&catalog](CommandRun const& run) { return run_import_service(run, catalog); }};
}

std::vector<Command> imports(Catalog& catalog) {
  using Kind = Argument::Kind;
  Argument const file{.name = "FILE", .help = "file to read", .required = true};
  Argument const whole{.name = "--all-or-nothing", .help = "store nothing when a line is rejected", .kind = Kind::flag};
  return {
      {.group = "import",
       .name = "leika",
       .help = "the official catalogue of services (CSV with leika_schluessel, name ...)",
       .arguments = {file, whole},
       .run = run_import_leika},
      {.group = "import",
       .name = "xzufi",
       .help = "text modules of services (XZuFi 2.1 or 2.2)",
       .arguments = {file, whole},
       .run = run_import_xzufi},
      import_service(catalog),
      {.group = "import",
       .name = "answers",
       .help = "what towns answered to the questions of services (CSV, see kreislauf questions)",
       .arguments = {file, whole},
       .run = run_import_answers},
  };
}

}  // namespace

std::vector<Command> commands(Catalog& catalog) {
  using Kind = Argument::Kind;
  auto all = imports(catalog);
  auto const planning = planning_commands(catalog);
  all.insert(all.end(), planning.begin(), planning.end());
  std::vector<Command> const others{
      {.group = {},
       .name = "questions",
       .help = "What services ask of one town, with its answers: a CSV file to fill in and import",
       .arguments = {},
       .of_town = true,
       .run = run_questions},
      {.group = "check",
       .name = "service",
       .help = "Check service packages; errors name file and line",
       .arguments = {{.name = "DIR", .help = "folders to check", .kind = Kind::list, .required = true},
                     {.name = "--leika", .help = "the official catalogue (CSV), to look up keys in it"}},
       .without_store = true,
       .run = run_check_service},
      {.group = "check",
       .name = "search",
       .help = "Hits at 1, 3, 5 and 10 for everyday queries (CSV: query, leika_key)",
       .arguments = {{.name = "FILE", .help = "queries with the official key that is right", .required = true},
                     {.name = "--authority", .help = "rank as in this town: its key or name in addresses"}},
       .run = run_check_search},
  };
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

}  // namespace kreislauf::catalog::exchange
