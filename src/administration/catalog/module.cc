#include <fmt/format.h>

#include "administration/catalog/api/api.h"
#include "administration/catalog/catalog.h"
#include "administration/catalog/exchange/exchange.h"
#include "administration/catalog/resident/pages.h"
#include "base/embedded.h"
#include "base/log.h"

namespace kreislauf::catalog {

namespace {

/// The packages that came with the program; what is in the store already and equal stays, and what somebody has made of
/// them.
void load_packages(authority::House& house, Catalog& catalog) {
  auto const report = import_embedded(house.store, house.clock);
  for (auto const& note : report.notes) log::info("package_kept", note);
  for (auto const& [line, reason] : report.rejected) {
    log::error("package_rejected", fmt::format("line {}: {}", line, reason));
  }
  if (report.added + report.changed > 0) catalog.reload();
}

/// What the towns of the sample district answered; invented and marked.
void load_sample(authority::House& house, Catalog& catalog) {
  auto const snapshot = catalog.snapshot();
  auto const known = [&](std::string_view key, std::string_view question) {
    auto const* service = snapshot->by_key(key);
    if (service == nullptr) service = snapshot->any(key);
    return service != nullptr and service->asks(question);
  };
  auto const report =
      authority::import_answers(house.store, embedded_file("demo/answers.csv"), OnRejection::keep_good_lines, known);
  for (auto const& [line, reason] : report.rejected) {
    log::error("demo_rejected", fmt::format("answers line {}: {}", line, reason));
  }
  house.authorities.refresh_towns();
}

}  // namespace

authority::Module module(authority::House& house, Catalog& catalog) {
  auto routes = pages::routes(catalog, house.authorities);
  for (auto&& route : api::routes(catalog)) routes.push_back(std::move(route));
  auto const near_services = [&catalog](kern::Sheet& sheet, authority::TownContext const& c, std::string_view path,
                                        std::string_view) {
    pages::write_near_services(sheet.out(), c, *catalog.snapshot(), path);
  };
  auto const office_services = [&catalog](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                                          std::string_view) {
    pages::write_office_services(sheet.out(), c, *catalog.snapshot(), office);
  };
  return {.name = "catalog",
          .folder = "administration/catalog",
          .routes = std::move(routes),
          .schemas = api::schemas(),
          .menu = {{"/dienste", i18n::message("Dienste"), 10},
                   {"/lebenslagen", i18n::message("Lebenslagen"), 30},
                   {"/zustaendigkeit", i18n::message("Wer macht was?"), 50, true}},
          .panels = {{"not_found", near_services}, {"office_more", office_services}},
          .commands = exchange::commands(catalog),
          .prepare = [&catalog](authority::House& at) { load_packages(at, catalog); },
          .demo = [&catalog](authority::House& at) { load_sample(at, catalog); },
          .look = [&catalog](authority::House& at) { return catalog.publish_due(at.clock); },
          .reload = [&catalog] { catalog.reload(); }};
}

}  // namespace kreislauf::catalog
