#include "authority/module.h"

#include <fmt/format.h>

#include "authority/api/api.h"
#include "authority/commands.h"
#include "authority/resident/pages.h"
#include "authority/store.h"
#include "base/embedded.h"
#include "base/log.h"

namespace kreislauf::authority {

namespace {

void log_rejected(std::string_view file, ImportReport const& report) {
  for (auto const& [line, reason] : report.rejected) {
    log::error("demo_rejected", fmt::format("{} line {}: {}", file, line, reason));
  }
}

/// The sample district: Kreis Borken, invented and marked.
void load_sample(House& house) {
  auto const keep = OnRejection::keep_good_lines;
  log_rejected("offices", import_offices(house.store, embedded_file("demo/offices.csv"), keep));
  log_rejected("delegations", import_delegations(house.store, embedded_file("demo/delegations.csv"), keep));
  log_rejected("overrides", import_overrides(house.store, embedded_file("demo/overrides.csv"), keep));
  house.authorities.reload();
  house.authorities.refresh_towns();
}

constexpr auto remarks_kept = std::chrono::days{180};

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
          .menu = {{"/aemter", i18n::message("Ämter"), 40}},
          .rights = {rights::staff},
          .jobs = {{.name = "authority.forget_remarks", .when = Job::When::daily, .run = forget_remarks}},
          .commands = commands(),
          .demo = load_sample,
          .reload = [&house] { house.authorities.reload(); }};
}

}  // namespace kreislauf::authority
