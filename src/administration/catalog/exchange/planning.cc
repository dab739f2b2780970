#include <fmt/format.h>

#include <algorithm>

#include "administration/catalog/exchange/exchange.h"
#include "administration/catalog/store/store.h"
#include "base/log.h"
#include "platform/i18n/dates.h"

// Versions of packages that are kept for later: drafts, and such that go live by themselves.
namespace kreislauf::catalog {

std::vector<Problem> Catalog::problems_in(PackageFiles const& package) const {
  auto problems = read_package(package).problems;
  for (auto const& examiner : examiners_) {
    auto const more = examiner(package);
    problems.insert(problems.end(), more.begin(), more.end());
  }
  return problems;
}

ImportReport plan_packages(db::Store& store, std::vector<PackageFiles> const& packages, std::optional<Instant> live_at,
                           Clock const& clock, Examiner const& examine) {
  ImportReport report;
  std::vector<PlannedPackage> fine;
  for (auto const& package : packages) {
    auto const problems = examine(package);
    for (auto const& problem : problems)
      report.reject(problem.line, fmt::format("{}/{}: {}", package.slug, problem.file, problem.message));
    if (not problems.empty()) continue;
    fine.push_back({package, live_at ? iso_utc(*live_at) : std::string{}, iso_utc(clock.now())});
    ++report.added;
  }
  if (fine.empty()) return report;
  store.commons().write([&](db::Connection& commons) {
    for (auto const& one : fine) store::save(commons, one);
  });
  return report;
}

std::vector<PlannedPackage> planned_packages(db::Store& store) {
  std::vector<PlannedPackage> planned;
  store.commons().read([&](db::Connection& commons) { planned = store::load_planned(commons); });
  return planned;
}

bool drop_planned(db::Store& store, std::string_view slug, std::string_view live_at) {
  bool gone = false;
  store.commons().write([&](db::Connection& commons) { gone = store::remove_planned(commons, slug, live_at); });
  return gone;
}

ImportReport publish(db::Store& store, PlannedPackage const& planned, Clock const& clock, Examiner const& examine) {
  auto report = import_packages(store, {planned.files}, clock, examine);
  // Only what is live now is forgotten here: a crash in between publishes it once more, which changes nothing.
  if (report.rejected.empty()) drop_planned(store, planned.files.slug, planned.live_at);
  return report;
}

bool Catalog::publish_due(Clock const& clock) {
  auto const now = clock.now();
  if (now < next_due_.load()) return false;
  auto const examine = [this](PackageFiles const& package) { return problems_in(package); };
  for (auto const& one : planned_packages(store_)) {
    if (one.live_at.empty() or parse_iso_utc(one.live_at) > now) continue;
    auto const report = publish(store_, one, clock, examine);
    for (auto const& [line, reason] : report.rejected)
      log::error("planned_package_rejected", fmt::format("line {}: {}", line, reason));
    if (report.rejected.empty()) {
      log::info("package_published", one.files.slug);
      continue;
    }
    // The program has become another since it was planned: it waits as a draft for somebody who mends it.
    store_.commons().write([&](db::Connection& commons) {
      store::remove_planned(commons, one.files.slug, one.live_at);
      store::save(commons, PlannedPackage{one.files, {}, one.planned_at});
    });
  }
  return true;
}

namespace exchange {

namespace {

using authority::Argument, authority::Command, authority::CommandRun;

std::string moment_of(std::string const& live_at) {
  return live_at.empty() ? "draft" : i18n::short_moment(parse_iso_utc(live_at));
}

int run_planned(CommandRun const& run) {
  auto const planned = planned_packages(run.house.store);
  for (auto const& one : planned) {
    auto const reading = read_package(one.files);
    fmt::print("{:<28} version {:<4} {}\n", one.files.slug, reading.service.version, moment_of(one.live_at));
  }
  if (planned.empty()) fmt::print("no service has a draft or a version that goes live later\n");
  return authority::exit_fine;
}

/// The version of this service that is meant: its only one, or the one that goes live first where there is no draft.
std::optional<PlannedPackage> meant(CommandRun const& run) {
  auto const slug = run.arguments.text("SERVICE");
  auto planned = planned_packages(run.house.store);
  auto const found =
      std::find_if(planned.begin(), planned.end(), [&](auto const& one) { return one.files.slug == slug; });
  if (found == planned.end()) return std::nullopt;
  return std::move(*found);
}

int refuse_unknown(CommandRun const& run) {
  return authority::refuse(
      fmt::format("\"{}\" has no draft and no version that goes live later; `kreislauf planned services` lists them",
                  run.arguments.text("SERVICE")));
}

int run_publish(CommandRun const& run, Catalog& catalog) {
  auto const planned = meant(run);
  if (not planned) return refuse_unknown(run);
  auto const examine = [&](PackageFiles const& package) { return catalog.problems_in(package); };
  return authority::print_report(publish(run.house.store, *planned, run.house.clock, examine), "service", run.json);
}

int run_drop(CommandRun const& run) {
  auto const planned = meant(run);
  if (not planned or not drop_planned(run.house.store, planned->files.slug, planned->live_at))
    return refuse_unknown(run);
  fmt::print("{} ({}): gone\n", planned->files.slug, moment_of(planned->live_at));
  return authority::exit_fine;
}

}  // namespace

std::vector<Command> planning_commands(Catalog& catalog) {
  Argument const service{.name = "SERVICE", .help = "name of its folder: hund-anmelden", .required = true};
  return {{.group = "planned",
           .name = "services",
           .help = "versions of services that are drafts or go live later",
           .arguments = {},
           .run = run_planned},
          {.group = "publish",
           .name = "service",
           .help = "makes the draft of a service live, or what goes live next",
           .arguments = {service},
           .run = [&catalog](CommandRun const& run) { return run_publish(run, catalog); }},
          {.group = "drop",
           .name = "service",
           .help = "forgets the draft of a service, or what goes live next",
           .arguments = {service},
           .run = run_drop}};
}

}  // namespace exchange

}  // namespace kreislauf::catalog
