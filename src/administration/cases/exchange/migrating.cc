#include "administration/cases/exchange/migrating.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/acts/processing.h"
#include "administration/cases/store/store.h"
#include "administration/catalog/catalog.h"

namespace kreislauf::cases::exchange {

namespace {

using authority::CommandRun;

constexpr std::size_t at_once = 100;
constexpr std::string_view actor = "operator";

struct Report {
  std::size_t moved = 0, kept = 0;
  std::vector<std::string> reasons;  ///< which tokens have no place, a line each
};

void migrate_one(Library& library, CommandRun const& run, Case const& seen, Report& report) {
  auto visit = run.visit();
  auto const c = authority::programme_context(visit, seen.site);
  acts::perform(visit.db, visit.house.clock, actor, [&](acts::Transaction& tx) {
    auto one = current(tx, seen.id);
    if (not is_open(one.phase)) return;
    auto const homeless = migrate({tx, *c, *library.version(one.version), one}, *library.live(one.type));
    for (auto const& why : homeless) report.reasons.push_back(fmt::format("{}: {}", one.number, why));
    ++(homeless.empty() ? report.moved : report.kept);
  });
}

int run_migrate(Library& library, CommandRun const& run) {
  run.house.migrate_towns();
  library.reload();
  auto const service = run.arguments.text("SERVICE");
  auto const packages = catalog::stored_packages(run.house.store);
  bool const known =
      std::any_of(packages.begin(), packages.end(), [&](auto const& one) { return one.slug == service; });
  if (not known)
    return authority::refuse(fmt::format("there is no service \"{}\"; its name is that of its folder", service));
  auto const live = library.live(service);
  auto visit = run.visit();
  Report report;
  std::vector<Case> some;
  for (std::int64_t last = 0; last == 0 or some.size() == at_once; last = some.back().id) {
    visit.db.read([&](db::Connection& db) { some = store::after_id(db, last, at_once); });
    if (some.empty()) break;
    for (auto const& one : some) {
      if (one.type == service and is_open(one.phase) and one.version != live->version)
        migrate_one(library, run, one, report);
    }
  }
  for (auto const& line : report.reasons) fmt::print("{}\n", line);
  fmt::print("{}: {} cases go on by the live version, {} keep theirs\n", visit.authority.full_name(), report.moved,
             report.kept);
  return report.kept == 0 ? authority::exit_fine : authority::exit_rejected;
}

}  // namespace

authority::Command migrate_cases(Library& library) {
  return {.group = "cases",
          .name = "migrate",
          .help = "Open cases of a service go on by its live version, where every token of their process has a place",
          .arguments = {{.name = "SERVICE", .help = "its short name: sondernutzung", .required = true}},
          .of_town = true,
          .run = [&library](CommandRun const& run) { return run_migrate(library, run); }};
}

}  // namespace kreislauf::cases::exchange
