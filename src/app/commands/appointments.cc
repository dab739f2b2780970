#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "administration/appointments/appointments.h"
#include "administration/catalog/catalog.h"
#include "app/commands/command.h"
#include "authority/authority.h"

namespace kreislauf::app {

namespace {

struct Options {
  StoreChoice store;
  std::string file, town;
  std::string services, locations, availability;  ///< files of ZMS
  appointments::SeedWish seed;
  appointments::CityWish city;
};

/// One town with everything its plans can name.
class Bench {
 public:
  explicit Bench(Options const& options)
      : store_{open_store(options.store, clock_)}, authorities_{ready()}, catalog_{*store_} {
    auto const directory = authorities_.directory();
    auto const* found = directory->by_slug(options.town) != nullptr ? directory->by_slug(options.town)
                                                                    : directory->by_key(options.town);
    if (found != nullptr)
      town_ = *found;
    else
      fmt::print(stderr,
                 "There is no authority \"{}\". Write its name as in addresses (gescher) or its key (05554016).\n",
                 options.town);
  }

  bool found() const { return town_.has_value(); }
  authority::Authority const& town() const { return *town_; }
  db::Store& store() { return *store_; }
  db::Database& database() { return store_->authority(town_->key); }
  Clock const& clock() const { return clock_; }
  crypto::Random& random() { return random_; }
  catalog::Catalog const& catalog() const { return catalog_; }
  /// As they are now: an import may just have added some.
  authority::Town const& offices() {
    authorities_.refresh_towns();
    return *(offices_ = authorities_.town(town_->key));
  }
  appointments::Surroundings around() {
    offices();
    return appointments::surroundings_of(catalog_.snapshot(), offices_);
  }

 private:
  /// Databases and services must be there before a plan is read.
  db::Store& ready() {
    authority::migrate_all(*store_, authority_migrations(), clock_, [](std::size_t, std::size_t) {});
    catalog::import_packages(*store_, catalog::embedded_packages(), clock_);
    return *store_;
  }

