#include "authority/module.h"

#include <fmt/format.h>

#include "authority/api/api.h"
#include "authority/commands.h"
#include "authority/resident/pages.h"
#include "authority/store.h"
#include "base/embedded.h"
#include "base/log.h"
#include "base/text.h"

namespace kreislauf::authority {

namespace {

void log_rejected(std::string_view file, ImportReport const& report) {
  for (auto const& [line, reason] : report.rejected) {
    log::error("demo_rejected", fmt::format("{} line {}: {}", file, line, reason));
  }
}

/// The lines of towns that exist here: a sample must not make new ones.
std::string of_known_towns(Directory const& directory, std::string_view csv) {
  std::string kept;
  for (auto const line : text::split(csv, '\n')) {
    if (kept.empty() or directory.by_key(line.substr(0, line.find(','))) != nullptr) kept += std::string{line} + "\n";
  }
  return kept;
}

/// The sample district: Kreis Borken, invented and marked.
void load_sample(House& house) {
  auto const keep = OnRejection::keep_good_lines;
  auto const towns = of_known_towns(*house.authorities.directory(), embedded_file("demo/towns.csv"));
  log_rejected("towns", import_authorities(house.store, towns, keep, house.clock));
  log_rejected("offices", import_offices(house.store, embedded_file("demo/offices.csv"), keep));
  log_rejected("delegations", import_delegations(house.store, embedded_file("demo/delegations.csv"), keep));
  log_rejected("overrides", import_overrides(house.store, embedded_file("demo/overrides.csv"), keep));
  house.authorities.reload();
  house.authorities.refresh_towns();
}

bool has_offices(TownContext const& c) { return not c.town->offices.empty(); }

constexpr auto remarks_kept = std::chrono::days{180};

std::vector<TownNeed> needs() {
  return {
      {"offices", "the menu has no \"Ämter\", no page tells hours",
       [](TownVisit& v) { return v.town()->offices.empty(); }},
      {"telephone", "nobody can be called", [](TownVisit& v) { return help_number(v.authority, *v.town()).empty(); }},
      {"website", "no way on to the town's own pages", [](TownVisit& v) { return v.authority.website.empty(); }},
      {"officer", "the privacy page cannot name the data-protection officer (Art. 13 (1) b DSGVO)",
       [](TownVisit& v) {
         auto const& a = v.authority;
         return a.privacy_name.empty() and a.privacy_phone.empty() and a.privacy_email.empty();
       }},
      {"population", "its status and its drawing are those of a village",
       [](TownVisit& v) { return not v.authority.is_district() and v.authority.population == 0; }},
      {"arms", "its letter stands in their place",
       [](TownVisit& v) { return v.town()->picture("wappen") == nullptr; }}};
}

std::vector<PrivacySection> privacy() {
  return {{.id = "rueckmeldung",
           .heading = i18n::message("Rückmeldungen und gemeldete Barrieren"),
           .data = {i18n::message("Ihr Text und die Seite, um die es geht"),
                    i18n::message("Ihre E-Mail-Adresse, wenn Sie eine angeben")},
           .purpose = i18n::message("Wir verbessern die Seiten und antworten Ihnen."),
           .basis = i18n::message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 Absatz 1 DSG NRW; bei Barrieren dazu "
                                  "§ 10b BGG NRW"),
           .periods = [](TownContext const& c) -> std::vector<PrivacyPeriod> {
             return {{{}, c.t("{} Tage nach dem Eingang", remarks_kept.count())}};
           },
           .tables = {"feedback"}}};
}

std::optional<Instant> forget_remarks(TownVisit& visit) {
  visit.db.write(
      [&](db::Connection& connection) { store::forget_feedback(connection, visit.house.clock.now() - remarks_kept); });
  return std::nullopt;
}

}  // namespace

Module module(House& house) {
  auto routes = pages::routes();
  for (auto&& route : api::routes()) routes.push_back(std::move(route));
  return {.name = "authority",
          .folder = "authority",
          .routes = std::move(routes),
          .schemas = api::schemas(),
          .menu = {{"/aemter", i18n::message("Ämter"), 40, false, &has_offices}},
          .rights = {rights::staff},
          .jobs = {{.name = "authority.forget_remarks", .when = Job::When::daily, .run = forget_remarks}},
          .commands = commands(),
          .privacy = privacy(),
          .needs = needs(),
          .demo = load_sample,
          .reload = [&house] { house.authorities.reload(); }};
}

}  // namespace kreislauf::authority
