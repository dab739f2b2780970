#include "app/demo.h"

#include <fmt/format.h>

#include "administration/appointments/appointments.h"
#include "administration/identity/identity.h"
#include "authority/authority.h"
#include "base/embedded.h"
#include "base/log.h"

namespace kreislauf::app {

namespace {

std::string_view content_of(std::string_view path) {
  for (auto const& file : embedded_files()) {
    if (file.path == path) return file.content;
  }
  return {};
}

void log_rejected(std::string_view file, ImportReport const& report) {
  for (auto const& [line, reason] : report.rejected)
    log::error("demo_rejected", fmt::format("{} line {}: {}", file, line, reason));
}

}  // namespace

void load_demo(db::Store& store, Clock const& clock) {
  auto const keep = OnRejection::keep_good_lines;
  log_rejected("offices", authority::import_offices(store, content_of("demo/offices.csv"), keep));
  log_rejected("delegations", authority::import_delegations(store, content_of("demo/delegations.csv"), keep));
  log_rejected("overrides", authority::import_overrides(store, content_of("demo/overrides.csv"), keep));
  authority::Authorities const authorities{store};
  for (auto const* slug : {"gescher", "ahaus"}) {
    if (auto const* town = authorities.directory()->by_slug(slug); town != nullptr)
      identity::load_sample(store.authority(town->key), clock);
  }
}

void load_demo_appointments(db::Store& store, authority::Authorities& authorities, catalog::Catalog const& catalog,
                            Clock const& clock, crypto::Random& random) {
  constexpr std::string_view folder = "demo/appointments/";
  auto const directory = authorities.directory();
  for (auto const& authority : directory->all()) {
    auto const prefix = fmt::format("{}{}-", folder, authority.slug);
    bool found = false;
    auto& database = store.authority(authority.key);
    for (auto const& file : embedded_files()) {
      if (not file.path.starts_with(prefix)) continue;
      found = true;
      if (appointments::has_plan(database, file.path.substr(prefix.size(), file.path.size() - prefix.size() -
                                                                               std::string_view{".toml"}.size())))
        continue;
      auto const around = appointments::surroundings_of(catalog.snapshot(), authorities.town(authority.key));
      log_rejected(file.path, appointments::import_plans(database, file.content, around, clock, random, "sample"));
    }
    if (found) appointments::seed_bookings(database, clock, {});
  }
}

}  // namespace kreislauf::app
