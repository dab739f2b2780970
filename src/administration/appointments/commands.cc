#include "administration/appointments/commands.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/appointments/exchange/seed.h"
#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/exchange/zms.h"
#include "administration/appointments/shared/running.h"

// Plans and bookings for who runs the machine.
namespace kreislauf::appointments {

namespace {

using authority::Argument, authority::Command, authority::CommandRun;

/// What the plans of this town can name, as it is now: an import may just have added offices.
Surroundings around(CommandRun const& run, catalog::Catalog const& catalog) {
  run.house.authorities.refresh_towns();
  return surroundings_of(catalog.snapshot(), run.visit().town());
}

ImportReport store_plans(CommandRun const& run, catalog::Catalog const& catalog, std::string_view toml,
                         std::string_view by, Loss loss) {
  return import_plans(run.visit().db, toml, around(run, catalog), run.house.clock, by, loss);
}

constexpr std::string_view take_away = "--take-away";

Loss allowed_loss(CommandRun const& run) { return run.arguments.flag(take_away) ? Loss::accept : Loss::refuse; }

int import_file(CommandRun const& run, catalog::Catalog const& catalog) {
  auto const toml = authority::read_file(run.arguments.text("FILE"));
  return authority::print_report(store_plans(run, catalog, toml, "command", allowed_loss(run)), "appointments",
                                 run.json);
}

int export_file(CommandRun const& run, catalog::Catalog const& catalog) {
  fmt::print("{}", export_plans(run.visit().db, around(run, catalog)));
  return authority::exit_fine;
}

// ---- ZMS

/// What ZMS has no place for, or what was rounded: on the error channel, so that the file itself can be piped.
void tell_left_out(std::vector<std::string> const& left_out) {
  for (auto const& line : left_out) fmt::print(stderr, "{}\n", line);
}

/// What the files given on the command line hold.
struct ZmsFiles {
  std::vector<ZmsImport> with_rules, directory;
};

Result<ZmsFiles> read_zms(authority::Arguments const& arguments) {
  auto const services = arguments.text("--services"), locations = arguments.text("--locations"),
             availability = arguments.text("--availability");
  if (availability.empty() and services.empty()) {
    return failure("Give --availability FILE, or --services FILE and --locations FILE, or all three.");
  }
  if (services.empty() != locations.empty()) return failure("--services and --locations belong together.");
  ZmsFiles files;
  if (not availability.empty()) {
    auto read = import_zms_town(authority::read_file(availability));
    if (not read) return failure(fmt::format("{}: {}", availability, read.error()));
    files.with_rules = std::move(*read);
  }
  if (not services.empty()) {
    auto read = import_berlin(authority::read_file(services), authority::read_file(locations));
    if (not read) return failure(read.error());
    files.directory = std::move(*read);
  }
  return files;
}

/// Why the plans cannot be taken, before their offices are stored: all of a file or nothing.
ImportReport refused_plans(CommandRun const& run, ZmsTown const& town, Surroundings around) {
  ImportReport report;
  if (allowed_loss(run) == Loss::refuse) {
    for (auto& one : losses(plans_of(run.visit().db), town.plans)) report.reject(0, std::move(one));
  }
  around.has_office = [](auto) { return true; };
  if (auto const read = read_plans(town.plans_toml, around); not read)
    for (auto const& [line, reason] : read.error()) report.reject(0, reason);
  report.rolled_back = not report.rejected.empty();
  return report;
}

int import_zms_files(CommandRun const& run, catalog::Catalog const& catalog) {
  auto files = read_zms(run.arguments);
  if (not files) return authority::refuse(files.error());
  auto const known = around(run, catalog);
  auto const town = zms_town(std::move(files->with_rules), files->directory, *run.town, *run.visit().town(), known);
  tell_left_out(town.left_out);
  if (auto const refused = refused_plans(run, town, known); refused.rolled_back)
    return authority::print_report(refused, "zms", run.json);
  auto const offices = authority::import_offices(run.house.store, town.offices_csv, OnRejection::roll_back);
  if (not offices.rejected.empty()) return authority::print_report(offices, "offices", run.json);
  return authority::print_report(store_plans(run, catalog, town.plans_toml, "command", allowed_loss(run)), "zms",
                                 run.json);
}

int export_zms_file(CommandRun const& run, catalog::Catalog const& catalog) {
  run.house.authorities.refresh_towns();
  auto plans = plans_of(run.visit().db);
  auto const snapshot = catalog.snapshot();
  for (auto& plan : plans) {
    for (auto& service : plan.services) {
      auto const* known = snapshot->by_key(service.service);
      if (known != nullptr and service.label.empty()) service.label = known->name();
    }
  }
  auto const written = export_zms_town(plans, *run.town, *run.visit().town());
  tell_left_out(written.left_out);
  fmt::print("{}\n", written.json);
  return authority::exit_fine;
}

// ---- Invented bookings

int fill_days(CommandRun const& run) {
  auto const number = [&](std::string_view name) { return static_cast<int>(run.arguments.number(name)); };
  auto const seeded = seed_bookings(run.visit().db, run.visit().keys(), run.house.clock,
                                    {.seed = static_cast<std::uint64_t>(run.arguments.number("--seed")),
                                     .past_days = number("--past"),
                                     .days = number("--days"),
                                     .booked_percent = number("--booked")});
  if (run.json) {
    boost::json::object const body{{"offices", seeded.offices}, {"appointments", seeded.appointments}};
    fmt::print("{}\n", boost::json::serialize(body));
  } else if (seeded.offices == 0) {
    fmt::print("Nothing to do: each office has bookings from today on, or none has opening hours.\n");
  } else {
    fmt::print("{} offices, {} appointments\n", seeded.offices, seeded.appointments);
  }
  return authority::exit_fine;
}

int fill_city(CommandRun const& run, catalog::Catalog const& catalog) {
  auto const number = [&](std::string_view name) { return static_cast<int>(run.arguments.number(name)); };
  CityWish const wish{.desks = number("--desks"), .offices = number("--offices"), .services = number("--services")};
  authority::import_offices(run.house.store, city_offices(run.town->slug, wish), OnRejection::keep_good_lines);
  std::vector<std::string> services;
  auto const snapshot = catalog.snapshot();
  for (auto const& service : snapshot->all()) {
    if (static_cast<int>(services.size()) < wish.services) services.push_back(service.key.value());
  }
  auto const report = store_plans(run, catalog, city_plans(services, wish), "seed", Loss::accept);
  if (not report.rejected.empty()) return authority::print_report(report, "seed", run.json);
  return fill_days(run);
}

Argument may_take_away() {
  return {.name = take_away,
          .help = "let offices lose all opening hours or services for which the file has none",
          .kind = Argument::Kind::flag};
}

Argument number(std::string_view name, std::string_view help, std::string_view otherwise, std::int64_t least = 0,
                std::int64_t most = 0) {
  return {
      .name = name, .help = help, .kind = Argument::Kind::number, .otherwise = otherwise, .least = least, .most = most};
}

std::vector<Argument> seed_arguments(std::string_view days, std::string_view booked) {
  return {number("--seed", "the same number gives the same bookings", "1"),
          number("--days", "how many days ahead", days, 1, 365),
          number("--past", "how many days back, for the figures", "28", 0, 365),
          number("--booked", "percent of the open time", booked, 0, 100)};
}

std::vector<Argument> city_arguments() {
  auto all = seed_arguments("56", "70");
  all.push_back(number("--desks", "desks in all", "80", 1, 2000));
  all.push_back(number("--offices", "offices", "20", 1, 99));
  all.push_back(number("--services", "services", "60", 1, 500));
  return all;
}

Command of_town(std::string_view group, std::string_view name, std::string_view help, std::vector<Argument> arguments,
                std::function<int(CommandRun const&)> run) {
  return {.group = group,
          .name = name,
          .help = help,
          .arguments = std::move(arguments),
          .of_town = true,
          .run = std::move(run)};
}

}  // namespace

std::vector<Command> commands(catalog::Catalog& catalog) {
  auto const with_catalog = [&catalog](int (*work)(CommandRun const&, catalog::Catalog const&)) {
    return [&catalog, work](CommandRun const& run) { return work(run, catalog); };
  };
  return {
      of_town("import", "appointments",
              "plans of offices: opening rules, desks, services (TOML, see docs/appointments.md)",
              {{.name = "TOWN", .help = "the town"},
               {.name = "FILE", .help = "file to read", .required = true},
               may_take_away()},
              with_catalog(import_file)),
      of_town("import", "zms", "offices, services and opening times of ZMS (JSON)",
              {{.name = "--services", .help = "directory of services (berlin_services_de.json)"},
               {.name = "--locations", .help = "directory of offices (berlin_locations_de.json)"},
               {.name = "--availability", .help = "opening times, as export zms writes them"},
               may_take_away()},
              with_catalog(import_zms_files)),
      of_town("export", "appointments", "plans of offices, as import appointments reads them", {},
              with_catalog(export_file)),
      of_town("export", "zms",
              "the same in the form of ZMS: scope, provider, availability, request, requestrelation (JSON)", {},
              with_catalog(export_zms_file)),
      of_town("seed", "day", "Fill the next days of the offices that have a plan", seed_arguments("14", "60"),
              fill_days),
      of_town("seed", "city", "Make a busy city: offices, desks, services and bookings", city_arguments(),
              with_catalog(fill_city)),
  };
}

}  // namespace kreislauf::appointments