  SystemClock clock_;
  crypto::SystemRandom random_;
  std::unique_ptr<db::Store> store_;
  authority::Authorities authorities_;
  catalog::Catalog catalog_;
  std::optional<authority::Authority> town_;
  std::shared_ptr<authority::Town const> offices_;
};

using Work = std::function<Exit(Bench&, Options const&)>;

CLI::App* add_town_command(CLI::App& parent, std::string const& name, std::string const& help,
                           std::shared_ptr<Options> const& options, Work work, int& code) {
  auto* command = parent.add_subcommand(name, help);
  add_store_options(*command, options->store);
  command->callback([=, &code] {
    Bench bench{*options};
    code = static_cast<int>(bench.found() ? work(bench, *options) : Exit::rejected);
  });
  return command;
}

void add_town(CLI::App& command, Options& options) {
  command.add_option("TOWN", options.town, "name in addresses, like gescher, or key")->required();
}

Exit import_plans(Bench& bench, Options const& options) {
  auto const report = appointments::import_plans(bench.database(), read_file(options.file), bench.around(),
                                                 bench.clock(), bench.random(), "command");
  return print_report(report, "appointments", options.store.json);
}

/// What ZMS has no place for, or what was rounded: on the error channel, so that the file itself can be piped.
void tell_left_out(std::vector<std::string> const& left_out) {
  for (auto const& line : left_out) fmt::print(stderr, "{}\n", line);
}

Exit refuse(std::string const& reason) {
  fmt::print(stderr, "{}\n", reason);
  return Exit::rejected;
}

Exit import_zms(Bench& bench, Options const& options) {
  if (options.availability.empty() and options.services.empty())
    return refuse("Give --availability FILE, or --services FILE and --locations FILE, or all three.");
  if (options.services.empty() != options.locations.empty())
    return refuse("--services and --locations belong together.");
  std::vector<appointments::ZmsImport> with_rules, directory;
  if (not options.availability.empty()) {
    auto read = appointments::import_zms_town(read_file(options.availability));
    if (not read) return refuse(fmt::format("{}: {}", options.availability, read.error()));
    with_rules = std::move(*read);
  }
  if (not options.services.empty()) {
    auto read = appointments::import_berlin(read_file(options.services), read_file(options.locations));
    if (not read) return refuse(read.error());
    directory = std::move(*read);
  }
  auto const town =
      appointments::zms_town(std::move(with_rules), directory, bench.town(), bench.offices(), bench.around());
  tell_left_out(town.left_out);
  auto const offices = authority::import_offices(bench.store(), town.offices_csv, OnRejection::roll_back);
  if (not offices.rejected.empty()) return print_report(offices, "offices", options.store.json);
  auto const report = appointments::import_plans(bench.database(), town.plans_toml, bench.around(), bench.clock(),
                                                 bench.random(), "command");
  return print_report(report, "zms", options.store.json);
}

Exit export_zms(Bench& bench, Options const&) {
  auto plans = appointments::plans_of(bench.database());
  auto const services = bench.catalog().snapshot();
  for (auto& plan : plans) {
    for (auto& offer : plan.offers) {
      if (auto const* known = services->by_key(offer.service); known != nullptr and offer.label.empty())
        offer.label = known->name();
    }
  }
  auto const written = appointments::export_zms_town(plans, bench.town(), bench.offices());
  tell_left_out(written.left_out);
  fmt::print("{}\n", written.json);
  return Exit::fine;
}

Exit export_plans(Bench& bench, Options const&) {
  fmt::print("{}", appointments::export_plans(bench.database(), bench.around()));
  return Exit::fine;
}

Exit seed_day(Bench& bench, Options const& options) {
  auto const seeded = appointments::seed_bookings(bench.database(), bench.clock(), options.seed);
  if (options.store.json)
    fmt::print("{}\n", boost::json::serialize(
                           boost::json::object{{"offices", seeded.offices}, {"appointments", seeded.appointments}}));
  else if (seeded.offices == 0)
    fmt::print("Nothing to do: each office has bookings from today on, or none has opening hours.\n");
  else
    fmt::print("{} offices, {} appointments\n", seeded.offices, seeded.appointments);
  return Exit::fine;
}

Exit seed_city(Bench& bench, Options const& options) {
  authority::import_offices(bench.store(), appointments::city_offices(bench.town().slug, options.city),
                            OnRejection::keep_good_lines);
  std::vector<std::string> services;
  for (auto const& service : bench.catalog().snapshot()->all()) {
    if (static_cast<int>(services.size()) < options.city.services) services.push_back(service.key.value());
  }
  auto const report = appointments::import_plans(bench.database(), appointments::city_plans(services, options.city),
                                                 bench.around(), bench.clock(), bench.random(), "seed");
  if (not report.rejected.empty()) return print_report(report, "seed", options.store.json);
  return seed_day(bench, options);
}

void add_seed_options(CLI::App& command, Options& options) {
  add_town(command, options);
  command.add_option("--seed", options.seed.seed, "the same number gives the same bookings")->capture_default_str();
  command.add_option("--days", options.seed.days, "how many days ahead")
      ->capture_default_str()
      ->check(CLI::Range(1, 365));
  command.add_option("--past", options.seed.past_days, "how many days back, for the figures")
      ->capture_default_str()
      ->check(CLI::Range(0, 365));
  command.add_option("--booked", options.seed.booked_percent, "percent of the open time")
      ->capture_default_str()
      ->check(CLI::Range(0, 100));
}

}  // namespace

void add_appointments_import(CLI::App& import, int& code) {
  auto const options = std::make_shared<Options>();
  auto* command = add_town_command(import, "appointments",
                                   "plans of offices: opening rules, desks, services (TOML, see docs/appointments.md)",
                                   options, import_plans, code);
  command->add_option("FILE", options->file, "file to read")->required();
  add_town(*command, *options);
  auto const zms = std::make_shared<Options>();
  auto* from_zms =
      add_town_command(import, "zms", "offices, services and opening times of ZMS (JSON)", zms, import_zms, code);
  from_zms->add_option("--services", zms->services, "directory of services (berlin_services_de.json)");
  from_zms->add_option("--locations", zms->locations, "directory of offices (berlin_locations_de.json)");
  from_zms->add_option("--availability", zms->availability, "opening times, as export zms writes them");
  add_town(*from_zms, *zms);
}

void add_export(CLI::App& program, int& code) {
  auto* parent = program.add_subcommand("export", "Write data out");
  parent->require_subcommand(1);
  auto const options = std::make_shared<Options>();
  add_town(*add_town_command(*parent, "appointments", "plans of offices, as import appointments reads them", options,
                             export_plans, code),
           *options);
  auto const zms = std::make_shared<Options>();
  add_town(
      *add_town_command(*parent, "zms",
                        "the same in the form of ZMS: scope, provider, availability, request, requestrelation (JSON)",
                        zms, export_zms, code),
      *zms);
}

void add_seed(CLI::App& program, int& code) {
  auto* parent = program.add_subcommand("seed", "Invent bookings, for demonstrations and measurements");
  parent->require_subcommand(1);
  auto const day = std::make_shared<Options>();
  add_seed_options(
      *add_town_command(*parent, "day", "Fill the next days of the offices that have a plan", day, seed_day, code),
      *day);
  auto const city = std::make_shared<Options>();
  city->seed.days = 56;
  city->seed.booked_percent = 70;
  auto* command = add_town_command(*parent, "city", "Make a busy city: offices, desks, services and bookings", city,
                                   seed_city, code);
  add_seed_options(*command, *city);
  command->add_option("--desks", city->city.desks, "desks in all")->capture_default_str()->check(CLI::Range(1, 2000));
  command->add_option("--offices", city->city.offices, "offices")->capture_default_str()->check(CLI::Range(1, 99));
  command->add_option("--services", city->city.services, "services")->capture_default_str()->check(CLI::Range(1, 500));
}

}  // namespace kreislauf::app
