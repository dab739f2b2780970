#include <fmt/format.h>

#include "administration/appointments/acts/event_words.h"
#include "administration/appointments/acts/waiting.h"
#include "administration/appointments/commands.h"
#include "administration/appointments/exchange/seed.h"
#include "administration/appointments/rights.h"
#include "administration/appointments/rules/public_hours.h"
#include "administration/appointments/shared/privacy.h"
#include "administration/appointments/shared/routes.h"
#include "administration/appointments/shared/running.h"
#include "administration/appointments/store/verify.h"
#include "base/embedded.h"
#include "base/log.h"

namespace kreislauf::appointments {

namespace {

using authority::House, authority::Job, authority::TownVisit;

std::vector<authority::Route> routes(Appointments& module) {
  authority::Rows rows;
  add_resident_routes(rows, module);
  add_office_routes(rows, module);
  add_management_routes(rows, module);
  add_api_routes(rows, module);
  return rows.take();
}

std::vector<authority::NavEntry> staff_menu() {
  auto all = office_menu();
  for (auto& entry : management_menu()) all.push_back(std::move(entry));
  return all;
}

// ---- Jobs

/// Runs a job where offices give appointments; elsewhere it costs one small read.
Tick by_the_clock(Appointments& module, TownVisit& visit, Tick (*work)(Environment const&)) {
  auto& house = visit.house;
  if (module.cache().now(visit.authority.key, visit.db, house.clock.now())->empty()) return {};
  TownNotifications const notifications{module, visit.authority, visit.town()};
  return work({.key = visit.authority.key,
               .db = visit.db,
               .cache = module.cache(),
               .clock = house.clock,
               .random = house.random,
               .notifications = notifications,
               .site = {},
               .step_free = step_free_in(visit.town())});
}

/// Ends holds, links and offers whose time is over, and says when the next one is.
std::optional<Instant> look_at_the_clock(Appointments& module, TownVisit& visit) {
  auto const done = by_the_clock(module, visit, &tick);
  if (done.expired + done.offered + done.freed > 0) visit.house.live.publish(visit.authority.key.value() + "/*");
  return done.next;
}

/// Data of the first release have a secret of their own in the database: it is sealed, and gone with its last link.
void seal_first_release(TownVisit& visit) {
  std::string stored;
  visit.db.read([&](db::Connection& connection) { stored = store::secret(connection); });
  if (not stored.empty()) renew_under_keys(visit.db, visit.keys(), visit.house.random, day_of(visit.house.clock.now()));
}

std::vector<Job> jobs(Appointments& module) {
  auto const closing = [&module](TownVisit& visit) -> std::optional<Instant> {
    by_the_clock(module, visit, &close_day);
    seal_first_release(visit);
    return std::nullopt;
  };
  return {{.name = "appointments.close_day", .when = Job::When::daily, .run = closing},
          {.name = "appointments.tick", .when = Job::When::due, .run = [&module](TownVisit& visit) {
             return look_at_the_clock(module, visit);
           }}};
}

authority::UnderKeys under_keys() {
  auto const today = [](TownVisit& visit) { return day_of(visit.house.clock.now()); };
  return {.renew =
              [today](TownVisit& visit) { renew_under_keys(visit.db, visit.keys(), visit.house.random, today(visit)); },
          .needs = [today](TownVisit& visit,
                           int number) { return links_under_key(visit.db, visit.keys(), number, today(visit)); }};
}

/// The hours of all offices that give appointments, for every page of the town.
authority::HoursByOffice hours_by_rules(db::Connection& connection) {
  authority::HoursByOffice found;
  for (auto& plan : store::load_plans(connection)) {
    auto const office = plan.settings.office;
    found.emplace(office, public_hours(std::make_shared<Plan const>(std::move(plan))));
  }
  return found;
}

std::vector<authority::Panel> panels(Appointments& module) {
  auto all = next_time_panels(module);
  all.push_back(next_times_panel(module));
  all.push_back(times_elsewhere_panel(module));
  all.push_back(staff_start_panel(module));
  return all;
}

// ---- Check

authority::Verified verify_town(TownVisit& visit) {
  auto v = verify(visit.db, visit.house.clock.now());
  auto const count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  return {.counts = {{"appointments", count(v.appointments)},
                     {"confirmed", count(v.confirmed)},
                     {"claims", count(v.claims)},
                     {"events", count(v.events)},
                     {"mails", count(v.mails)},
                     {"entries", count(v.entries)}},
          .findings = std::move(v.findings)};
}

// ---- The sample district

/// `buergerbuero` for `demo/appointments/gescher-buergerbuero.toml`; empty for files of other towns.
std::string_view office_of_sample(std::string_view path, std::string_view town) {
  auto const prefix = fmt::format("demo/appointments/{}-", town);
  constexpr std::string_view suffix = ".toml";
  if (not path.starts_with(prefix) or not path.ends_with(suffix)) return {};
  return path.substr(prefix.size(), path.size() - prefix.size() - suffix.size());
}

void load_sample(House& house, catalog::Catalog const& catalog, authority::Authority const& authority) {
  bool found = false;
  for (auto const& file : embedded_files()) {
    auto const office = office_of_sample(file.path, authority.slug);
    if (office.empty()) continue;
    found = true;
    auto& database = house.store.authority(authority.key);
    if (has_plan(database, std::string{office})) continue;
    auto const around = surroundings_of(catalog.snapshot(), house.authorities.town(authority.key));
    auto const report = import_plans(database, file.content, around, house.clock, "sample");
    for (auto const& [line, reason] : report.rejected) {
      log::error("demo_rejected", fmt::format("{} line {}: {}", file.path, line, reason));
    }
  }
  if (found)
    seed_bookings(house.store.authority(authority.key), {house.keyring, authority.key.value()}, house.clock, {});
}

void load_samples(House& house, catalog::Catalog const& catalog) {
  house.authorities.refresh_towns();  // their offices may just have been loaded
  auto const directory = house.authorities.directory();
  for (auto const& authority : directory->all()) load_sample(house, catalog, authority);
}

}  // namespace

authority::Module module(House& house, catalog::Catalog& catalog) {
  auto state = std::make_shared<Appointments>(catalog, house.languages, house.keyring);
  auto& running = *state;
  return {.name = "appointments",
          .folder = "administration/appointments",
          .routes = routes(running),
          .schemas = api_schemas(),
          .menu = {{"/termine", i18n::message("Termine"), 20, false,
                    [&running](authority::TownContext const& c) { return gives_appointments(running, c); }}},
          .staff_menu = staff_menu(),
          .rights = {rights::use_device, rights::receive, rights::serve, rights::manage},
          .event_words = event_words(),
          .event_readers = event_readers(),
          .jobs = jobs(running),
          .panels = panels(running),
          .commands = commands(catalog),
          .checks = {{.name = "appointments",
                      .help = "No time is given twice, each state follows from its events, each confirmed booking has "
                              "its mail",
                      .run = verify_town}},
          .privacy = privacy(running),
          .needs = {{"appointments", "nobody can book a time, the menu has no \"Termine\"",
                     [&running](TownVisit& visit) {
                       return running.cache().now(visit.authority.key, visit.db, visit.house.clock.now())->empty();
                     }}},
          .under_keys = under_keys(),
          .hours = hours_by_rules,
          .demo = [&catalog](House& at) { load_samples(at, catalog); },
          .state = std::move(state)};
}

}  // namespace kreislauf::appointments
